import "server-only";
import { selectLiveRunOf } from "@/lib/db/checkpoint-views";
import { db } from "@/lib/db/client";
import { selectObjectives } from "@/lib/db/objectives";
import { selectPlanPoints } from "@/lib/db/plan-points";
import { selectWorkPlan } from "@/lib/db/plan-work";
import { checkpointState } from "@/lib/domain/checkpoint";
import { judgeDeletion } from "@/lib/domain/checkpoint-deletion";
import type { DeletionView } from "@/lib/domain/checkpoint-page";
import { toTargetVersions } from "@/lib/domain/rpo-target";
import { toPoints, toVersion } from "../plans/history-of";

export type Deletable = {
  id: string;
  planId: string;
  state: string;
  goneAt: Date | null;
  pinned: boolean;
  pinnedReason: string | null;
};

/** What deleting the checkpoint would mean now. */
export async function deletionOf(
  row: Deletable,
  { neededBy, now }: { neededBy: number; now: number },
): Promise<DeletionView> {
  const [plan, points, objectives, live] = await Promise.all([
    selectWorkPlan(row.planId),
    selectPlanPoints([row.planId], new Date(now)),
    selectObjectives([row.planId]),
    selectLiveRunOf(db(), row.id),
  ]);
  return judgeDeletion({
    checkpointId: row.id,
    planName: plan?.name ?? "",
    state: checkpointState.parse(row.state),
    gone: row.goneAt !== null,
    pinned: row.pinned,
    pinnedReason: row.pinnedReason,
    neededBy,
    liveRun: live?.title ?? null,
    planDeleted: plan === null || plan.deletedAt !== null,
    points: toPoints(points),
    versions: toTargetVersions(objectives.map(toVersion), plan?.consistency),
    now,
  });
}
