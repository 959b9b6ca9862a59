"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Callout } from "@/components/callout";
import { ErrorState } from "@/components/error-state";
import { formatDuration } from "@/lib/domain/format";
import type { PlanDraft } from "@/components/plans/plan-draft";
import { usePromisePreview } from "@/components/plans/use-previews";
import { failureOf } from "@/components/request";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { Objective } from "@/lib/domain/plan";
import type { PromisePreview } from "@/lib/domain/plan-preview";
import { minutesWords } from "@/lib/domain/plan-words";

type PromiseVerdictProps = { planId: string | null; objective: Objective; onAdopt: (rpoMinutes: number) => void };

/** Whether the schedule can keep the promise: the sum behind it is shown with its numbers. */
export function PromiseVerdict({ planId, objective, onAdopt }: PromiseVerdictProps) {
  const { control } = useFormContext<PlanDraft>();
  const [siteId, schedule] = useWatch({ control, name: ["siteId", "schedule"] });
  const { data, error, refetch } = usePromisePreview({ planId, siteId, schedule, rung: objective.rung });
  if (schedule.every === "manual") {
    return (
      <Callout tone="risk" title="Nothing is scheduled, so no promise is kept by itself">
        With checkpoints taken by hand only, the plan shows a breach whenever the newest one is older than{" "}
        {minutesWords(objective.rpoMinutes || 0)}.
      </Callout>
    );
  }
  if (error && !data) return <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-16 w-full" />;
  if (data.intervalMs === null) return null;
  const verdict = judge(data.intervalMs, data.copyMs, objective.rpoMinutes * 60_000);
  return (
    <Callout
      tone={verdict.keeps ? "kept" : "risk"}
      title={verdict.title}
      actions={
        verdict.keeps ? null : (
          <Button size="sm" onClick={() => onAdopt(verdict.fittingMinutes)}>
            Promise {minutesWords(verdict.fittingMinutes)} instead
          </Button>
        )
      }
    >
      {formatDuration(data.intervalMs)} between two checkpoints
      {data.copyMs === null
        ? ", and the time until a copy can be restored, which nothing has measured yet"
        : ` + ${formatDuration(data.copyMs)} until a copy can be restored (${measured(data)})`}
      .{verdict.keeps ? "" : " Take checkpoints more often, or promise what can be kept."}
    </Callout>
  );
}

function judge(intervalMs: number, copyMs: number | null, rpoMs: number) {
  const worstMs = intervalMs + (copyMs ?? 0);
  // Unmeasured, a copy still takes time: an interval as long as the promise cannot keep it.
  const keeps = copyMs === null ? worstMs < rpoMs : worstMs <= rpoMs;
  const title = keeps
    ? copyMs === null
      ? `The schedule can keep it as long as a copy takes less than ${formatDuration(rpoMs - intervalMs)}`
      : `The schedule can keep it: ${formatDuration(worstMs)} at the worst`
    : `The schedule cannot keep it: ${copyMs === null ? "more than " : "up to "}${formatDuration(worstMs)} would be lost`;
  const withReserveMs = copyMs === null ? intervalMs * 1.25 : worstMs;
  return { keeps, title, fittingMinutes: Math.ceil(withReserveMs / 300_000) * 5 };
}

function measured({ measuredOn, measuredCount }: PromisePreview): string {
  const which = measuredOn === "plan" ? "of this plan" : "of other plans at this site";
  return `95 of 100 took no longer, on the last ${measuredCount} ${which}`;
}
