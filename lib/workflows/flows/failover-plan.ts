import { selectPlanBackups, selectRestorable } from "@/lib/db/restore-source";
import { selectPredecessors } from "@/lib/db/failovers";
import { selectRecovery } from "@/lib/db/recovery";
import { AppError } from "@/lib/domain/errors";
import type { FailoverRunInput } from "@/lib/domain/failover";
import { json, type Json } from "@/lib/domain/json";
import { storedManifest } from "@/lib/domain/manifest";
import { sourceOf } from "@/lib/domain/restore-from-manifest";
import { proposeFailover } from "@/lib/protection/restore/failover-proposal";
import { planCloud } from "../cloud";
import type { FlowRun } from "../flow";

/** Every step from the checkpoint that a planned failover has just taken, as its review would show them. */
export async function planFromLastPoint(run: FlowRun, input: FailoverRunInput, checkpointId: string): Promise<Json> {
  const { planId, sourceSiteId, targetSiteId } = input;
  const scope = { cloudId: run.row.cloudId, projectId: run.row.projectId };
  const row = await selectRestorable(scope, checkpointId);
  if (!row) throw new AppError("not-found", "The last checkpoint is not there any more.");
  const backups = await selectPlanBackups(planId, row.siteId);
  const source = sourceOf({ manifest: storedManifest(row), captured: row.captured, backups });
  const cloud = await planCloud({ planId, siteId: targetSiteId, requestId: run.id });
  const settings = await selectRecovery(planId);
  const old = await selectPredecessors(planId, targetSiteId);
  const { request, plan, gaps } = await proposeFailover(cloud, { source, settings, drill: false, old });
  const [gap] = gaps;
  if (gap)
    throw new AppError("conflict", `${gap.title}: ${gap.detail}`, {
      safe: "The source is shut down and unchanged; its last checkpoint is kept.",
      remedy: gap.remedy ?? "Set it in the plan's recovery settings, then try again.",
    });
  return json.parse({
    checkpointId,
    planId,
    sourceSiteId,
    targetSiteId,
    request,
    hash: "last-point",
    order: plan.order,
    steps: plan.steps,
  });
}
