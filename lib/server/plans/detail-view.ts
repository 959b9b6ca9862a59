import type { MemberRow } from "@/lib/db/members";
import { readUserData } from "@/lib/db/plan-writes";
import {
  consistency,
  provider,
  retention,
  schedule as scheduleSchema,
  type MemberView,
  type PlanDetail,
} from "@/lib/domain/plan";
import { resourceKind } from "@/lib/domain/resource";
import { achievableRpoMs, copyP95Ms } from "@/lib/domain/rpo";
import { compliance, errorBudget } from "@/lib/domain/rpo-compliance";
import { toTargetVersions } from "@/lib/domain/rpo-target";
import { longestIntervalMs } from "@/lib/domain/schedule";
import { DAY_MS } from "@/lib/domain/zone";
import { toPoints, toVersion } from "./history-of";
import { currentObjective, nextRunsOf, STRIP_DAYS, toPlanView, type PlanFacts } from "./view";

const NEXT_RUNS = 5;

export function toPlanDetail(facts: PlanFacts & { members: MemberRow[] }, now: Date): PlanDetail {
  const { plan, objectives } = facts;
  const schedule = scheduleSchema.parse(plan.schedule);
  const objective = currentObjective(objectives);
  const interval = longestIntervalMs(schedule, now.getTime());
  return {
    ...toPlanView(facts, now),
    retention: retention.parse(plan.retention),
    fullEvery: plan.fullEvery,
    consistency: consistency.parse(plan.consistency),
    provider: provider.parse(plan.provider),
    hasUserData: Object.keys(readUserData(plan.userDataSealed)),
    members: facts.members.map(toMemberView),
    objectives: objectives.map(toVersion),
    compliance: complianceOf(facts, now),
    lastPoint: lastPointOf(facts),
    achievableRpoMs: achievableRpoMs(interval, copyP95Ms(toPoints(facts.points), objective.rung)),
    nextRuns: nextRunsOf(plan, now, NEXT_RUNS),
  };
}

function complianceOf({ plan, points, objectives }: PlanFacts, now: Date): PlanDetail["compliance"] {
  const window = { from: now.getTime() - STRIP_DAYS * DAY_MS, to: now.getTime() };
  const versions = toTargetVersions(objectives.map(toVersion), consistency.parse(plan.consistency));
  const figures = compliance({ points: toPoints(points), versions, activatedAt: plan.activatedAt.getTime() }, window);
  const budget = errorBudget(figures, currentObjective(objectives).targetPercent);
  return {
    percent: figures.percent,
    breachMs: figures.breachMs,
    evaluableMs: figures.evaluableMs,
    // Without any point for a while the gap has no end; the screen says so in words.
    worstGapMs: figures.worstGapMs === Infinity ? null : figures.worstGapMs,
    budgetLeftMs: figures.evaluableMs === 0 ? null : budget.leftMs,
  };
}

function lastPointOf({ points }: PlanFacts): PlanDetail["lastPoint"] {
  const last = points.findLast(
    (point) =>
      point.capturedAt !== null && point.goneAt === null && ["usable", "partial", "expiring"].includes(point.state),
  );
  if (!last?.capturedAt) return null;
  return {
    id: last.id,
    capturedAt: last.capturedAt.toISOString(),
    capturedCount: last.capturedCount,
    memberCount: last.memberCount,
  };
}

function toMemberView(row: MemberRow): MemberView {
  return {
    kind: resourceKind.parse(row.kind),
    resourceId: row.resourceId,
    name: row.name,
    joinedAt: row.joinedAt.toISOString(),
    leftAt: row.leftAt?.toISOString() ?? null,
    inCheckpointId: row.checkpointId,
    inCheckpointAt: row.checkpointAt?.toISOString() ?? null,
  };
}
