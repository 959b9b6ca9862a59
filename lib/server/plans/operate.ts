import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { inTransaction, type Tx } from "@/lib/db/client";
import { lockPlan, pausePlanRow, resumePlanRow } from "@/lib/db/plan-writes";
import { selectCheckpointDurations } from "@/lib/db/plan-points";
import type { PlanRow } from "@/lib/db/plans";
import { AppError } from "@/lib/domain/errors";
import { percentile } from "@/lib/domain/estimate";
import type { Actor } from "@/lib/domain/permissions";
import { startCheckpoint } from "@/lib/workflows/start";
import { ensureCredential, renewCredential } from "../credentials/credentials";
import { noSuchPlan, requirePlan } from "./read";
import { planObject } from "./save";

/** The schedule stands still; checkpoints stay, exposure goes on growing. */
export async function setPaused(actor: Actor, { planId, reason }: { planId: string; reason: string }): Promise<null> {
  await changeState(actor, planId, async (tx, plan) => {
    if (plan.state === "paused")
      throw new AppError("conflict", `${plan.name} is paused already.`, { safe: "Nothing was changed." });
    await pausePlanRow(tx, { planId, reason, at: new Date() });
    await insertAudit(tx, {
      actor,
      scope: actor,
      action: "plan.pause",
      object: planObject(planId, plan.name),
      result: "done",
      reason,
      before: { state: "active" },
      after: { state: "paused" },
    });
  });
  return null;
}

export async function setResumed(actor: Actor, planId: string): Promise<null> {
  await changeState(actor, planId, async (tx, plan) => {
    if (plan.state !== "paused")
      throw new AppError("conflict", `${plan.name} is not paused.`, { safe: "Nothing was changed." });
    await resumePlanRow(tx, { planId, at: new Date() });
    await insertAudit(tx, {
      actor,
      scope: actor,
      action: "plan.resume",
      object: planObject(planId, plan.name),
      result: "done",
      before: { state: "paused" },
      after: { state: "active" },
    });
  });
  return null;
}

async function changeState(
  actor: Actor,
  planId: string,
  change: (tx: Tx, plan: PlanRow) => Promise<void>,
): Promise<void> {
  await inTransaction(async (tx) => {
    if (!(await lockPlan(tx, actor, planId))) throw noSuchPlan();
    // Read under the lock: of two who pause at once, the second is told.
    await change(tx, await requirePlan(actor, planId));
  });
}

/** A checkpoint by hand. Whoever may ask for it may also mend the plan's access, so a lost credential is replaced first. */
export async function takeCheckpoint(actor: Actor, planId: string): Promise<{ runId: string; checkpointId: string }> {
  const plan = await requirePlan(actor, planId);
  await ensureCredential(actor, plan);
  const durations = await selectCheckpointDurations(planId);
  const expectedMs = durations.length === 0 ? null : percentile(durations, 0.5);
  return startCheckpoint({ plan, trigger: "manual", slotAt: null, actor, expectedMs });
}

export async function renewAccess(actor: Actor, planId: string): Promise<null> {
  await renewCredential(actor, await requirePlan(actor, planId));
  return null;
}
