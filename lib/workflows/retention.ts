import { selectHolding } from "@/lib/db/checkpoints";
import type { WorkPlan } from "@/lib/db/plan-work";
import { alive, deletionOrder, type RetentionPoint } from "@/lib/domain/retention";

type Point = RetentionPoint & { asked: boolean };

/** What may go now, dependents first: beyond the retention, or asked for and no longer needed by others. */
export async function dueToExpire(plan: WorkPlan, now: Date): Promise<string[]> {
  const points = await pointsOf(plan.id);
  const asked = new Set(points.filter((point) => point.asked && !point.pinned).map(({ id }) => id));
  const standing = points.filter(({ id }) => !asked.has(id));
  const kept = alive(standing, plan.retention, now.getTime(), plan.schedule.timeZone);
  return order(points, new Set([...asked, ...standing.filter(({ id }) => !kept.has(id)).map(({ id }) => id)]));
}

/** Of the checkpoints asked for, those that may go now, dependents first; the others wait for those that need them. */
export async function orderedToExpire(planId: string, checkpointIds: readonly string[]): Promise<string[]> {
  const points = await pointsOf(planId);
  return order(
    points,
    new Set(points.filter(({ id, pinned }) => checkpointIds.includes(id) && !pinned).map(({ id }) => id)),
  );
}

async function pointsOf(planId: string): Promise<Point[]> {
  const rows = await selectHolding(planId);
  return rows.map(({ id, capturedAt, state, pinned, needs }) => ({
    id,
    capturedAt: capturedAt?.getTime() ?? 0,
    state: state === "partial" ? "partial" : "usable",
    asked: state === "expiring",
    pinned,
    needs,
  }));
}

/** A point that a staying one needs stays, however indirectly. */
function order(points: Point[], doomed: Set<string>): string[] {
  for (let changed = true; changed;) {
    changed = false;
    for (const point of points)
      if (!doomed.has(point.id)) for (const need of point.needs) if (doomed.delete(need)) changed = true;
  }
  return deletionOrder(points.filter(({ id }) => doomed.has(id))).map(({ id }) => id);
}
