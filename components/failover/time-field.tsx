"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useNow, useZone } from "@/components/viewer-clock";
import { formatUtc, zoneName } from "@/components/zone";
import { formatRelative } from "@/lib/domain/format";
import { instantOf, wallClock } from "@/lib/domain/zone";

type TimeFieldProps = {
  label: string;
  value: string | null;
  error?: string;
  onChange: (at: Date | null) => void;
};

/** A moment, asked for in the viewer's zone, which is named; what it is in UTC stands below. */
export function TimeField({ label, value, error, onChange }: TimeFieldProps) {
  const zone = useZone();
  const now = useNow();
  const at = value ? new Date(value) : null;
  return (
    <Field
      label={`${label} (${zoneName(at ?? now, zone)})`}
      hint={at ? `${formatUtc(at)}, ${formatRelative(at, now)}` : "Day and time"}
      error={error}
      required
      className="max-w-72"
    >
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          value={at ? new Date(wallClock(zone, at.getTime())).toISOString().slice(0, 16) : ""}
          onChange={(event) => onChange(momentOf(event.target.value, zone))}
        />
      )}
    </Field>
  );
}

function momentOf(local: string, zone: string): Date | null {
  const wall = Date.parse(`${local}Z`);
  return Number.isNaN(wall) ? null : new Date(instantOf(zone, wall));
}
