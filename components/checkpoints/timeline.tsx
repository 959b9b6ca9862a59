"use client";

import { Legend, type LegendEntry } from "@/components/charts/legend";
import { addDays, dayWords, lastDayOf, monthOf } from "@/components/checkpoints/timeline/calendar";
import { DayTrack } from "@/components/checkpoints/timeline/day-track";
import { DisasterSentence } from "@/components/checkpoints/timeline/disaster-sentence";
import { HowComputed } from "@/components/checkpoints/timeline/how-computed";
import { MonthCalendar } from "@/components/checkpoints/timeline/month-calendar";
import { PointTable } from "@/components/checkpoints/timeline/point-table";
import {
  addressOf,
  useSelection,
  useTimelineDay,
  useTimelineYear,
} from "@/components/checkpoints/timeline/use-timeline";
import { YearStrip } from "@/components/checkpoints/timeline/year-strip";
import { ErrorState } from "@/components/error-state";
import { usePlan } from "@/components/plans/use-plans";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { useZone } from "@/components/viewer-clock";
import type { TimelineYear } from "@/lib/domain/timeline";

const faces = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

const legend: readonly LegendEntry[] = [
  { shape: "complete", tone: "kept", word: "full set" },
  { shape: "partial", tone: "risk", word: "partial, or at risk" },
  { shape: "running", tone: "running", word: "running" },
  { shape: "failed", tone: "breach", word: "failed" },
  { shape: "breach", tone: "breach", word: "breach" },
  { shape: "severe", tone: "breach", word: "severe breach" },
  { shape: "critical", tone: "critical", word: "critical" },
  { shape: "application", tone: "kept", word: "application-consistent" },
  { shape: "immutable", tone: "kept", word: "kept on purpose" },
  { shape: "expiring", tone: "idle", word: "expiring" },
];

/** A plan's checkpoints and the gaps between them: a year, a month, a day; each zoom chooses in the next. */
export function Timeline({ planId }: { planId: string }) {
  const zone = useZone();
  const plan = usePlan(planId);
  const [{ day, until, view, at }, select] = useSelection();
  const year = useTimelineYear({ planId, zone, until });
  const chosen = chosenDay(day, year.data);
  const isToday = chosen !== null && chosen === year.data?.today;
  const track = useTimelineDay({ planId, zone, day: chosen }, isToday);
  // Leaving the year that is loaded asks for the year around the new day.
  const choose = (next: string) =>
    void select({ day: next === year.data?.today ? null : next, until: yearFor(next, year.data, until), at: null });
  return (
    <section aria-label="Timeline">
      <SectionHeading
        note={plan.data ? <HowComputed plan={plan.data} year={year.data} zone={zone} /> : null}
        actions={
          <>
            <Segmented label="Show as" value={view} options={faces} onChange={(next) => void select({ view: next })} />
            <Button size="sm" asChild>
              <a href={`/api/timeline/points.csv?${addressOf({ planId })}`} download>
                CSV
              </a>
            </Button>
          </>
        }
      >
        Timeline
      </SectionHeading>
      {plan.data ? (
        <p className="mb-2 text-base font-medium">
          <DisasterSentence exposure={plan.data.exposure} zone={zone} />
        </p>
      ) : null}
      {year.error ? (
        <ErrorState
          failure={failureOf(year.error)}
          onRetry={() => void year.refetch()}
          retrying={year.isFetching}
          className="mb-3"
        />
      ) : null}
      {view === "table" ? (
        <PointTable
          planId={planId}
          from={null}
          to={null}
          zone={zone}
          label="Checkpoints of the plan"
          emptyText="No checkpoint was ever taken."
          height={640}
        />
      ) : year.data && chosen ? (
        <>
          <YearStrip
            days={year.data.days}
            rpoMs={(plan.data?.objective.rpoMinutes ?? 60) * 60_000}
            selected={chosen}
            onSelect={choose}
          />
          <div className="mt-3 grid gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,15.5rem)_minmax(0,1fr)]">
            <div>
              <MonthCalendar
                days={year.data.days}
                selected={chosen}
                today={year.data.today}
                began={year.data.began}
                onSelect={choose}
              />
              <Legend entries={legend} className="mt-2" />
              <Marks />
            </div>
            <div className="min-w-0">
              <h3 className="mb-1 text-sm font-medium">{dayWords(chosen)}</h3>
              {track.error ? (
                <ErrorState
                  failure={failureOf(track.error)}
                  onRetry={() => void track.refetch()}
                  retrying={track.isFetching}
                />
              ) : null}
              {track.data ? (
                <div aria-busy={track.isPlaceholderData} className={track.isPlaceholderData ? "opacity-60" : undefined}>
                  <DayTrack
                    key={track.data.day}
                    day={track.data}
                    zone={zone}
                    pinned={at}
                    onPin={(next) => void select({ at: next })}
                  />
                </div>
              ) : track.error ? null : (
                <Skeleton className="h-72 w-full" />
              )}
            </div>
          </div>
          <DayTable planId={planId} range={track.data?.day === chosen ? track.data : null} day={chosen} zone={zone} />
        </>
      ) : year.error ? null : (
        <Loading />
      )}
    </section>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading: timeline" className="grid gap-4">
      <Skeleton className="h-9 w-full" />
      <div className="grid gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,15.5rem)_minmax(0,1fr)]">
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

type DayTableProps = { planId: string; range: { from: number; to: number } | null; day: string; zone: string };

function DayTable({ planId, range, day, zone }: DayTableProps) {
  const span = range && { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
  return (
    <>
      <SectionHeading as="h3" note="begun on this day">
        Checkpoints on {dayWords(day)}
      </SectionHeading>
      {span ? (
        <PointTable
          planId={planId}
          {...span}
          zone={zone}
          label={`Checkpoints on ${dayWords(day)}`}
          emptyText="No checkpoint was taken on this day."
        />
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
    </>
  );
}

/** What the day's lanes are drawn with; always in sight, like the legend of the shapes. */
function Marks() {
  const entries = [
    ["M2 1v10", "captured", "stroke-kept-mark"],
    ["M1 6h10", "copying", "stroke-kept-mark opacity-40 [stroke-width:4]"],
    ["M6 6v5", "local copy whole", "stroke-kept-mark"],
    ["M3 6a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z", "restorable offsite", "fill-kept-mark"],
    ["M2 5l3 3l5 -6", "verified", "stroke-ink"],
    ["M2 3h8l-4 7z", "event", "fill-ink-2"],
  ] as const;
  return (
    <ul aria-label="Marks of the day" className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-3">
      {entries.map(([path, word, look]) => (
        <li key={word} className="inline-flex items-center gap-1">
          <svg aria-hidden viewBox="0 0 12 12" className="size-3" fill="none" strokeWidth={1.5}>
            <path d={path} className={look} />
          </svg>
          {word}
        </li>
      ))}
    </ul>
  );
}

function chosenDay(day: string | null, year: TimelineYear | undefined): string | null {
  if (!year) return day;
  const last = year.days.at(-1)?.day ?? year.today;
  if (day === null || !/^\d{4}-\d{2}-\d{2}$/.test(day) || day > year.today) return last;
  return day < year.began ? year.began : day;
}

/** The year that holds the day: that which ends today if it does, else one that ends with the day's month. */
function yearFor(day: string, year: TimelineYear | undefined, until: string | null): string | null {
  if (!year) return until;
  if (day > addDays(year.today, -360)) return null;
  const [first, last] = [year.days[0]?.day ?? day, year.days.at(-1)?.day ?? day];
  return day >= first && day <= last && `${monthOf(day)}-01` >= first ? until : lastDayOf(monthOf(day));
}
