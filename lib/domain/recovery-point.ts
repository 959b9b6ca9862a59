import type { TimelinePoint } from "./checkpoint";
import { CONSISTENCY_LEVELS, RUNGS, type Consistency, type Rung } from "./plan";

/** What the arithmetic of exposure needs of a checkpoint. Times are epoch milliseconds. */
export type RecoveryPoint = {
  id: string;
  /** The data's own time: the earliest capture among its members. */
  capturedAt: number;
  /** When the last required member became restorable at the rung; null: not there (yet). */
  usableAt: Record<Rung, number | null>;
  /** When it stopped being usable; null: it still is. */
  goneAt: number | null;
  /** Null: not known, which satisfies no wish beyond "crash". */
  level: Consistency | null;
  /** Whether it holds every member that had joined when it was captured. */
  complete: boolean;
  /** The members that it holds, where the caller knows them. */
  members?: readonly string[];
  /** When we learned of it, and of its end; for reports "as known on". */
  seenAt?: number;
  goneSeenAt?: number;
};

/** A member's stay in a plan. */
export type Membership = { id: string; joinedAt: number; leftAt: number | null };

/** What decides whether a point counts: how far its copy must have come, how consistent it must be. */
export type Demand = { rung: Rung; level: Consistency };

/** The arithmetic's view of a timeline point; null when nothing was captured (pending, running, failed). */
export function toRecoveryPoint(point: TimelinePoint): RecoveryPoint | null {
  if (point.capturedAt === null || point.state === "failed") return null;
  const at = (text: string | null) => (text === null ? null : Date.parse(text));
  return {
    id: point.id,
    capturedAt: Date.parse(point.capturedAt),
    usableAt: { local: at(point.localAt), offsite: at(point.offsiteAt), verified: at(point.verifiedAt) },
    goneAt: at(point.goneAt),
    level: point.consistency,
    complete: point.capturedCount >= point.memberCount && point.state !== "partial",
  };
}

export function toRecoveryPoints(points: readonly TimelinePoint[]): RecoveryPoint[] {
  return points.map(toRecoveryPoint).filter((point) => point !== null);
}

/** The half-open time [from, to) in which the point counts under the demand; null when it never does. */
export function usableSpan(point: RecoveryPoint, demand: Demand): { from: number; to: number } | null {
  if (!point.complete || !reaches(point.level, demand.level)) return null;
  const from = point.usableAt[demand.rung];
  if (from === null) return null;
  const to = point.goneAt ?? Infinity;
  return from < to ? { from, to } : null;
}

/** What was known at `at`: points seen by then, their ends only where seen by then. */
export function knownAt(points: readonly RecoveryPoint[], at: number): RecoveryPoint[] {
  return points
    .filter((point) => point.seenAt === undefined || point.seenAt <= at)
    .map((point) => (point.goneSeenAt !== undefined && point.goneSeenAt > at ? { ...point, goneAt: null } : point));
}

/** The weaker of two demands, part by part. */
export function weakerDemand(a: Demand, b: Demand): Demand {
  return {
    rung: RUNGS.indexOf(a.rung) <= RUNGS.indexOf(b.rung) ? a.rung : b.rung,
    level: CONSISTENCY_LEVELS.indexOf(a.level) <= CONSISTENCY_LEVELS.indexOf(b.level) ? a.level : b.level,
  };
}

function reaches(level: Consistency | null, wanted: Consistency): boolean {
  return CONSISTENCY_LEVELS.indexOf(level ?? "crash") >= CONSISTENCY_LEVELS.indexOf(wanted);
}
