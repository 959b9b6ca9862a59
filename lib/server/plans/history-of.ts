import type { PlanPointRow } from "@/lib/db/plan-points";
import type { ObjectiveRow } from "@/lib/db/objectives";
import { rung as rungSchema, type ObjectiveVersion } from "@/lib/domain/plan";
import { consistency as consistencySchema } from "@/lib/domain/plan";
import type { RecoveryPoint } from "@/lib/domain/recovery-point";

/** A stored checkpoint as the arithmetic of exposure sees it; null when it never held anything. */
export function toPoint(row: PlanPointRow): RecoveryPoint | null {
  if (row.capturedAt === null || row.state === "failed" || row.capturedCount === 0) return null;
  const at = (instant: Date | null) => instant?.getTime() ?? null;
  return {
    id: row.id,
    capturedAt: row.capturedAt.getTime(),
    usableAt: { local: at(row.localAt), offsite: at(row.offsiteAt), verified: at(row.verifiedAt) },
    goneAt: at(row.goneAt),
    level: consistencySchema.nullable().parse(row.consistency),
    complete: row.capturedCount >= row.memberCount && row.state !== "partial",
  };
}

export function toPoints(rows: readonly PlanPointRow[]): RecoveryPoint[] {
  return rows.map(toPoint).filter((point) => point !== null);
}

export function toVersion({ planId: _planId, fromAt, rung, ...row }: ObjectiveRow): ObjectiveVersion {
  return { ...row, fromAt: fromAt.toISOString(), rung: rungSchema.parse(rung) };
}
