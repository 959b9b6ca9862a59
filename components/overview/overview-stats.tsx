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

type StatsProps = { overview: OverviewView };

/** What would be lost, how promises were kept, how much is protected, and what runs. */
export function OverviewStats({ overview }: StatsProps) {
  return (
    <StatRow>
      <Exposure overview={overview} />
      <Kept overview={overview} />
      <Covered overview={overview} />
      <Running overview={overview} />
    </StatRow>
  );
}

function Exposure({ overview: { worst } }: StatsProps) {
  if (!worst) return null;
  return (
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
  );
}

function Kept({ overview: { fleet } }: StatsProps) {
  const breach = fleet.breachMs === 0 ? "nothing" : formatDuration(fleet.breachMs);
  const judged = formatCount(Math.round(fleet.evaluableMs / HOUR));
  return (
    <Stat
      label={`RPO kept, ${formatNoun(fleet.days, "day")}, all plans`}
      value={fleet.percent === null ? "–" : `${fleet.percent}\u00a0%`}
      note={
        fleet.percent === null
          ? "not enough time has passed for a figure"
          : `${breach} in breach of ${judged} h judged, ${formatNoun(fleet.plans, "plan")}`
      }
    />
  );
}

function Covered({ overview: { coverage } }: StatsProps) {
  if (!coverage) return <Stat label="Protected" value="–" note="the sites are being counted" />;
  const { protectedCount, total, unprotected, seenAt, stale } = coverage;
  return (
    <Stat
      label="Protected"
      value={formatCount(protectedCount)}
      against={`of ${formatCount(total)} servers and volumes`}
      note={
        <>
          {protectedCount === total ? "everything is in a plan" : `${countWords(unprotected)} in no plan`}, seen{" "}
          <TimeAgo at={seenAt} />
          {stale.length > 0 ? `; not lately at ${stale.join(", ")}` : ""}
        </>
      }
    />
  );
}

function Running({ overview: { runsLive, runsLiveTotal, nextRunsTotal } }: StatsProps) {
  const [running] = runsLive;
  const idle = nextRunsTotal > 0 ? "the next is listed below" : "nothing is due in six hours";
  return (
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
  );
}
