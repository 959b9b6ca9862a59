"use client";

import { RadioGroup as RadioGroupPrimitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";

import { cn } from "@/lib/utils";

export function RadioGroup({ className, ...props }: ComponentProps<typeof RadioGroupPrimitive.Root>) {
  return <RadioGroupPrimitive.Root data-slot="radio-group" className={cn("grid gap-2", className)} {...props} />;
}

export function RadioGroupItem({ className, ...props }: ComponentProps<typeof RadioGroupPrimitive.Item>) {
  return (
    <RadioGroupPrimitive.Item
      data-slot="radio-group-item"
      className={cn(
        "relative inline-flex size-4 shrink-0 items-center justify-center rounded-full border border-input bg-background after:absolute after:-inset-1 disabled:opacity-50 aria-invalid:border-breach data-[state=checked]:border-ink",
        className,
      )}
      {...props}
    >
      <RadioGroupPrimitive.Indicator className="size-2 rounded-full bg-ink" />
    </RadioGroupPrimitive.Item>
  );
}

type RadioOptionProps = Omit<ComponentProps<typeof RadioGroupPrimitive.Item>, "children"> & {
  label: ReactNode;
  /** One plain sentence: what choosing this leads to. */
  hint?: ReactNode;
};

/** A choice with its consequence: the whole row is the target. */
export function RadioOption({ label, hint, id, ...props }: RadioOptionProps) {
  const generated = useId();
  const own = id ?? generated;
  return (
    <label
      htmlFor={own}
      className="flex items-start gap-2.5 rounded-md border border-line px-3 py-2 hover:bg-subtle has-data-[state=checked]:border-ink has-disabled:text-ink-3"
    >
      <RadioGroupItem id={own} aria-describedby={hint ? `${own}-hint` : undefined} className="mt-0.5" {...props} />
      <span className="min-w-0">
        <span className="block font-medium">{label}</span>
        {hint ? (
          <span id={`${own}-hint`} className="block text-xs text-ink-3">
            {hint}
          </span>
        ) : null}
      </span>
    </label>
  );
}
