"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { ErrorState } from "@/components/error-state";
import { resultOf, useDeletePlan } from "@/components/plans/use-plans";
import { TypedConfirm } from "@/components/typed-confirm";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import type { Failure } from "@/lib/domain/errors";
import type { PlanDetail } from "@/lib/domain/plan";
import { CHECKPOINT_FATES, type CheckpointFate } from "@/lib/domain/plan-page";
import { retentionWords } from "@/lib/domain/plan-words";

type DeletePlanProps = { plan: PlanDetail; open: boolean; onClose: () => void };

/** Ends a plan; what becomes of its checkpoints is asked, and only their deletion needs the name. */
export function DeletePlan({ plan, open, onClose }: DeletePlanProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <DialogContent className="max-h-[90dvh] overflow-y-auto">
        <DialogHeader>
          <DialogTitle>Delete the plan {plan.name}</DialogTitle>
          <DialogDescription>
            No further checkpoint is taken. The servers, volumes and networks that it protects stay as they are; nothing
            protects them any more.
          </DialogDescription>
        </DialogHeader>
        <DeleteForm plan={plan} onClose={onClose} />
      </DialogContent>
    </Dialog>
  );
}

function DeleteForm({ plan, onClose }: Omit<DeletePlanProps, "open">) {
  const router = useRouter();
  const remove = useDeletePlan();
  const any = plan.lastPoint !== null;
  const [fate, setFate] = useState<CheckpointFate>("expire");
  const [failure, setFailure] = useState<Failure | null>(null);
  const confirm = async (typedName: string) => {
    setFailure(null);
    const result = await resultOf(remove.mutateAsync({ planId: plan.id, checkpoints: fate, typedName }));
    if (!result.ok) return setFailure(result.error);
    toast.success(`The plan ${plan.name} is deleted`);
    router.push(result.data.runId ? `/runs/${result.data.runId}` : "/plans");
  };
  const choice = any ? <FateChoice plan={plan} fate={fate} onChange={setFate} /> : null;
  if (any && fate === "delete") {
    return (
      <TypedConfirm
        name={plan.name}
        verb="Delete plan and checkpoints"
        destructive
        pending={remove.isPending}
        failure={failure}
        onBack={onClose}
        onConfirm={() => void confirm(plan.name)}
      >
        {choice}
      </TypedConfirm>
    );
  }
  return (
    <div className="grid gap-4">
      {choice}
      {failure ? <ErrorState failure={failure} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button variant="destructive" pending={remove.isPending} onClick={() => void confirm("")}>
          Delete plan
        </Button>
        <Button onClick={onClose} disabled={remove.isPending}>
          Back
        </Button>
      </div>
    </div>
  );
}

function FateChoice({
  plan,
  fate,
  onChange,
}: {
  plan: PlanDetail;
  fate: CheckpointFate;
  onChange: (fate: CheckpointFate) => void;
}) {
  return (
    <RadioGroup
      value={fate}
      aria-label="What becomes of its checkpoints"
      onValueChange={(next) => onChange(CHECKPOINT_FATES.find((known) => known === next) ?? fate)}
    >
      <RadioOption
        value="expire"
        label="Let its checkpoints expire"
        hint={`Retention goes on (${retentionWords(plan.retention)}). The newest usable one and pinned ones stay until someone deletes them.`}
      />
      <RadioOption
        value="keep"
        label="Keep its checkpoints for ever"
        hint="All of them are pinned. They go on using the backup quota until someone unpins and deletes them."
      />
      <RadioOption
        value="delete"
        label="Delete its checkpoints now"
        hint="Their backups are removed from the cloud and cannot be brought back. Pinned ones stay."
      />
    </RadioGroup>
  );
}
