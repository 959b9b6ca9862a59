"use client";

import { ErrorState } from "@/components/error-state";
import { formatCount, formatNoun } from "@/lib/domain/format";
import { RetentionStrip } from "@/components/plans/retention-strip";
import { StorageCurve } from "@/components/plans/storage-curve";
import { useRetentionPreview } from "@/components/plans/use-previews";
import { failureOf } from "@/components/request";
import { Skeleton } from "@/components/ui/skeleton";
import type { Retention, Schedule } from "@/lib/domain/plan";
import type { RetentionPreview } from "@/lib/domain/plan-preview";

type RetentionSimulatorProps = { schedule: Schedule; retention: Retention; fullEvery: number };

/** The rules at work on the schedule, before they are saved: which points would be alive, and what they store. */
export function RetentionSimulator(props: RetentionSimulatorProps) {
  const { data, error, isFetching, refetch } = useRetentionPreview(props);
  if (props.schedule.every === "manual") {
    return (
      <p className="text-ink-2">
        Without a schedule there is nothing to simulate: the rules work on whatever checkpoints are taken by hand.
      </p>
    );
  }
  return (
    <section aria-label="Simulation" aria-busy={isFetching} className="rounded-lg border border-line px-4 py-3">
      {error && !data ? <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Simulating /> : null}
      {data ? <Simulated data={data} retention={props.retention} /> : null}
    </section>
  );
}

function Simulated({ data, retention }: { data: RetentionPreview; retention: Retention }) {
  const last = data.curve.at(-1);
  const oldest = data.points.at(-1);
  const oldestDays = oldest ? Math.round((Date.parse(data.until) - Date.parse(oldest.at)) / 86_400_000) : 0;
  const full = data.points.filter((point) => point.full).length;
  const onlyChain = data.points.filter((point) => point.keptBy.every((by) => by === "chain")).length;
  return (
    <>
      <h3 className="font-semibold">
        {formatNoun(data.points.length, "checkpoint")} alive
        {oldest ? `, the oldest ${oldestDays === 0 ? "of today" : `${formatNoun(oldestDays, "day")} old`}` : ""}
      </h3>
      <p className="mb-3 text-xs text-ink-3">
        After {formatNoun(data.horizonDays, "day")} of this schedule, of {formatCount(data.captured)} taken:{" "}
        {formatCount(full)} full, {formatCount(data.points.length - full)} incremental
        {onlyChain > 0 ? `, ${formatCount(onlyChain)} of them only because others need their bytes` : ""}.
      </p>
      <RetentionStrip points={data.points} until={data.until} retention={retention} />
      <h4 className="mt-4 text-sm font-medium">
        Storage settles at {last ? last.fullBackups.toFixed(1) : "0"} full copies
      </h4>
      <p className="mb-2 text-xs text-ink-3">
        An incremental copy is taken to store {Math.round(data.incrementalShare * 100)} % of a full one.
      </p>
      <StorageCurve curve={data.curve} />
    </>
  );
}

// As high as what follows it, so that the buttons below stay where they are.
function Simulating() {
  return (
    <div role="status" aria-label="Loading: simulation" className="grid gap-2">
      <Skeleton className="h-4 w-64 max-w-full" />
      <Skeleton className="h-3 w-96 max-w-full" />
      <Skeleton className="mt-2 h-24 w-full" />
      <Skeleton className="mt-4 h-4 w-48" />
      <Skeleton className="h-3 w-72 max-w-full" />
      <Skeleton className="h-32 w-full" />
    </div>
  );
}
