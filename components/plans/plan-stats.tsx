"use client";

import Link from "next/link";
import { formatDuration, formatNoun } from "@/lib/domain/format";
import { Glyph } from "@/components/glyph";
import { ExposureNow, ProtectionBadge } from "@/components/plans/exposure";
import { Stat, StatRow } from "@/components/stat-row";
import { StatusBadge } from "@/components/status-badge";
import { Time, TimeAgo } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { RUNGS, type PlanDetail } from "@/lib/domain/plan";
import { minutesWords } from "@/lib/domain/plan-words";
import { cn } from "@/lib/utils";

/** The four figures by which the plan is judged, each with what it is measured against. */
export function PlanStats({ plan }: { plan: PlanDetail }) {
  return (
    <StatRow>
      <Stat
        lead
        label="If disaster struck now, you would lose"
        value={<ExposureNow exposure={plan.exposure} />}
        against={`of ${minutesWords(plan.objective.rpoMinutes)} allowed`}
        badge={<ProtectionBadge exposure={plan.exposure} />}
        note={<ExposureNote plan={plan} />}
      />
      <Stat
        label="RPO kept, 30 days"
        value={plan.compliance.percent === null ? "–" : `${plan.compliance.percent} %`}
        against={`of ${plan.objective.targetPercent}`}
        badge={<Budget plan={plan} />}
        note={worstGap(plan)}
      />
      <Stat
        label="Next run"
        value={<NextRunValue plan={plan} />}
        badge={<NextRunBadge plan={plan} />}
        note={<NextRunNote plan={plan} />}
      />
      <Stat
        label="In the last checkpoint"
        value={plan.lastPoint ? plan.lastPoint.capturedCount : "–"}
        against={
          plan.lastPoint
            ? `of ${formatNoun(Math.max(plan.lastPoint.memberCount, plan.memberCount), "resource")}`
            : "no checkpoint holds data"
        }
        badge={<MembersBadge plan={plan} />}
        note={
          plan.lastPoint ? (
            <Link href={`/checkpoints/${plan.lastPoint.id}`} className="quiet-link">
              captured <Time at={plan.lastPoint.capturedAt} className="text-xs" />
            </Link>
          ) : null
        }
      />
    </StatRow>
  );
}

function ExposureNote({ plan: { exposure, objective, createdAt } }: { plan: PlanDetail }) {
  return (
    <>
      <p>
        {exposure.since === null ? (
          <>
            nothing could be restored; the plan exists since <Time at={createdAt} className="text-xs" />
          </>
        ) : (
          <>
            everything since <Time at={exposure.since} className="text-xs" />
          </>
        )}
        {exposure.nextUsableAt ? (
          <>
            {" "}
            · next point usable about <Time at={exposure.nextUsableAt} className="text-xs" />
          </>
        ) : null}
      </p>
      <p className="figures mt-1.5 flex flex-wrap gap-x-2 text-xs">
        {RUNGS.map((rung, index) => (
          <span key={rung} className={cn(rung === objective.rung && "font-semibold text-ink")}>
            {index > 0 ? <span className="mr-2 font-normal text-ink-3">·</span> : null}
            {rung} {exposure.perRung[rung] === null ? "none" : formatDuration(exposure.perRung[rung])}
          </span>
        ))}
      </p>
    </>
  );
}

function Budget({ plan: { compliance } }: { plan: PlanDetail }) {
  if (compliance.percent === null || compliance.budgetLeftMs === null)
    return <Badge tone="idle">not enough data yet</Badge>;
  if (compliance.budgetLeftMs < 0) {
    return (
      <Badge tone="breach">
        <Glyph shape="breach" className="size-2.5" /> budget overspent by {formatDuration(-compliance.budgetLeftMs)}
      </Badge>
    );
  }
  return (
    <Badge tone="kept">
      <Glyph shape="complete" className="size-2.5" /> {formatDuration(compliance.budgetLeftMs)} of the budget left
    </Badge>
  );
}

function worstGap({ compliance }: PlanDetail): string {
  if (compliance.percent === null) return "a verdict needs at least one whole promise of time";
  return compliance.worstGapMs === null
    ? "for a while nothing could be restored"
    : `worst gap ${formatDuration(compliance.worstGapMs)}`;
}

function NextRunValue({ plan }: { plan: PlanDetail }) {
  if (plan.runningRunId) return "now";
  if (plan.state === "paused") return "paused";
  if (plan.nextRunAt === null) return "by hand";
  return <TimeAgo at={plan.nextRunAt} />;
}

function NextRunBadge({ plan }: { plan: PlanDetail }) {
  if (plan.runningRunId) {
    return (
      <Link href={`/runs/${plan.runningRunId}`}>
        <StatusBadge kind="run" state="running" text="a checkpoint is being taken" />
      </Link>
    );
  }
  if (plan.state === "paused") return <StatusBadge kind="plan" state="paused" text={plan.pausedReason ?? undefined} />;
  return null;
}

function NextRunNote({ plan }: { plan: PlanDetail }) {
  const [next, then] = plan.nextRuns;
  if (next === undefined)
    return plan.state === "paused" ? "the schedule stands still; exposure goes on growing" : "nothing is scheduled";
  const zone = plan.schedule.timeZone;
  return (
    <>
      <Time at={next} zone={zone} className="text-xs" />
      {then ? (
        <>
          , then <Time at={then} zone={zone} className="text-xs" />
        </>
      ) : null}
    </>
  );
}

function MembersBadge({ plan }: { plan: PlanDetail }) {
  const waiting = plan.members.filter((member) => member.leftAt === null && member.inCheckpointId === null);
  const [first] = waiting;
  if (first === undefined) return null;
  return (
    <Badge tone="risk">
      <Glyph shape="partial" className="size-2.5" />
      <span className="truncate">
        {waiting.length === 1 ? `${first.name} is in no checkpoint yet` : `${waiting.length} are in no checkpoint yet`}
      </span>
    </Badge>
  );
}
