import "server-only";
import { selectRestorablePoints } from "@/lib/db/failover-points";
import type { FailoverPoint } from "@/lib/domain/failover-view";

/** The points from which the plan's workload could come back, newest first; the loss is counted to `until`. */
export async function pointsOf(planId: string, until: Date): Promise<FailoverPoint[]> {
  const rows = await selectRestorablePoints(planId);
  return rows.map(({ id, capturedAt, consistency, state, offsiteAt, verifiedAt }) => ({
    checkpointId: id,
    capturedAt: capturedAt.toISOString(),
    consistency,
    state,
    offsite: offsiteAt !== null,
    verifiedAt: verifiedAt?.toISOString() ?? null,
    lossMs: Math.max(0, until.getTime() - capturedAt.getTime()),
  }));
}
