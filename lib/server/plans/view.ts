import type { ObjectiveRow } from "@/lib/db/objectives";
import type { PlanPointRow } from "@/lib/db/plan-points";
import type { PlanRow } from "@/lib/db/plans";
import { dayCells } from "@/lib/domain/day-cells";
import {
  consistency,
  CREDENTIAL_STATES,
  schedule as scheduleSchema,
  selection as selectionSchema,
  type CredentialView,
  type ObjectiveVersion,
  type PlanView,
  type Schedule,
} from "@/lib/domain/plan";
import type { RecoveryPoint } from "@/lib/domain/recovery-point";
import { copyP95Ms, exposureNow } from "@/lib/domain/rpo";
import { toTargetVersions } from "@/lib/domain/rpo-target";
import { nextSlots } from "@/lib/domain/schedule";
import { scheduleText } from "@/lib/domain/schedule-text";
import { DAY_MS } from "@/lib/domain/zone";
import { toPoints, toVersion } from "./history-of";

export const STRIP_DAYS = 30;

/** All that is stored of one plan, as the views need it. */
export type PlanFacts = {
  plan: PlanRow;
  points: PlanPointRow[];
  objectives: ObjectiveRow[];
  /** Of those who are members now. */
  memberCount: number;
  siteNames: ReadonlyMap<string, string>;
};

/** What a plan promises now; a plan always has a version, written with it. */
export function currentObjective(objectives: readonly ObjectiveRow[]): ObjectiveVersion {
  const last = objectives.at(-1);
  if (last === undefined) throw new Error("A plan without any objective");
  return toVersion(last);
}

export function toPlanView(facts: PlanFacts, now: Date): PlanView {
  const { plan, objectives } = facts;
  const points = toPoints(facts.points);
  const schedule = scheduleSchema.parse(plan.schedule);
  const versions = toTargetVersions(objectives.map(toVersion), consistency.parse(plan.consistency));
  const { fromAt: _fromAt, setBy: _setBy, ...objective } = currentObjective(objectives);
  const activatedAt = plan.activatedAt.getTime();
  const paused = plan.state === "paused";
  const nextRunAt = paused ? null : (nextSlots(schedule, now.getTime(), 1)[0] ?? null);
  const runningRunId = plan.runs[0]?.id ?? null;
  const copyMs = copyP95Ms(points, objective.rung);
  return {
    ...namesOf(facts),
    state: paused ? "paused" : "active",
    pausedReason: plan.pausedReason,
    selection: selectionSchema.parse(plan.selection),
    schedule,
    scheduleText: scheduleText(schedule),
    memberCount: facts.memberCount,
    objective,
    exposure: exposureNow({
      points,
      versions,
      activatedAt,
      paused,
      nextUsableAt: nextUsableAt({ facts, nextRunAt, copyMs, now }),
      now: now.getTime(),
    }),
    strip: stripOf({ points, versions, activatedAt, now }),
    nextRunAt: iso(nextRunAt),
    runningRunId,
    credential: toCredentialView(plan.credential),
    lastCheckpoint: lastCheckpointOf(facts.points),
  };
}

type Strip = { points: RecoveryPoint[]; versions: ReturnType<typeof toTargetVersions>; activatedAt: number; now: Date };

function stripOf({ points, versions, activatedAt, now }: Strip): PlanView["strip"] {
  return dayCells(
    { points, versions, activatedAt },
    { from: now.getTime() - (STRIP_DAYS - 1) * DAY_MS, to: now.getTime() },
  );
}

function namesOf({ plan, siteNames }: PlanFacts) {
  const { id, name, description, projectId, projectName, siteId, recoverySiteId } = plan;
  return {
    id,
    name,
    description,
    projectId,
    projectName,
    siteId,
    siteName: siteNames.get(siteId) ?? siteId,
    recoverySiteId,
    recoverySiteName: recoverySiteId === null ? null : (siteNames.get(recoverySiteId) ?? recoverySiteId),
    createdAt: plan.createdAt.toISOString(),
    updatedAt: plan.updatedAt.toISOString(),
  };
}

type Foreseen = { facts: PlanFacts; nextRunAt: number | null; copyMs: number | null; now: Date };

// Of a running checkpoint the expected end, or now when that has passed; else the next slot's.
function nextUsableAt({ facts, nextRunAt, copyMs, now }: Foreseen): number | null {
  const running =
    facts.plan.runs[0] && facts.points.findLast(({ state }) => state === "running" || state === "pending");
  if (running) return Math.max(now.getTime(), (running.capturedAt ?? running.createdAt).getTime() + (copyMs ?? 0));
  // Without access the next slot will bring nothing.
  const able = facts.plan.credential?.state === "active";
  return nextRunAt === null || !able ? null : nextRunAt + (copyMs ?? 0);
}

function lastCheckpointOf(points: readonly PlanPointRow[]): PlanView["lastCheckpoint"] {
  const last = points.at(-1);
  return last
    ? { id: last.id, state: last.state, at: (last.capturedAt ?? last.createdAt).toISOString(), cause: last.cause }
    : null;
}

export function toCredentialView(row: PlanRow["credential"]): CredentialView {
  if (row === null)
    return {
      state: "none",
      userName: null,
      createdAt: null,
      checkedAt: null,
      expiresAt: null,
      restricted: false,
      problem: null,
    };
  return {
    state: CREDENTIAL_STATES.find((state) => state === row.state) ?? "none",
    userName: row.userName,
    createdAt: row.createdAt.toISOString(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    restricted: row.restricted,
    problem: row.problem,
  };
}

/** The next `count` runs; none while the plan is paused. */
export function nextRunsOf(plan: PlanRow, now: Date, count: number): string[] {
  if (plan.state === "paused") return [];
  const schedule: Schedule = scheduleSchema.parse(plan.schedule);
  return nextSlots(schedule, now.getTime(), count).map((at) => new Date(at).toISOString());
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
