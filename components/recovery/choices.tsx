"use client";

import type { ReactNode } from "react";
import { useId } from "react";

import { SectionHeading } from "@/components/section-heading";
import { Checkbox } from "@/components/ui/checkbox";

type ChoiceGroupProps = { title: string; note?: string; children: ReactNode };

/** Things of one kind that may come back. */
export function ChoiceGroup({ title, note, children }: ChoiceGroupProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <SectionHeading id={id} note={note}>
        {title}
      </SectionHeading>
      <ul>{children}</ul>
    </section>
  );
}

type ChoiceProps = {
  label: string;
  note: string;
  checked: boolean;
  disabled?: boolean;
  onChange: () => void;
};

/** One thing, with what there is to know of it. */
export function Choice({ label, note, checked, disabled, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <span className="flex min-h-6 items-center gap-2.5">
      <Checkbox
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-describedby={`${id}-note`}
      />
      <label htmlFor={id} className="min-w-0 break-words">
        {label}
      </label>
      <span id={`${id}-note`} className="min-w-0 text-xs text-ink-3">
        {note}
      </span>
    </span>
  );
}
