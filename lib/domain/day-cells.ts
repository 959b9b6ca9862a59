import type { DayCell } from "./plan";
import { merged, type Interval } from "./intervals";
import type { RecoveryPoint } from "./recovery-point";
import { severityOf } from "./rpo";
import { pieces, type History, type Piece } from "./rpo-compliance";
import type { Window } from "./rpo-stretches";
import { dayName, startOfDay, startOfNextDay } from "./zone";

const ORDER = [
  "none",
  "kept",
  "at-risk",
  "unknown",
  "breach",
  "severe",
  "critical",
] as const satisfies readonly DayCell["worst"][];

type Day = Interval & { cell: DayCell };

/**
 * One cell per day of the zone that the window touches: the worst state of the day, the worst exposure, and how many
 * points were captured. Days before activation and the wait for the first point are "none". One sweep: O(n log n + days).
 */
export function dayCells(history: History, window: Window, zone = "UTC"): DayCell[] {
  const days = daysOf(window, zone);
  let first = 0;
  for (const piece of pieces(history, window)) {
    for (let day = days[first]; day && day.to <= piece.from; day = days[first]) first++;
    for (let index = first, day = days[index]; day && day.from < piece.to; day = days[++index]) judge(day, piece);
  }
  markUnknown(days, merged(history.unknown ?? []), window);
  countPoints(days, history.points);
  return days.map(({ cell }) => cell);
}

function daysOf(window: Window, zone: string): Day[] {
  const days: Day[] = [];
  for (let from = startOfDay(zone, window.from); from < window.to;) {
    const to = startOfNextDay(zone, from);
    days.push({ from, to, cell: { day: dayName(zone, from), worst: "none", worstExposureMs: null, points: 0 } });
    from = to;
  }
  return days;
}

/** Exposure only grows over a piece: the day's worst of it is at its last moment in the day. */
function judge({ to, cell, from }: Day, piece: Piece): void {
  const end = Math.min(to, piece.to);
  if (piece.since === null) {
    const judgedFrom = Math.max(from, piece.breachFrom ?? Infinity);
    if (judgedFrom < end) worsen(cell, "critical");
    return;
  }
  const exposureMs = end - piece.since;
  cell.worstExposureMs = Math.max(cell.worstExposureMs ?? 0, exposureMs);
  worsen(cell, severityOf(exposureMs, piece.rpoMs));
}

function worsen(cell: DayCell, state: DayCell["worst"]): void {
  if (ORDER.indexOf(state) > ORDER.indexOf(cell.worst)) cell.worst = state;
}

function markUnknown(days: readonly Day[], unknown: readonly Interval[], window: Window): void {
  for (const hole of unknown)
    for (const day of days)
      if (Math.max(hole.from, window.from) < Math.min(day.to, window.to) && hole.to > day.from)
        worsen(day.cell, "unknown");
}

function countPoints(days: readonly Day[], points: readonly RecoveryPoint[]): void {
  const captured = points
    .filter((point) => point.complete)
    .map((point) => point.capturedAt)
    .sort((a, b) => a - b);
  let index = 0;
  for (const at of captured) {
    for (let day = days[index]; day && day.to <= at; day = days[index]) index++;
    const day = days[index];
    if (!day) return;
    if (at >= day.from) day.cell.points++;
  }
}
