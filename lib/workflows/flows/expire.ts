import { z } from "zod";
import { BREAKWATER_ACTOR, insertAudit } from "@/lib/db/audit";
import { markExpired, markExpiring, selectHolding, selectWorkCheckpoint } from "@/lib/db/checkpoints";
import { db, inTransaction } from "@/lib/db/client";
import { markCopyGone, markCopyState, selectOwned, type OwnedCopy } from "@/lib/db/copies";
import { selectWorkPlan } from "@/lib/db/plan-work";
import { isBeingRestored } from "@/lib/db/restore-source";
import { AppError } from "@/lib/domain/errors";
import type { Cause } from "@/lib/domain/run";
import type { Cloud } from "@/lib/openstack/cloud";
import { dropImage } from "@/lib/protection/providers/native/image";
import { dropBackup } from "@/lib/protection/providers/native/volume";
import { planCloud } from "../cloud";
import { StepFailed } from "../failure";
import type { Flow, FlowEnd, FlowRun } from "../flow";
import { removeRemains } from "../remains";
import { dueToExpire, orderedToExpire } from "../retention";
import { POSITION } from "./protect-steps";

const input = z.object({ checkpointIds: z.array(z.string()).nullable(), reason: z.string() });
const REMOVAL_SECONDS = 60 * 60;
/** What is not gone by then, or whose site does not answer, goes with the next round of the sweep. */
const ELSEWHERE = { everySeconds: 3, timeoutSeconds: 120, late: async () => true };
const WAITING = "It goes when the checkpoints that need its bytes have gone.";

/** Lets checkpoints go, dependents first. A chain is never broken: what others need waits for them. */
export const expire: Flow = { run: expireCheckpoints };

async function expireCheckpoints(run: FlowRun): Promise<FlowEnd> {
  const { checkpointIds, reason } = input.parse(run.row.input);
  const ids = await run.step("order", () => order(run, checkpointIds));
  const failures: { id: string; cause: Cause }[] = [];
  for (const id of ids) {
    try {
      await run.waitFor(`remove:${id}`, () => remove(run, id), { everySeconds: 3, timeoutSeconds: REMOVAL_SECONDS });
      await run.step(`expired:${id}`, () => expired(run, id, reason));
      await run.waitFor(`elsewhere:${id}`, () => removeElsewhere(id), ELSEWHERE);
    } catch (error) {
      if (!(error instanceof StepFailed) || error.failure.kind === "cancelled") throw error;
      failures.push({ id, cause: error.failure.cause });
    }
  }
  await run.step("conclude", () => conclude(checkpointIds, failures));
  const [first] = failures;
  if (!first) return { state: "succeeded" };
  return {
    state: failures.length === ids.length ? "failed" : "partial",
    cause: {
      ...first.cause,
      safe: "What could not be removed is still there and whole, or goes with the next attempt.",
    },
  };
}

async function order(run: FlowRun, checkpointIds: string[] | null): Promise<string[]> {
  const plan = run.row.planId ? await selectWorkPlan(run.row.planId) : null;
  if (!plan) throw new AppError("not-found", "The plan is not known any more.");
  const ids = checkpointIds ? await orderedToExpire(plan.id, checkpointIds) : await dueToExpire(plan, new Date());
  await markExpiring(db(), ids, null);
  const waiting = (checkpointIds ?? []).filter((id) => !ids.includes(id));
  await markExpiring(db(), waiting, WAITING);
  const holding = new Map((await selectHolding(plan.id)).map((checkpoint) => [checkpoint.id, checkpoint]));
  const steps = ids.flatMap((id) => {
    const name = holding.get(id)?.capturedAt?.toISOString().slice(0, 16).replace("T", " ") ?? id;
    return [
      { key: `remove:${id}`, title: `Remove the copies of ${name} UTC` },
      { key: `expired:${id}`, title: `Note that ${name} UTC is gone` },
      { key: `elsewhere:${id}`, title: `Remove what other sites have of ${name} UTC` },
    ];
  });
  await run.plan(steps, POSITION.snapshots);
  return ids;
}

/** Null: something of it is still there. What other sites have of it goes afterwards: records name these very bytes. */
async function remove(run: FlowRun, checkpointId: string): Promise<true | null> {
  const checkpoint = await selectWorkCheckpoint(checkpointId);
  if (!checkpoint) return true;
  if (checkpoint.pinned)
    throw new AppError("conflict", `The checkpoint is kept on purpose: ${checkpoint.pinnedReason ?? "pinned"}.`);
  const copies = await selectOwned(checkpointId, checkpoint.siteId);
  if (copies.length === 0) return true;
  // Its bytes are being read: they go when the restore has ended.
  if (await isBeingRestored(checkpointId)) return null;
  const cloud = await planCloud({
    planId: run.row.planId ?? "",
    siteId: checkpoint.siteId,
    projectId: run.row.projectId,
    requestId: run.id,
  });
  for (const copy of copies) await removeCopy(cloud, copy);
  return null;
}

async function removeElsewhere(checkpointId: string): Promise<true | null> {
  return (await removeRemains(checkpointId)) === "done" ? true : null;
}

async function removeCopy(cloud: Cloud, copy: OwnedCopy): Promise<void> {
  const where = {
    siteId: copy.siteId,
    medium: copy.medium === "image" ? ("image" as const) : ("backup" as const),
    remoteId: copy.remoteId,
  };
  if (copy.medium === "backup") await refuseWhileNeeded(cloud, copy);
  const gone = copy.medium === "image" ? await dropImage(cloud, copy.remoteId) : await dropBackup(cloud, copy.remoteId);
  if (gone) await markCopyGone(db(), where, new Date());
  else await markCopyState(db(), where, "deleting");
}

/** Cinder refuses it as well; here it is said in words. */
async function refuseWhileNeeded(cloud: Cloud, copy: OwnedCopy): Promise<void> {
  const backup = await cloud.cinder.backups.find(copy.remoteId);
  if (!backup?.has_dependent_backups || backup.status !== "available") return;
  throw new AppError("conflict", `Another backup builds upon the one of ${copy.name}, so it cannot be removed yet.`, {
    safe: "Nothing of this checkpoint was removed.",
    remedy:
      "Remove the incremental backups of the volume that were made outside of this plan, or wait until they have gone.",
  });
}

async function expired(run: FlowRun, checkpointId: string, reason: string): Promise<void> {
  const at = new Date();
  await inTransaction(async (tx) => {
    if (!(await markExpired(tx, checkpointId, reason, at))) return;
    await insertAudit(tx, {
      actor:
        reason === "retention" ? BREAKWATER_ACTOR : { userId: run.row.requestedById, userName: run.row.requestedBy },
      scope: run.row,
      action: "checkpoint.expire",
      object: { kind: "checkpoint", id: checkpointId, name: run.row.title },
      result: "done",
      reason,
    });
  });
}

/** What could not go says why; what has to wait says for what. */
async function conclude(checkpointIds: string[] | null, failures: { id: string; cause: Cause }[]): Promise<string> {
  for (const { id, cause } of failures) await markExpiring(db(), [id], cause.message);
  return checkpointIds === null ? "retention" : "asked";
}
