"use client";

import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { DeletePlan } from "@/components/plans/delete-plan";
import { PausePlan } from "@/components/plans/pause-plan";
import { resultOf, useCreateCheckpoint, useResumePlan } from "@/components/plans/use-plans";
import { WriteButton } from "@/components/runs/write-button";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { PlanDetail } from "@/lib/domain/plan";

type PlanActionsProps = { plan: PlanDetail; canWrite: boolean };

/** What can be done with the plan; the usual ones in sight, the rare ones in the menu. */
export function PlanActions({ plan, canWrite }: PlanActionsProps) {
  const router = useRouter();
  return (
    <>
      <WriteButton
        canWrite={canWrite}
        disabled={plan.lastPoint === null}
        title={plan.lastPoint === null ? "No checkpoint holds data yet" : undefined}
        onClick={() => plan.lastPoint && router.push(`/checkpoints/${plan.lastPoint.id}/restore`)}
      >
        Restore…
      </WriteButton>
      {plan.recoverySiteId ? (
        <>
          <WriteButton canWrite={canWrite} onClick={() => router.push(`/plans/${plan.id}/drill`)}>
            Drill…
          </WriteButton>
          <WriteButton canWrite={canWrite} onClick={() => router.push(`/plans/${plan.id}/failover`)}>
            Fail over…
          </WriteButton>
        </>
      ) : null}
      <WriteButton canWrite={canWrite} onClick={() => router.push(`/plans/${plan.id}/edit`)}>
        Edit
      </WriteButton>
      <MoreActions plan={plan} canWrite={canWrite} />
      <TakeCheckpoint plan={plan} canWrite={canWrite} />
    </>
  );
}

function TakeCheckpoint({ plan, canWrite }: PlanActionsProps) {
  const router = useRouter();
  const take = useCreateCheckpoint(plan.id);
  const start = async () => {
    const result = await resultOf(take.mutateAsync(undefined));
    if (result.ok) return router.push(`/runs/${result.data.runId}`);
    toast.error(result.error.message, { description: result.error.remedy });
  };
  if (plan.runningRunId) {
    return (
      <Button variant="default" onClick={() => router.push(`/runs/${plan.runningRunId}`)}>
        Watch the checkpoint
      </Button>
    );
  }
  return (
    <WriteButton canWrite={canWrite} variant="default" pending={take.isPending} onClick={() => void start()}>
      Take checkpoint
    </WriteButton>
  );
}

function MoreActions({ plan, canWrite }: PlanActionsProps) {
  const [open, setOpen] = useState<"pause" | "delete" | null>(null);
  const resume = useResumePlan(plan.id);
  const resumeNow = async () => {
    const result = await resultOf(resume.mutateAsync(undefined));
    if (!result.ok) toast.error(result.error.message);
  };
  const close = () => setOpen(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label="More actions">
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem asChild>
            <a href={`/api/plans/${plan.id}/document.yaml`} download>
              Export as YAML
            </a>
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          {plan.state === "paused" ? (
            <DropdownMenuItem disabled={!canWrite} onSelect={() => void resumeNow()}>
              Resume
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem disabled={!canWrite} onSelect={() => setOpen("pause")}>
              Pause…
            </DropdownMenuItem>
          )}
          <DropdownMenuItem disabled={!canWrite} variant="destructive" onSelect={() => setOpen("delete")}>
            Delete…
          </DropdownMenuItem>
          {canWrite ? null : (
            <p className="max-w-52 px-2 py-1 text-xs text-ink-3">
              Your role is reader: it sees everything and changes nothing.
            </p>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <PausePlan plan={plan} open={open === "pause"} onClose={close} />
      <DeletePlan plan={plan} open={open === "delete"} onClose={close} />
    </>
  );
}
