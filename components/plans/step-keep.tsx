"use client";

import { Controller, useFormContext, useWatch } from "react-hook-form";
import { messageAt } from "@/components/plans/field-message";
import { NumberField } from "@/components/plans/number-field";
import type { PlanDraft } from "@/components/plans/plan-draft";
import { RetentionSimulator } from "@/components/plans/retention-simulator";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field";
import type { Retention } from "@/lib/domain/plan";
import { fullEveryWords, retentionWords } from "@/lib/domain/plan-words";

const TIERS = [
  { name: "last", label: "Last", hint: "the newest ones" },
  { name: "hourly", label: "Hourly", hint: "one an hour" },
  { name: "daily", label: "Daily", hint: "one a day" },
  { name: "weekly", label: "Weekly", hint: "one a week" },
  { name: "monthly", label: "Monthly", hint: "one a month" },
] as const;

/** Retention with its simulator: what the rules do is seen before they are saved. */
export function StepKeep() {
  const { control, formState } = useFormContext<PlanDraft>();
  const schedule = useWatch({ control, name: "schedule" });
  const fullEvery = useWatch({ control, name: "fullEvery" });
  const retention = useWatch({ control, name: "retention" });
  return (
    <div className="grid grid-cols-1 gap-6">
      <Controller
        control={control}
        name="retention"
        render={({ field }) => (
          <RetentionEditor
            value={field.value}
            onChange={field.onChange}
            errorAt={(path) => messageAt(formState.errors, `retention.${path}`)}
          />
        )}
      />
      <Controller
        control={control}
        name="fullEvery"
        render={({ field }) => (
          <NumberField
            label="A full copy with every"
            unit="checkpoint"
            min={1}
            max={100}
            value={field.value}
            onChange={field.onChange}
            error={formState.errors.fullEvery?.message}
            hint={
              Number.isInteger(field.value) && field.value >= 1
                ? `That is: ${fullEveryWords(field.value)}. An incremental copy needs all before it up to its full one; retention keeps them as long as they are needed.`
                : undefined
            }
          />
        )}
      />
      <RetentionSimulator schedule={schedule} retention={retention} fullEvery={fullEvery} />
    </div>
  );
}

type RetentionEditorProps = {
  value: Retention;
  onChange: (value: Retention) => void;
  errorAt: (path: string) => string | undefined;
};

function RetentionEditor({ value, onChange, errorAt }: RetentionEditorProps) {
  const limited = value.maxAgeDays !== null;
  return (
    <FieldGroup
      legend="Keep"
      hint={`A checkpoint stays while any of these rules keeps it. Now: ${retentionWords(value)}.`}
    >
      <div className="flex flex-wrap gap-x-5 gap-y-3">
        {TIERS.map(({ name, label, hint }) => (
          <NumberField
            key={name}
            label={label}
            hint={hint}
            min={0}
            max={10_000}
            value={value[name]}
            onChange={(count) => onChange({ ...value, [name]: count })}
            error={errorAt(name)}
          />
        ))}
      </div>
      <div className="mt-1 flex flex-wrap items-end gap-x-5 gap-y-2">
        <label className="flex min-h-8 items-center gap-2">
          <Checkbox
            checked={limited}
            onCheckedChange={(on) => onChange({ ...value, maxAgeDays: on === true ? 365 : null })}
          />
          End all that are older, whatever the rules say
        </label>
        {value.maxAgeDays === null ? null : (
          <NumberField
            label="Oldest"
            unit="days"
            min={1}
            max={3650}
            value={value.maxAgeDays}
            onChange={(maxAgeDays) => onChange({ ...value, maxAgeDays })}
            error={errorAt("maxAgeDays")}
          />
        )}
      </div>
      <p className="text-xs text-ink-3">The newest usable checkpoint and pinned ones always stay.</p>
    </FieldGroup>
  );
}
