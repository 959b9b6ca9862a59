"use client";

import Link from "next/link";

import { formatCount, formatDuration, formatNoun, plural } from "@/lib/domain/format";
import { ExposureNow } from "@/components/plans/exposure";
import { Stat, StatRow } from "@/components/stat-row";
import { StatusBadge } from "@/components/status-badge";
import { TimeAgo } from "@/components/time";
import type { OverviewView } from "@/lib/domain/overview";
import { countWords, minutesWords } from "@/lib/domain/plan-words";

const HOUR = 3_600_000;

export function OverviewStats({ overview }: { overview: OverviewView }) {
  const { worst, fleet, coverage, runsLive, runsLiveTotal } = overview;
  const [running] = runsLive;
  const idle = overview.nextRunsTotal > 0 ? "the next is listed below" : "nothing is due in six hours";
  return (
    <StatRow>
      {worst ? (
        <Stat
          label="Exposure, worst plan"
          value={<ExposureNow exposure={worst} className="font-sans text-3xl" />}
          against={
            <Link href={`/plans/${worst.planId}`} className="hover:underline">
              {worst.planName}
            </Link>
          }
          badge={worst.state === "kept" ? null : <StatusBadge kind="protection" state={worst.state} />}
          note={`allowed ${minutesWords(worst.rpoMinutes)}`}
        />
      ) : null}
      <Stat
        label={`RPO kept, ${fleet.days} days, all plans`}
        value={fleet.percent === null ? "–" : `${fleet.percent}\u00a0%`}
        note={
          fleet.percent === null
            ? "not enough time has passed for a figure"
            : `${fleet.breachMs === 0 ? "nothing" : formatDuration(fleet.breachMs)} in breach of ${formatCount(Math.round(fleet.evaluableMs / HOUR))} h judged, ${formatNoun(fleet.plans, "plan")}`
        }
      />
      <Stat
        label="Protected"
        value={coverage ? formatCount(coverage.protectedCount) : "–"}
        against={coverage ? `of ${formatCount(coverage.total)} servers and volumes` : undefined}
        note={
          coverage ? (
            <>
              {coverage.protectedCount === coverage.total
                ? "everything is in a plan"
                : `${countWords(coverage.unprotected)} in no plan`}
              , seen <TimeAgo at={coverage.seenAt} />
              {coverage.stale.length > 0 ? `; not lately at ${coverage.stale.join(", ")}` : ""}
            </>
          ) : (
            "the sites are being counted"
          )
        }
      />
      <Stat
        label="Running now"
        value={formatCount(runsLiveTotal)}
        against={plural(runsLiveTotal, "run")}
        note={
          running ? (
            <Link href={runsLiveTotal === 1 ? `/runs/${running.id}` : "/runs?state=live"} className="quiet-link">
              {running.title}, step {Math.min(running.stepsTotal, running.stepsDone + 1)} of {running.stepsTotal}
            </Link>
          ) : (
            idle
          )
        }
      />
    </StatRow>
  );
}
