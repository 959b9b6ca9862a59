"use client";

import { toast } from "sonner";
import { Callout } from "@/components/callout";
import { formatDuration } from "@/lib/domain/format";
import { resultOf, useRenewCredential, useResumePlan } from "@/components/plans/use-plans";
import { WriteButton } from "@/components/runs/write-button";
import type { PlanDetail } from "@/lib/domain/plan";
import { minutesWords } from "@/lib/domain/plan-words";

type PlanFindingsProps = { plan: PlanDetail; canWrite: boolean };

/** What needs someone: each with its cause and the button that mends it. */
export function PlanFindings({ plan, canWrite }: PlanFindingsProps) {
  const cannotKeep = plan.achievableRpoMs !== null && plan.achievableRpoMs > plan.objective.rpoMinutes * 60_000;
  return (
    <div className="mb-4 grid gap-2 empty:hidden">
      {plan.credential.state === "active" ? null : <NoAccess plan={plan} canWrite={canWrite} />}
      {plan.state === "paused" ? <Paused plan={plan} canWrite={canWrite} /> : null}
      {plan.objective.rung !== "local" && plan.recoverySiteId === null ? (
        <Callout tone="breach" title="The promise can never be kept">
          It counts copies that a recovery site can read, and the plan has none. Edit the plan: choose a recovery site,
          or count copies at its own site.
        </Callout>
      ) : null}
      {cannotKeep && plan.achievableRpoMs !== null ? (
        <Callout tone="risk" title="The schedule cannot keep the promise">
          Interval and copy time together come to {formatDuration(plan.achievableRpoMs)};{" "}
          {minutesWords(plan.objective.rpoMinutes)} are promised. Take checkpoints more often, or promise what can be
          kept.
        </Callout>
      ) : null}
    </div>
  );
}

function NoAccess({ plan, canWrite }: PlanFindingsProps) {
  const renew = useRenewCredential(plan.id);
  const lost = plan.credential.state === "lost";
  return (
    <Callout
      id="credential"
      tone="breach"
      title={
        lost
          ? `The plan has lost its access to ${plan.siteName}`
          : `The plan has no access to ${plan.siteName} of its own yet`
      }
      actions={
        <WriteButton
          size="sm"
          canWrite={canWrite}
          pending={renew.isPending}
          onClick={() =>
            void resultOf(renew.mutateAsync(undefined)).then((result) => {
              if (result.ok) toast.success(`${plan.name} has access again`);
              else toast.error(result.error.message);
            })
          }
        >
          {lost ? "Renew access" : "Give access"}
        </WriteButton>
      }
    >
      {plan.credential.problem ??
        "Scheduled work is done by an application credential; without it no checkpoint can be taken by schedule."}{" "}
      Existing checkpoints are not touched by this.
    </Callout>
  );
}

function Paused({ plan, canWrite }: PlanFindingsProps) {
  const resume = useResumePlan(plan.id);
  return (
    <Callout
      tone="idle"
      shape="paused"
      title="The plan is paused: no checkpoint is taken by schedule"
      actions={
        <WriteButton
          size="sm"
          canWrite={canWrite}
          pending={resume.isPending}
          onClick={() =>
            void resultOf(resume.mutateAsync(undefined)).then((result) => {
              if (!result.ok) toast.error(result.error.message);
            })
          }
        >
          Resume
        </WriteButton>
      }
    >
      {plan.pausedReason ? `Reason: ${plan.pausedReason}. ` : ""}What would be lost goes on growing, and counts.
    </Callout>
  );
}
