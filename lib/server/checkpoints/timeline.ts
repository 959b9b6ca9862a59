import "server-only";
import { selectObjectives } from "@/lib/db/objectives";
import type { PlanRow } from "@/lib/db/plans";
import {
  countPoints,
  selectCarried,
  selectLaneRows,
  selectMemberMoves,
  selectPlanEvents,
  selectPointSlice,
  selectRestoreStarts,
  selectSpanPoints,
  selectStripRows,
} from "@/lib/db/timeline-points";
import { AppError } from "@/lib/domain/errors";
import type { Scope } from "@/lib/domain/permissions";
import { consistency, RUNGS, type Consistency } from "@/lib/domain/plan";
import type { RecoveryPoint } from "@/lib/domain/recovery-point";
import { stretches } from "@/lib/domain/rpo-stretches";
import { bindingTarget, toTargetVersions, type TargetVersion } from "@/lib/domain/rpo-target";
import {
  POINT_PAGE_SIZE,
  YEAR_DAYS,
  type TimelineDayQuery,
  type TimelineDayView,
  type TimelinePoints,
  type TimelinePointsQuery,
  type TimelineYear,
  type TimelineYearQuery,
} from "@/lib/domain/timeline";
import { DAY_MS, dayName, instantOf, startOfDay, startOfNextDay } from "@/lib/domain/zone";
import { toPoints, toVersion } from "../plans/history-of";
import { requirePlan } from "../plans/read";
import { pausedStretches, timelineEvents } from "./timeline-events";
import { daySeries, toDayPoint, toLanes, yearDays } from "./timeline-view";

/** The strip and the calendar: one cell a day for a year that ends today or with `until`. */
export async function timelineYearOf(
  scope: Scope,
  { planId, zone, until }: TimelineYearQuery,
  now = Date.now(),
): Promise<TimelineYear> {
  const plan = await requirePlan(scope, planId);
  const end = until === null ? now : Math.min(now, startOfNextDay(zone, dayStart(zone, until)));
  const window = { from: startOfDay(zone, end - (YEAR_DAYS - 1) * DAY_MS), to: end };
  const [rows, versions] = await Promise.all([
    selectStripRows(planId, { from: new Date(window.from), to: new Date(window.to) }),
    versionsOf(plan),
  ]);
  const activatedAt = plan.activatedAt.getTime();
  return {
    zone,
    today: dayName(zone, now),
    began: dayName(zone, activatedAt),
    days: yearDays({ rows, versions, activatedAt, window, zone }),
    asOf: new Date(now).toISOString(),
    pointCount: rows.length,
  };
}

/** One day: the saw-tooth, a lane per resource, and what happened. */
export async function timelineDayOf(
  scope: Scope,
  { planId, zone, day }: TimelineDayQuery,
  now = Date.now(),
): Promise<TimelineDayView> {
  const plan = await requirePlan(scope, planId);
  const from = dayStart(zone, day);
  const span = { from: new Date(from), to: new Date(startOfNextDay(zone, from)) };
  const window = { from, to: span.to.getTime() };
  const level = consistency.parse(plan.consistency);
  const [rows, carried, versions, objectives, audited, moves, restores] = await Promise.all([
    selectSpanPoints(planId, span),
    selectCarried(planId, span, { level }),
    versionsOf(plan),
    selectObjectives([planId]),
    selectPlanEvents(planId, span),
    selectMemberMoves(planId, span),
    selectRestoreStarts(planId, span),
  ]);
  const lanes = toLanes(await selectLaneRows(rows.map(({ id }) => id)), rows, moves);
  const own = new Set(rows.map(({ id }) => id));
  const before = carried.filter(({ id }) => !own.has(id));
  const lived = { from, to: Math.max(from, Math.min(window.to, now)) };
  const points = toPoints([...before, ...rows]);
  const wanted = bestIn(points, lived, level);
  return {
    ...window,
    day,
    zone,
    asOf: now,
    rung: bindingTarget(versions, Math.min(now, window.to - 1)).rung,
    level,
    points: rows.filter(({ createdAt, capturedAt }) => (capturedAt ?? createdAt) >= span.from).map(toDayPoint),
    carried: [...before, ...rows]
      .filter((row) => (row.capturedAt ?? row.createdAt) < span.from && wanted.has(row.id))
      .map(toDayPoint),
    series: daySeries({ points, versions, activatedAt: plan.activatedAt.getTime(), window: lived }),
    lanes: lanes.lanes,
    lanesLeftOut: lanes.leftOut,
    events: timelineEvents({ audited, objectives, moves, restores }, window),
    paused: pausedStretches(audited, lived),
  };
}

/** The table twin, page by page, newest first. */
export async function timelinePointsOf(
  scope: Scope,
  { planId, from, to, marker, limit }: TimelinePointsQuery,
): Promise<TimelinePoints> {
  await requirePlan(scope, planId);
  const slice = { from: from === null ? null : new Date(from), to: to === null ? null : new Date(to) };
  const [rows, total] = await Promise.all([
    selectPointSlice(planId, slice, { after: markerIn(marker), limit: limit + 1 }),
    countPoints(planId, slice),
  ]);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: page.map(toDayPoint), total, nextMarker: last ? `${last.createdAt.toISOString()}|${last.id}` : null };
}

/** All pages, one after another: a file of a hundred thousand rows never stands in memory as a whole. */
export async function* everyPoint(
  scope: Scope,
  query: Pick<TimelinePointsQuery, "planId" | "from" | "to">,
): AsyncGenerator<TimelinePoints["rows"]> {
  for (let marker: string | null = null; ;) {
    const page: TimelinePoints = await timelinePointsOf(scope, { ...query, marker, limit: POINT_PAGE_SIZE });
    yield page.rows;
    marker = page.nextMarker;
    if (marker === null) return;
  }
}

/** The points that are the best of their rung at some moment of the window: all that the cursor can ever answer with. */
function bestIn(
  points: readonly RecoveryPoint[],
  window: { from: number; to: number },
  level: Consistency,
): Set<string> {
  return new Set(
    RUNGS.flatMap((rung) =>
      stretches(points, window, { rung, level }).flatMap(({ point }) => (point ? [point.id] : [])),
    ),
  );
}

async function versionsOf(plan: PlanRow): Promise<TargetVersion[]> {
  return toTargetVersions((await selectObjectives([plan.id])).map(toVersion), consistency.parse(plan.consistency));
}

function dayStart(zone: string, day: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(wall)) throw new AppError("invalid", `${day} is no day of the calendar.`);
  return instantOf(zone, wall);
}

function markerIn(marker: string | null): { createdAt: Date; id: string } | null {
  if (marker === null) return null;
  const [at = "", id = ""] = marker.split("|");
  const createdAt = new Date(at);
  if (Number.isNaN(createdAt.getTime()) || id === "")
    throw new AppError("invalid", "The page's marker cannot be read.", { remedy: "Begin with the first page." });
  return { createdAt, id };
}
