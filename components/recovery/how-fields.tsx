"use client";

import type { ReactNode } from "react";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { OptionSelect, type SelectOption } from "@/components/ui/native-select";

type HowFieldsProps = { legend: ReactNode; below?: ReactNode; children: ReactNode };

/** The choices about one thing that comes back. */
export function HowFields({ legend, below, children }: HowFieldsProps) {
  return (
    <fieldset className="border-b border-line-soft pt-2 pb-4 last:border-b-0 last:pb-0">
      <legend className="float-left mb-2 w-full font-medium">{legend}</legend>
      <div className="clear-both grid gap-3 sm:grid-cols-2 lg:grid-cols-4">{children}</div>
      {below}
    </fieldset>
  );
}

type NameFieldProps = { value: string; onChange: (name: string) => void };

/** What it is to be called. */
export function NameField({ value, onChange }: NameFieldProps) {
  return (
    <Field label="Name" required error={value.trim() === "" ? "Give it a name" : undefined}>
      {(control) => (
        <Input {...control} value={value} maxLength={255} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

type OptionFieldProps = {
  label: string;
  hint?: string;
  error?: string;
  value: string | null;
  options: readonly SelectOption[];
  onChange: (value: string | null) => void;
};

/** One of what the site offers. */
export function OptionField({ label, hint, error, ...select }: OptionFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <OptionSelect {...control} {...select} />}
    </Field>
  );
}

type ZoneFieldProps = { value: string | null; zones: readonly string[]; onChange: (zone: string | null) => void };

/** The availability zone. */
export function ZoneField({ value, zones, onChange }: ZoneFieldProps) {
  return <OptionField label="Zone" value={value} options={[["", "any"], ...named(zones)]} onChange={onChange} />;
}

/** Names that are their own words. */
export function named(names: readonly string[]): SelectOption[] {
  return names.map((name) => [name, name]);
}
