"use client";

import { useState } from "react";
import { plural } from "@/lib/domain/format";
import { NumberField } from "@/components/plans/number-field";
import { emptySchedule } from "@/components/plans/plan-draft";
import { useSchedulePreview } from "@/components/plans/use-previews";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Segmented } from "@/components/ui/segmented";
import { WEEKDAYS, type Schedule } from "@/lib/domain/plan";

type ScheduleEditorProps = {
  value: Schedule;
  onChange: (value: Schedule) => void;
  /** IANA names, from the server: browsers know different ones. */
  zones: string[];
  errorAt: (path: string) => string | undefined;
};

const EVERY = [
  { value: "minutes", label: "Minutes" },
  { value: "hours", label: "Hours" },
  { value: "day", label: "Daily" },
  { value: "week", label: "Weekly" },
  { value: "cron", label: "Cron" },
  { value: "manual", label: "By hand only" },
] as const satisfies readonly { value: Schedule["every"]; label: string }[];

const DAY_WORDS: Record<(typeof WEEKDAYS)[number], string> = {
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
};

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
        <Times value={value} onChange={onChange} errorAt={errorAt} />
        {value.every === "manual" ? null : (
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
              <NativeSelect
                {...field}
                value={value.timeZone}
                onChange={(event) => onChange({ ...value, timeZone: event.target.value })}
              >
                {(zones.includes(value.timeZone) ? zones : [value.timeZone, ...zones]).map((zone) => (
                  <option key={zone} value={zone}>
                    {zone.replaceAll("_", " ")}
                  </option>
                ))}
              </NativeSelect>
            )}
          </Field>
        )}
      </div>
    </FieldGroup>
  );
}

type TimesProps = Pick<ScheduleEditorProps, "value" | "onChange" | "errorAt">;

function Times({ value, onChange, errorAt }: TimesProps) {
  switch (value.every) {
    case "minutes":
      return (
        <NumberField
          label="Every"
          unit="minutes"
          min={5}
          max={59}
          value={value.n}
          onChange={(n) => onChange({ ...value, n })}
          error={errorAt("n")}
          hint="From 5 to 59."
        />
      );
    case "hours":
      return (
        <div className="flex flex-wrap gap-6">
          <NumberField
            label="Every"
            unit={plural(value.n, "hour")}
            min={1}
            max={23}
            value={value.n}
            onChange={(n) => onChange({ ...value, n })}
            error={errorAt("n")}
          />
          <NumberField
            label="At minute"
            unit="past the hour"
            min={0}
            max={59}
            value={value.atMinute}
            onChange={(atMinute) => onChange({ ...value, atMinute })}
            error={errorAt("atMinute")}
          />
        </div>
      );
    case "day":
      return <TimeField value={value.at} onChange={(at) => onChange({ ...value, at })} error={errorAt("at")} />;
    case "week":
      return (
        <>
          <FieldGroup legend="On" error={errorAt("on")}>
            <div className="flex flex-wrap gap-x-4 gap-y-2">
              {WEEKDAYS.map((day) => (
                <label key={day} className="flex min-h-6 items-center gap-2">
                  <Checkbox
                    checked={value.on.includes(day)}
                    onCheckedChange={(on) =>
                      onChange({
                        ...value,
                        on: WEEKDAYS.filter((other) => (other === day ? on === true : value.on.includes(other))),
                      })
                    }
                  />
                  {DAY_WORDS[day]}
                </label>
              ))}
            </div>
          </FieldGroup>
          <TimeField value={value.at} onChange={(at) => onChange({ ...value, at })} error={errorAt("at")} />
        </>
      );
    case "cron":
      return <CronField value={value} onChange={onChange} errorAt={errorAt} />;
    case "manual":
      return (
        <p className="max-w-prose text-ink-2">
          Nothing is scheduled: a checkpoint is taken only when someone asks for it, and no promise about lost data can
          be kept by itself.
        </p>
      );
  }
}

function TimeField({ value, onChange, error }: { value: string; onChange: (value: string) => void; error?: string }) {
  return (
    <Field label="At" error={error} className="justify-self-start">
      {(field) => (
        <Input
          {...field}
          type="time"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="figures w-32"
        />
      )}
    </Field>
  );
}

function CronField({ value, onChange, errorAt }: TimesProps & { value: Extract<Schedule, { every: "cron" }> }) {
  const { data } = useSchedulePreview(value);
  return (
    <Field
      label="Cron expression"
      hint={data && data.problem === null ? data.text : "Minute, hour, day of month, month, day of week."}
      error={errorAt("expression") ?? data?.problem ?? undefined}
      className="max-w-sm"
    >
      {(field) => (
        <Input
          {...field}
          value={value.expression}
          onChange={(event) => onChange({ ...value, expression: event.target.value })}
          className="font-mono"
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </Field>
  );
}
