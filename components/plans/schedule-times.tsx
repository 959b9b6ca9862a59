"use client";

import { NumberField } from "@/components/plans/number-field";
import { useSchedulePreview } from "@/components/plans/use-previews";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { plural } from "@/lib/domain/format";
import { WEEKDAYS, type Schedule } from "@/lib/domain/plan";

export type ScheduleTimesProps = {
  value: Schedule;
  onChange: (value: Schedule) => void;
  errorAt: (path: string) => string | undefined;
};
type Of<Every extends Schedule["every"]> = Omit<ScheduleTimesProps, "value"> & {
  value: Extract<Schedule, { every: Every }>;
};

/** When, as far as the chosen rhythm leaves it open. */
export function ScheduleTimes({ value, ...rest }: ScheduleTimesProps) {
  switch (value.every) {
    case "minutes":
      return <Minutes value={value} {...rest} />;
    case "hours":
      return <Hours value={value} {...rest} />;
    case "day":
      return <TimeField value={value} {...rest} />;
    case "week":
      return (
        <>
          <DaysField value={value} {...rest} />
          <TimeField value={value} {...rest} />
        </>
      );
    case "cron":
      return <CronField value={value} {...rest} />;
    case "manual":
      return (
        <p className="max-w-prose text-ink-2">
          Nothing is scheduled: a checkpoint is taken only when someone asks for it, and no promise about lost data can
          be kept by itself.
        </p>
      );
  }
}

function Minutes({ value, onChange, errorAt }: Of<"minutes">) {
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
}

function Hours({ value, onChange, errorAt }: Of<"hours">) {
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
}

const DAY_WORDS: Record<(typeof WEEKDAYS)[number], string> = {
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
};

function DaysField({ value, onChange, errorAt }: Of<"week">) {
  const choose = (day: (typeof WEEKDAYS)[number], on: boolean) =>
    onChange({ ...value, on: WEEKDAYS.filter((other) => (other === day ? on : value.on.includes(other))) });
  return (
    <FieldGroup legend="On" error={errorAt("on")}>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        {WEEKDAYS.map((day) => (
          <label key={day} className="flex min-h-6 items-center gap-2">
            <Checkbox checked={value.on.includes(day)} onCheckedChange={(on) => choose(day, on === true)} />
            {DAY_WORDS[day]}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

function TimeField({ value, onChange, errorAt }: Of<"day" | "week">) {
  return (
    <Field label="At" error={errorAt("at")} className="justify-self-start">
      {(field) => (
        <Input
          {...field}
          type="time"
          value={value.at}
          onChange={(event) => onChange({ ...value, at: event.target.value })}
          className="figures w-32"
        />
      )}
    </Field>
  );
}

function CronField({ value, onChange, errorAt }: Of<"cron">) {
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
