import "server-only";
import { selectRemovalOf, selectRunDetail } from "@/lib/db/run-views";
import { AppError } from "@/lib/domain/errors";
import { json } from "@/lib/domain/json";
import type { Actor } from "@/lib/domain/permissions";
import { planRemoval } from "@/lib/domain/remove-restored";
import { runState } from "@/lib/domain/run";
import { isLive } from "@/lib/domain/run-words";
import type { RemoveRestoredInput } from "@/lib/domain/restore-steps";
import { startRemoveRestored } from "@/lib/workflows/start";
import { scopeOf } from "./queries";

/** Puts the removal of all that a restore made, and that still stands, in line. */
export async function beginRemoval(
  actor: Actor,
  { runId, confirmation }: { runId: string; confirmation: string },
): Promise<{ runId: string }> {
  const scope = scopeOf(actor);
  const [restore, live] = await Promise.all([selectRunDetail(scope, runId), selectRemovalOf(scope, runId)]);
  if (!restore || restore.kind !== "restore") throw new AppError("not-found", "There is no such restore.");
  if (isLive(runState.parse(restore.state)))
    throw new AppError("conflict", "The restore is still under way.", {
      safe: "Nothing was removed.",
      remedy: "Cancel it first, or wait until it has ended.",
    });
  if (live && isLive(runState.parse(live.state))) return { runId: live.id };
  const name = restore.plan?.name ?? restore.title;
  if (confirmation.trim() !== name)
    throw new AppError("invalid", `Type ${name} to confirm.`, {
      safe: "Nothing was removed.",
      fields: { confirmation: `Type ${name} here.` },
    });
  const things = restore.created
    .filter((thing) => thing.removedAt === null)
    .map(({ siteId, kind, resourceId, name: called }) => ({ siteId, kind, resourceId, name: called }));
  if (things.length === 0) throw new AppError("conflict", "Nothing of what this restore made is left.");
  const input: RemoveRestoredInput = { restoreRunId: runId, things };
  const { cloudId, projectId, projectName } = actor;
  const steps = planRemoval(things);
  return startRemoveRestored({
    title: `Remove what was made by: ${restore.title}`,
    cloudId,
    projectId,
    projectName,
    siteId: restore.targetSiteId ?? restore.siteId,
    planId: restore.planId,
    checkpointId: restore.checkpointId,
    input: json.parse(input),
    expectedMs: steps.reduce((sum, step) => sum + (step.expectedMs ?? 0), 0),
    steps,
    actor,
  });
}
