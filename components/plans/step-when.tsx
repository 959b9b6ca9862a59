"use client";

import { Controller, useFormContext } from "react-hook-form";
import { messageAt } from "@/components/plans/field-message";
import { NextRuns } from "@/components/plans/next-runs";
import type { PlanDraft } from "@/components/plans/plan-draft";
import { ScheduleEditor } from "@/components/plans/schedule-editor";
import { FieldGroup } from "@/components/ui/field";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import { CONSISTENCY_LEVELS, type Consistency } from "@/lib/domain/plan";

const CONSISTENCY: Record<Consistency, { label: string; hint: string }> = {
  crash: {
    label: "As after a power cut",
    hint: "All volumes of a server within seconds. Nothing is asked of the server.",
  },
  filesystem: {
    label: "File systems settled",
    hint: "The QEMU guest agent freezes the file systems for the moment of the snapshot. Needs the agent in the server and its mark on the image.",
  },
  application: {
    label: "Applications settled",
    hint: "As above, and the guest's freeze hooks bring databases to rest first.",
  },
};

export function StepWhen({ zones }: { zones: string[] }) {
  const { control, formState } = useFormContext<PlanDraft>();
  return (
    <div className="grid grid-cols-1 gap-6">
      <Controller
        control={control}
        name="schedule"
        render={({ field }) => (
          <div className="grid grid-cols-1 gap-5 @xl:grid-cols-[minmax(0,1fr)_16rem]">
            <ScheduleEditor
              value={field.value}
              onChange={field.onChange}
              zones={zones}
              errorAt={(path) => messageAt(formState.errors, `schedule.${path}`)}
            />
            <NextRuns schedule={field.value} />
          </div>
        )}
      />
      <Controller
        control={control}
        name="consistency"
        render={({ field }) => (
          <FieldGroup
            legend="Consistency wished"
            hint="A checkpoint says which consistency it reached. One that reached less than is wished can be restored, but does not count towards the promise."
          >
            <RadioGroup
              value={field.value}
              onValueChange={field.onChange}
              aria-label="Consistency wished"
              className="@xl:grid-cols-3"
            >
              {CONSISTENCY_LEVELS.map((level) => (
                <RadioOption
                  key={level}
                  value={level}
                  label={CONSISTENCY[level].label}
                  hint={CONSISTENCY[level].hint}
                />
              ))}
            </RadioGroup>
          </FieldGroup>
        )}
      />
    </div>
  );
}
