"use client";

import { ErrorState } from "@/components/error-state";
import { formatDuration } from "@/lib/domain/format";
import { useSchedulePreview } from "@/components/plans/use-previews";
import { failureOf } from "@/components/request";
import { Time, TimeAgo } from "@/components/time";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schedule } from "@/lib/domain/plan";

/** The next five runs, in the schedule's own zone, so that nobody has to guess which clock is meant. */
export function NextRuns({ schedule }: { schedule: Schedule }) {
  const { data, error, isFetching, refetch } = useSchedulePreview(schedule);
  if (schedule.every === "manual") return null;
  return (
    <section
      aria-label="Next runs"
      aria-busy={isFetching}
      className="self-start rounded-md border border-line px-3.5 py-2.5"
    >
      <h3 className="font-medium">Next five runs</h3>
      {error && !data ? (
        <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} className="mt-2" />
      ) : null}
      {!data && !error ? (
        <div className="mt-2 grid gap-2">
          {[1, 2, 3, 4, 5].map((row) => (
            <Skeleton key={row} className="h-3.5 w-40" />
          ))}
        </div>
      ) : null}
      {data?.problem ? <p className="mt-1 text-ink-2">None, until the schedule can be read.</p> : null}
      {data && data.problem === null ? <RunTimes times={data.nextRuns} zone={schedule.timeZone} /> : null}
      {data?.longestIntervalMs ? (
        <p className="mt-2 text-xs text-ink-3">At most {formatDuration(data.longestIntervalMs)} between two.</p>
      ) : null}
    </section>
  );
}

export function RunTimes({ times, zone }: { times: string[]; zone: string }) {
  return (
    <ol className="mt-1">
      {times.map((at) => (
        <li key={at} className="flex items-baseline justify-between gap-3 py-0.5">
          <Time at={at} zone={zone} />
          <span className="text-xs text-ink-3">
            <TimeAgo at={at} />
          </span>
        </li>
      ))}
    </ol>
  );
}
