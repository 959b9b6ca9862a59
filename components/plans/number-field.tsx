"use client";

import type { ReactNode } from "react";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { cn } from "@/lib/utils";

type NumberFieldProps = {
  label: ReactNode;
  value: number;
  onChange: (value: number) => void;
  /** What is counted, after the figure. */
  unit?: ReactNode;
  hint?: ReactNode;
  error?: string;
  min?: number;
  max?: number;
  className?: string;
};

// An emptied field is "no number", which the schema refuses; what it says then is not for people.
const readable = (value: number, error: string | undefined) =>
  error !== undefined && Number.isNaN(value) ? "Give a whole number" : error;

export function NumberField({ label, value, onChange, unit, hint, error, min, max, className }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint} error={readable(value, error)} className={className}>
      {(control) => (
        <span className="flex items-center gap-2">
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            min={min}
            max={max}
            value={Number.isNaN(value) ? "" : value}
            onChange={(event) => onChange(event.target.valueAsNumber)}
            className="figures w-20"
          />
          {unit ? <span className="text-ink-2">{unit}</span> : null}
        </span>
      )}
    </Field>
  );
}

const UNITS = [
  { minutes: 1, word: "minutes" },
  { minutes: 60, word: "hours" },
  { minutes: 1440, word: "days" },
] as const;

type DurationFieldProps = {
  label: ReactNode;
  minutes: number;
  onChange: (minutes: number) => void;
  hint?: ReactNode;
  error?: string;
  className?: string;
};

/** A length of time in the unit of one's choice; kept in minutes. */
export function DurationField({ label, minutes, onChange, hint, error, className }: DurationFieldProps) {
  const [unit, setUnit] = useState(() => fittingUnit(minutes));
  const shown = Number.isNaN(minutes) ? "" : String(Number((minutes / unit).toFixed(2)));
  return (
    <Field label={label} hint={hint} error={readable(minutes, error)} className={className}>
      {(control) => (
        <span className="flex items-center gap-2">
          <Input
            {...control}
            type="number"
            inputMode="decimal"
            step="any"
            min={0}
            value={shown}
            onChange={(event) => onChange(Math.round(event.target.valueAsNumber * unit))}
            className="figures w-20"
          />
          <NativeSelect
            aria-label="Unit"
            value={String(unit)}
            onChange={(event) => {
              const next = Number(event.target.value);
              setUnit(next);
              onChange(Math.round((minutes / unit) * next));
            }}
            className={cn("w-28")}
          >
            {UNITS.map(({ minutes: size, word }) => (
              <option key={word} value={size}>
                {word}
              </option>
            ))}
          </NativeSelect>
        </span>
      )}
    </Field>
  );
}

function fittingUnit(minutes: number): number {
  if (minutes >= 2880 && minutes % 1440 === 0) return 1440;
  return minutes >= 120 && minutes % 60 === 0 ? 60 : 1;
}
