import type { LaneRow, StripRow, TimelineRow } from "@/lib/db/timeline-points";
import { CHECKPOINT_TRIGGERS, checkpointState } from "@/lib/domain/checkpoint";
import { dayCells } from "@/lib/domain/day-cells";
import { exposureSeries } from "@/lib/domain/exposure-series";
import { consistency, CONSISTENCY_LEVELS } from "@/lib/domain/plan";
import type { RecoveryPoint } from "@/lib/domain/recovery-point";
import { resourceKind } from "@/lib/domain/resource";
import type { TargetVersion } from "@/lib/domain/rpo-target";
import {
  LANE_STATES,
  type DayPoint,
  type Lane,
  type LaneMark,
  type TimelineDay,
  type TimelineDayView,
} from "@/lib/domain/timeline";
import { startOfNextDay } from "@/lib/domain/zone";

type Window = { from: number; to: number };
const iso = (at: Date | null) => at?.toISOString() ?? null;
const ms = (at: Date | null) => at?.getTime() ?? null;

export function toDayPoint(row: TimelineRow): DayPoint {
  return {
    id: row.id,
    state: checkpointState.parse(row.state),
    createdAt: row.createdAt.toISOString(),
    capturedAt: iso(row.capturedAt),
    localAt: iso(row.localAt),
    offsiteAt: iso(row.offsiteAt),
    verifiedAt: iso(row.verifiedAt),
    goneAt: iso(row.goneAt),
    full: row.full,
    consistency: consistency.nullable().parse(row.consistency),
    pinned: row.pinned,
    capturedCount: row.capturedCount,
    memberCount: row.memberCount,
    sizeGiB: row.sizeGiB,
    cause: row.cause,
    trigger: CHECKPOINT_TRIGGERS.find((trigger) => trigger === row.trigger) ?? "manual",
    runId: row.runId,
    chainLength: row.chainLength,
  };
}

/** A strip row as the arithmetic sees it; null when it never held anything. */
function stripPoint(row: StripRow): RecoveryPoint | null {
  if (row.capturedAt === null || row.state === "failed" || !row.holds) return null;
  return {
    id: row.id,
    capturedAt: row.capturedAt,
    usableAt: { local: row.localAt, offsite: row.offsiteAt, verified: row.verifiedAt },
    goneAt: row.goneAt,
    level: CONSISTENCY_LEVELS.find((level) => level === row.consistency) ?? null,
    complete: row.complete && row.state !== "partial",
  };
}

type YearFacts = {
  rows: readonly StripRow[];
  versions: readonly TargetVersion[];
  activatedAt: number;
  window: Window;
  zone: string;
};

/** One cell per day of the zone: the worst exposure, and how the day's checkpoints ended. */
export function yearDays({ rows, versions, activatedAt, window, zone }: YearFacts): TimelineDay[] {
  const points = rows.map(stripPoint).filter((point) => point !== null);
  const days: TimelineDay[] = dayCells({ points, versions, activatedAt }, window, zone).map((cell) => ({
    ...cell,
    points: 0,
    usable: 0,
    partial: 0,
    failed: 0,
    running: 0,
    application: 0,
    pinned: 0,
  }));
  count(days, rows, { from: window.from, zone });
  return days;
}

// One sweep over days and points: a look-up of each point's day in the zone would cost more than all the rest.
function count(
  days: readonly TimelineDay[],
  rows: readonly StripRow[],
  { from, zone }: { from: number; zone: string },
): void {
  const taken = rows.map((row) => ({ row, at: row.capturedAt ?? row.createdAt })).sort((a, b) => a.at - b.at);
  let index = 0;
  let end = startOfNextDay(zone, from);
  for (const { row, at } of taken) {
    if (at < from) continue;
    while (at >= end && index < days.length) {
      end = startOfNextDay(zone, end);
      index++;
    }
    const day = days[index];
    if (!day) return;
    tally(day, row);
  }
}

function tally(day: TimelineDay, row: StripRow): void {
  day.points++;
  if (row.state === "failed") day.failed++;
  else if (row.state === "partial" || (!row.complete && row.capturedAt !== null)) day.partial++;
  else if (row.state === "pending" || row.state === "running") day.running++;
  else day.usable++;
  if (row.consistency === "application") day.application++;
  if (row.pinned) day.pinned++;
}

type SeriesFacts = {
  points: readonly RecoveryPoint[];
  versions: readonly TargetVersion[];
  activatedAt: number;
  window: Window;
};

const MOST_CORNERS = 1200;

export function daySeries({ points, versions, activatedAt, window }: SeriesFacts): TimelineDayView["series"] {
  if (window.to <= window.from) return { vertices: [], target: [], breaches: [], thinned: false };
  const series = exposureSeries({ points, versions, activatedAt }, window, MOST_CORNERS);
  return {
    vertices: series.vertices.map(({ at, exposureMs }) => [at, exposureMs]),
    target: series.target,
    breaches: series.breaches.map(({ from, to }) => ({ from, to })),
    thinned: series.thinned,
  };
}

export const MOST_LANES = 60;
type Stay = { kind: string; resourceId: string; joinedAt: Date; leftAt: Date | null };

/** One lane per resource, with a mark for each checkpoint that meant to take it. */
export function toLanes(
  rows: readonly LaneRow[],
  points: readonly TimelineRow[],
  moves: readonly Stay[],
): { lanes: Lane[]; leftOut: number } {
  const byId = new Map(points.map((point) => [point.id, point]));
  const lanes = new Map<string, Lane>();
  for (const row of rows) {
    const point = byId.get(row.checkpointId);
    if (!point) continue;
    const key = `${row.kind}/${row.resourceId}`;
    const known = lanes.get(key) ?? emptyLane(row, moves);
    known.marks.push(toMark(row, point));
    known.name = row.name;
    lanes.set(key, known);
  }
  const all = [...lanes.values()];
  for (const lane of all) lane.marks.sort((a, b) => a.capturedAt - b.capturedAt);
  return { lanes: all.slice(0, MOST_LANES), leftOut: Math.max(0, all.length - MOST_LANES) };
}

function emptyLane(row: LaneRow, moves: readonly Stay[]): Lane {
  const stay = moves.find((move) => move.kind === row.kind && move.resourceId === row.resourceId);
  return {
    kind: resourceKind.parse(row.kind),
    resourceId: row.resourceId,
    name: row.name,
    joinedAt: ms(stay?.joinedAt ?? null),
    leftAt: ms(stay?.leftAt ?? null),
    marks: [],
  };
}

function toMark(row: LaneRow, point: TimelineRow): LaneMark {
  const captured = row.state === "captured";
  return {
    checkpointId: row.checkpointId,
    state: LANE_STATES.find((state) => state === row.state) ?? "pending",
    capturedAt: (row.capturedAt ?? point.capturedAt ?? point.createdAt).getTime(),
    // What has no bytes of its own (a network) is whole with the checkpoint.
    copiedAt: captured ? ms(row.copiedAt ?? point.localAt) : null,
    offsiteAt: captured ? ms(point.offsiteAt) : null,
    verifiedAt: captured ? ms(point.verifiedAt) : null,
  };
}
