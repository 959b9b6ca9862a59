"use client";

import { TZDate } from "@date-fns/tz";

import { Input } from "@/components/ui/input";

type AuditDayProps = {
  label: string;
  zone: string;
  value: string | null;
  /** 1: the day named is still within. */
  offset: 0 | 1;
  onChange: (value: string | null) => void;
};

/** A day of the viewer's zone, kept as the instant at which it begins or ends. */
export function AuditDay({ label, zone, value, offset, onChange }: AuditDayProps) {
  return (
    <label className="flex items-center gap-1.5 text-ink-2 max-sm:flex-1">
      {label}
      <Input
        type="date"
        className="min-w-32 sm:w-36"
        value={value ? dayOf(value, { zone, offset }) : ""}
        onChange={(event) => onChange(event.target.value ? instantOf(event.target.value, { zone, offset }) : null)}
      />
    </label>
  );
}

type Place = { zone: string; offset: 0 | 1 };

function dayOf(instant: string, { zone, offset }: Place): string {
  const date = new TZDate(instant, zone);
  const day = new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate() - offset));
  return day.toISOString().slice(0, 10);
}

function instantOf(day: string, { zone, offset }: Place): string {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(new TZDate(year, month - 1, date + offset, zone).getTime()).toISOString();
}
