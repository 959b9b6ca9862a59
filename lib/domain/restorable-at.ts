import { RUNGS, type Consistency, type Rung } from "./plan";
import type { RecoveryPoint } from "./recovery-point";
import { bestPoint } from "./rpo";

/** What would come back if disaster struck at the cursor's moment. */
export type Restorable = { pointId: string; capturedAt: number; lostMs: number };

/** For a moment of the timeline: the best point on each rung; null where nothing could be restored. */
export function restorableAt(
  points: readonly RecoveryPoint[],
  at: number,
  level: Consistency = "crash",
): Record<Rung, Restorable | null> {
  const [local, offsite, verified] = RUNGS.map((rung) => found(bestPoint(points, at, { rung, level }), at));
  return { local: local ?? null, offsite: offsite ?? null, verified: verified ?? null };
}

function found(point: RecoveryPoint | null, at: number): Restorable | null {
  return point && { pointId: point.id, capturedAt: point.capturedAt, lostMs: at - point.capturedAt };
}
