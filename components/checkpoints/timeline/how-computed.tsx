"use client";

import { formatDuration, formatNoun } from "@/lib/domain/format";
import { Time } from "@/components/time";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { useNow } from "@/components/viewer-clock";
import type { PlanDetail } from "@/lib/domain/plan";
import { minutesWords, RUNG_WORDS } from "@/lib/domain/plan-words";
import type { TimelineYear } from "@/lib/domain/timeline";

/** The sums behind the figures, with the numbers filled in. */
export function HowComputed({ plan, year, zone }: { plan: PlanDetail; year: TimelineYear | undefined; zone: string }) {
  return (
    <Popover>
      <PopoverTrigger className="quiet-link min-h-6 text-xs text-ink-2">how is this computed?</PopoverTrigger>
      <PopoverContent
        aria-label="How the timeline is computed"
        className="max-h-[70dvh] w-[min(30rem,calc(100vw-2rem))] overflow-y-auto text-sm"
      >
        <Sums plan={plan} year={year} zone={zone} />
      </PopoverContent>
    </Popover>
  );
}

function Sums({ plan, year, zone }: { plan: PlanDetail; year: TimelineYear | undefined; zone: string }) {
  const now = useNow();
  const { exposure, objective, compliance, achievableRpoMs, consistency } = plan;
  return (
    <dl className="grid gap-2 [&_dd]:text-ink-2 [&_dt]:font-medium">
      <div>
        <dt>What counts</dt>
        <dd>
          Complete checkpoints, {consistency}-consistent or better, of which there is {RUNG_WORDS[objective.rung]}. A
          checkpoint that is running, failed or partial never lowers the exposure.
        </dd>
      </div>
      <div>
        <dt>Exposure now</dt>
        <dd>
          {exposure.since === null ? (
            "No such checkpoint is there: everything would be lost."
          ) : (
            <>
              now − the newest capture that counts = <Time at={now.toISOString()} style="time-seconds" zone={zone} /> −{" "}
              <Time at={exposure.since} style="datetime-seconds" zone={zone} /> ={" "}
              <b>{formatDuration(Math.max(0, now.getTime() - Date.parse(exposure.since)))}</b> of{" "}
              {minutesWords(objective.rpoMinutes)} allowed
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>RPO kept, 30 days</dt>
        <dd>
          {compliance.percent === null
            ? "Not enough time has passed for a figure."
            : `(${formatDuration(compliance.evaluableMs)} judged − ${formatDuration(compliance.breachMs)} in breach) ÷ ${formatDuration(compliance.evaluableMs)} = ${compliance.percent} %, rounded down; ${objective.targetPercent} % is promised.`}
        </dd>
      </div>
      <div>
        <dt>Best that the schedule can keep</dt>
        <dd>
          {achievableRpoMs === null
            ? "Nothing is scheduled."
            : `The longest interval plus the 95th percentile of the time from capture to usable = ${formatDuration(achievableRpoMs)}.`}
        </dd>
      </div>
      <div>
        <dt>Strip and calendar</dt>
        <dd>
          The worst exposure of each day in {zone}, at its highest just before a point became usable
          {year ? `; worked out of ${formatNoun(year.pointCount, "checkpoint")}` : ""}. The line through the strip is
          the promise. A day is judged by the promise that bound then.
        </dd>
      </div>
    </dl>
  );
}
