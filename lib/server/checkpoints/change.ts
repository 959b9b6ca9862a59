import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { lockCheckpoint, selectNeededBy, setPinned, type LockedCheckpoint } from "@/lib/db/checkpoint-views";
import { inTransaction, type Tx } from "@/lib/db/client";
import { selectWorkPlan } from "@/lib/db/plan-work";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import { startExpire } from "@/lib/workflows/start";
import { ensureCredential } from "../credentials/credentials";
import { deletionOf } from "./deletion";
import { noSuchCheckpoint } from "./queries";

/** Keeps the checkpoint, whatever the retention says, until it is released. */
export async function keep(
  actor: Actor,
  { checkpointId, reason }: { checkpointId: string; reason: string },
): Promise<null> {
  await change(actor, checkpointId, async (tx, row) => {
    if (row.goneAt !== null || !["usable", "partial"].includes(row.state))
      throw new AppError("conflict", "Only a checkpoint that holds data, and is not being removed, can be kept.", {
        safe: "Nothing was changed.",
      });
    await setPinned(tx, checkpointId, reason);
    return {
      action: "checkpoint.pin",
      reason,
      before: { pinned: row.pinned, reason: row.pinnedReason },
      after: { pinned: true, reason },
    };
  });
  return null;
}

/** The retention decides again. */
export async function release(actor: Actor, checkpointId: string): Promise<null> {
  await change(actor, checkpointId, async (tx, row) => {
    if (!row.pinned)
      throw new AppError("conflict", "This checkpoint is not kept on purpose.", { safe: "Nothing was changed." });
    await setPinned(tx, checkpointId, null);
    return {
      action: "checkpoint.unpin",
      reason: null,
      before: { pinned: true, reason: row.pinnedReason },
      after: { pinned: false, reason: null },
    };
  });
  return null;
}

/** Puts the deletion in line, after finding out anew that nothing depends on it. */
export async function remove(
  actor: Actor,
  { checkpointId, typedName }: { checkpointId: string; typedName: string },
): Promise<{ runId: string }> {
  const row = await inTransaction((tx) => lockCheckpoint(tx, actor, checkpointId));
  if (!row) throw noSuchCheckpoint();
  const neededBy = await selectNeededBy(checkpointId);
  const { refusal, remedy, confirmation } = await deletionOf(row, { neededBy: neededBy.length, now: Date.now() });
  if (refusal !== null)
    throw new AppError("conflict", `This checkpoint cannot be deleted. ${refusal}`, {
      safe: "Nothing was deleted.",
      remedy: remedy ?? undefined,
    });
  if (confirmation !== null && typedName.trim() !== confirmation)
    throw new AppError("invalid", `Type ${confirmation} to confirm.`, {
      safe: "Nothing was deleted.",
      fields: { typedName: `Type ${confirmation} here.` },
    });
  const plan = await selectWorkPlan(row.planId);
  if (!plan) throw new AppError("not-found", "The checkpoint's plan is not known any more.");
  // The removal is done with the plan's credential, when nobody may be signed in any more.
  await ensureCredential(actor, plan);
  return startExpire({ plan, checkpointIds: [checkpointId], reason: `deleted by ${actor.userName}`, actor });
}

type Change = {
  action: "checkpoint.pin" | "checkpoint.unpin";
  reason: string | null;
  before: { pinned: boolean; reason: string | null };
  after: { pinned: boolean; reason: string | null };
};

async function change(
  actor: Actor,
  checkpointId: string,
  work: (tx: Tx, row: LockedCheckpoint) => Promise<Change>,
): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await lockCheckpoint(tx, actor, checkpointId);
    if (!row) throw noSuchCheckpoint();
    const done = await work(tx, row);
    const plan = await selectWorkPlan(row.planId, tx);
    await insertAudit(tx, {
      actor,
      scope: actor,
      object: { kind: "checkpoint", id: checkpointId, name: plan?.name ?? checkpointId },
      result: "done",
      ...done,
    });
  });
}
