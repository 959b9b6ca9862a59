"use client";

import { Controller, useFormContext, useWatch } from "react-hook-form";
import { messageAt } from "@/components/plans/field-message";
import { DurationField, NumberField } from "@/components/plans/number-field";
import type { PlanDraft } from "@/components/plans/plan-draft";
import { PromiseVerdict } from "@/components/plans/promise-verdict";
import { FieldGroup } from "@/components/ui/field";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import type { Objective } from "@/lib/domain/plan";

export function StepPromise({ planId }: { planId: string | null }) {
  const { control, formState } = useFormContext<PlanDraft>();
  return (
    <Controller
      control={control}
      name="objective"
      render={({ field }) => (
        <div className="grid grid-cols-1 gap-6">
          <Figures
            value={field.value}
            onChange={field.onChange}
            errorAt={(path) => messageAt(formState.errors, `objective.${path}`)}
          />
          <PromiseVerdict
            planId={planId}
            objective={field.value}
            onAdopt={(rpoMinutes) => field.onChange({ ...field.value, rpoMinutes })}
          />
          <RungChoice value={field.value} onChange={field.onChange} />
        </div>
      )}
    />
  );
}

type PartProps = { value: Objective; onChange: (value: Objective) => void };

function Figures({ value, onChange, errorAt }: PartProps & { errorAt: (path: string) => string | undefined }) {
  return (
    <div className="flex flex-wrap gap-x-8 gap-y-4">
      <DurationField
        label="May be lost at most (RPO)"
        hint="Work done since the newest point that can be restored."
        minutes={value.rpoMinutes}
        onChange={(rpoMinutes) => onChange({ ...value, rpoMinutes })}
        error={errorAt("rpoMinutes")}
        className="max-w-72"
      />
      <DurationField
        label="Back within (RTO)"
        hint="From the disaster until the workload serves again."
        minutes={value.rtoMinutes}
        onChange={(rtoMinutes) => onChange({ ...value, rtoMinutes })}
        error={errorAt("rtoMinutes")}
        className="max-w-72"
      />
      <NumberField
        label="Kept for"
        unit="% of the time"
        hint="What is missing to 100 % is the error budget."
        min={50}
        max={100}
        value={value.targetPercent}
        onChange={(targetPercent) => onChange({ ...value, targetPercent })}
        error={errorAt("targetPercent")}
        className="max-w-72"
      />
    </div>
  );
}

function RungChoice({ value, onChange }: PartProps) {
  const { control } = useFormContext<PlanDraft>();
  const recoverySiteId = useWatch({ control, name: "recoverySiteId" });
  const change = (rung: string) => {
    if (rung === "local" || rung === "offsite" || rung === "verified") onChange({ ...value, rung });
  };
  return (
    <FieldGroup legend="A checkpoint counts from" hint="Only copies that came this far lower what would be lost.">
      <RadioGroup
        value={value.rung}
        onValueChange={change}
        aria-label="A checkpoint counts from"
        className="@xl:grid-cols-3"
      >
        <RadioOption
          value="local"
          label="A copy at its own site"
          hint="Protects against loss of a server or a volume, not of the site."
        />
        <RadioOption
          value="offsite"
          label="A copy the recovery site can read"
          hint={
            recoverySiteId === null
              ? "Needs a recovery site: the next step asks for it."
              : "Protects against the loss of the whole site."
          }
        />
        <RadioOption value="verified" label="A verified copy" hint="Its checksum or a test restore has passed." />
      </RadioGroup>
    </FieldGroup>
  );
}
