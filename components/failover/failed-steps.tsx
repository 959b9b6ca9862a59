"use client";

import { Callout } from "@/components/callout";
import { CauseStory } from "@/components/runs/run-cause";
import { RetryRun } from "@/components/runs/retry-run";
import { SkipStep } from "@/components/failover/skip-step";
import { deedsOf } from "@/components/failover/failover-words";
import type { FailoverDetail } from "@/lib/domain/failover-view";
import { isLive } from "@/lib/domain/run-words";

type FailedStepsProps = { failover: FailoverDetail; canWrite: boolean };

/** What stands still and why, with every way on and what it leads to. */
export function FailedSteps({ failover, canWrite }: FailedStepsProps) {
  const { run } = failover;
  const deeds = deedsOf(failover);
  if (isLive(run.state) || !deeds.retry) return null;
  const failed = run.steps.filter(({ state }) => state === "failed");
  const cause = run.cause ?? failed[0]?.cause ?? null;
  return (
    <Callout
      tone={run.state === "failed" ? "breach" : "risk"}
      title={cause?.message ?? (run.state === "cancelled" ? "It was stopped here" : "It did not come to its end")}
      className="mb-3"
      actions={<RetryRun run={run} canWrite={canWrite} />}
    >
      {cause ? <CauseStory cause={cause} /> : null}
      <p>
        Trying again goes on from there: what is done stays done. A step that is skipped is taken as done, with your
        reason. {failover.workload === "up" ? null : giveUpWords(failover)}
      </p>
      {failed.length > 0 ? (
        <ul className="mt-2 grid gap-2 border-t border-line-soft pt-2">
          {failed.map((step) => (
            <SkipStep key={step.key} step={step} failoverId={failover.id} canWrite={canWrite} />
          ))}
        </ul>
      ) : null}
    </Callout>
  );
}

function giveUpWords({ purpose }: FailoverDetail): string {
  return `${purpose === "drill" ? "Ending the drill" : "Undoing it"} removes everything that was made.`;
}
