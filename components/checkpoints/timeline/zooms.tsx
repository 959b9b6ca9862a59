"use client";

import { dayWords } from "@/components/checkpoints/timeline/calendar";
import { yearFor } from "@/components/checkpoints/timeline/chosen-day";
import { DayTable } from "@/components/checkpoints/timeline/day-table";
import { DayTrack } from "@/components/checkpoints/timeline/day-track";
import { MonthCalendar } from "@/components/checkpoints/timeline/month-calendar";
import { TimelineLegend } from "@/components/checkpoints/timeline/timeline-legend";
import { useSelection, useTimelineDay } from "@/components/checkpoints/timeline/use-timeline";
import { YearStrip } from "@/components/checkpoints/timeline/year-strip";
import { ErrorState } from "@/components/error-state";
import { failureOf } from "@/components/request";
import { Skeleton } from "@/components/ui/skeleton";
import type { TimelineYear } from "@/lib/domain/timeline";

const LAYOUT = "grid gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,15.5rem)_minmax(0,1fr)]";

type ZoomsProps = { planId: string; zone: string; rpoMinutes: number; year: TimelineYear; chosen: string };

/** A year, a month, a day: each chooses in the next. */
export function Zooms({ planId, zone, rpoMinutes, year, chosen }: ZoomsProps) {
  const [{ until, at }, select] = useSelection();
  const track = useTimelineDay({ planId, zone, day: chosen }, chosen === year.today);
  // Leaving the year that is loaded asks for the year around the new day.
  const choose = (next: string) =>
    void select({ day: next === year.today ? null : next, until: yearFor(next, year, until), at: null });
  return (
    <>
      <YearStrip days={year.days} rpoMs={rpoMinutes * 60_000} selected={chosen} onSelect={choose} />
      <div className={`mt-3 ${LAYOUT}`}>
        <div>
          <MonthCalendar days={year.days} selected={chosen} today={year.today} began={year.began} onSelect={choose} />
          <TimelineLegend />
        </div>
        <div className="min-w-0">
          <h3 className="mb-1 text-sm font-medium">{dayWords(chosen)}</h3>
          <Track track={track} zone={zone} pinned={at} onPin={(next) => void select({ at: next })} />
        </div>
      </div>
      <DayTable planId={planId} range={track.data?.day === chosen ? track.data : null} day={chosen} zone={zone} />
    </>
  );
}

type TrackProps = {
  track: ReturnType<typeof useTimelineDay>;
  zone: string;
  pinned: number | null;
  onPin: (at: number | null) => void;
};

function Track({ track: { data, error, refetch, isFetching, isPlaceholderData }, ...rest }: TrackProps) {
  return (
    <>
      {error ? <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} /> : null}
      {data ? (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-60" : undefined}>
          <DayTrack key={data.day} day={data} {...rest} />
        </div>
      ) : null}
      {!data && !error ? <Skeleton className="h-72 w-full" /> : null}
    </>
  );
}

export function ZoomsLoading() {
  return (
    <div role="status" aria-label="Loading: timeline" className="grid gap-4">
      <Skeleton className="h-9 w-full" />
      <div className={LAYOUT}>
        <Skeleton className="h-60" />
        <div className="grid content-start gap-3">
          <Skeleton className="h-28" />
          {[1, 2, 3, 4].map((lane) => (
            <Skeleton key={lane} className="h-3.5" />
          ))}
        </div>
      </div>
    </div>
  );
}
