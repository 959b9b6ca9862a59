"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { resultOf, usePausePlan } from "@/components/plans/use-plans";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { PlanDetail } from "@/lib/domain/plan";
import { planPause } from "@/lib/domain/plan-page";

type PausePlanProps = { plan: PlanDetail; open: boolean; onClose: () => void };

export function PausePlan({ plan, open, onClose }: PausePlanProps) {
  const pause = usePausePlan(plan.id);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string>();
  const confirm = async () => {
    const parsed = planPause.shape.reason.safeParse(reason);
    setError(parsed.error?.issues[0]?.message);
    if (!parsed.success)
      return { ok: false as const, error: { code: "invalid" as const, message: "The reason is missing." } };
    return resultOf(pause.mutateAsync(parsed.data));
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title={`Pause ${plan.name}`}
      description="No checkpoint is taken by schedule until someone resumes the plan. Existing checkpoints and retention go on; what would be lost grows, and counts as it is."
      verb="Pause plan"
      onConfirm={confirm}
    >
      <Field
        label="Reason"
        required
        hint="Everyone sees it on the plan's page, and it goes into the history."
        error={error}
      >
        {(field) => (
          <Input
            {...field}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={255}
            autoComplete="off"
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}
