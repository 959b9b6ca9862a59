"use client";

import { useState } from "react";

import { emptySchedule } from "@/components/plans/plan-draft";
import { ScheduleTimes, type ScheduleTimesProps } from "@/components/plans/schedule-times";
import { Field, FieldGroup } from "@/components/ui/field";
import { OptionSelect } from "@/components/ui/native-select";
import { Segmented } from "@/components/ui/segmented";
import type { Schedule } from "@/lib/domain/plan";

type ScheduleEditorProps = ScheduleTimesProps & {
  /** IANA names, from the server: browsers know different ones. */
  zones: string[];
};

const EVERY = [
  { value: "minutes", label: "Minutes" },
  { value: "hours", label: "Hours" },
  { value: "day", label: "Daily" },
  { value: "week", label: "Weekly" },
  { value: "cron", label: "Cron" },
  { value: "manual", label: "By hand only" },
] as const satisfies readonly { value: Schedule["every"]; label: string }[];

export function ScheduleEditor({ value, onChange, zones, errorAt }: ScheduleEditorProps) {
  const [left, setLeft] = useState<Partial<Record<Schedule["every"], Schedule>>>({});
  const change = (every: Schedule["every"]) => {
    setLeft({ ...left, [value.every]: value });
    onChange({ ...(left[every] ?? emptySchedule(every, value.timeZone)), timeZone: value.timeZone });
  };
  return (
    <FieldGroup legend="Schedule" className="content-start">
      <Segmented
        label="How often"
        value={value.every}
        options={EVERY}
        onChange={change}
        className="justify-self-start"
      />
      <div className="mt-2 grid gap-4">
        <ScheduleTimes value={value} onChange={onChange} errorAt={errorAt} />
        {value.every === "manual" ? null : (
          <ZoneField value={value} onChange={onChange} errorAt={errorAt} zones={zones} />
        )}
      </div>
    </FieldGroup>
  );
}

function ZoneField({ value, onChange, zones, errorAt }: ScheduleEditorProps) {
  const known = zones.includes(value.timeZone) ? zones : [value.timeZone, ...zones];
  return (
    <Field
      label="Time zone"
      hint={
        value.every === "minutes"
          ? "Times are shown in it; the interval is the same in every zone."
          : "The clock by which the times above are read, summer time included."
      }
      error={errorAt("timeZone")}
      className="max-w-xs"
    >
      {(field) => (
        <OptionSelect
          {...field}
          value={value.timeZone}
          options={known.map((zone) => [zone, zone.replaceAll("_", " ")])}
          onChange={(timeZone) => (timeZone ? onChange({ ...value, timeZone }) : undefined)}
        />
      )}
    </Field>
  );
}
