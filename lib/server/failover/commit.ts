import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/client";
import { selectFailover, updateFailover } from "@/lib/db/failovers";
import { lockPlan, turnPlanRound } from "@/lib/db/plan-writes";
import { selectRecovery, upsertRecovery } from "@/lib/db/recovery";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import { selection } from "@/lib/domain/plan";
import { selectionAfter, settingsAfter } from "@/lib/domain/turn-round";
import { startCheckpoint } from "@/lib/workflows/start";
import { requireFreshSignIn } from "../fresh-sign-in";
import { noSuchPlan } from "../plans/read";
import { requireFailover } from "./read";

type Asked = { failoverId: string; confirmation: string };

/** Makes a failover final: the plan protects the successors from now on, and its next checkpoint goes the other way. */
export async function commitFailover(
  actor: Actor,
  { failoverId, confirmation }: Asked,
): Promise<{ runId: string | null }> {
  await requireFreshSignIn(actor);
  const { failover, plan } = await requireFailover(actor, failoverId);
  if (confirmation.trim() !== plan.name)
    throw new AppError("invalid", `Type ${plan.name} to confirm.`, {
      safe: "Nothing was changed.",
      fields: { confirmation: `Type ${plan.name} here.` },
    });
  const settings = settingsAfter(await selectRecovery(plan.id), failover.successors);
  const at = new Date();
  await inTransaction(async (tx) => {
    if (!(await lockPlan(tx, actor, plan.id))) throw noSuchPlan();
    const now = await selectFailover(failoverId, tx);
    if (now?.purpose !== "real" || now.workload !== "up")
      throw new AppError("conflict", "Only a failover that is up, and not yet decided, can be committed.", {
        safe: "Nothing was changed.",
      });
    await updateFailover(tx, failoverId, { workload: "committed", committedAt: at });
    await turnPlanRound(tx, {
      planId: plan.id,
      siteId: now.toSiteId,
      recoverySiteId: now.fromSiteId,
      selection: selectionAfter(selection.parse(plan.selection), now.successors),
      at,
    });
    await upsertRecovery(tx, { planId: plan.id, settings, by: actor.userName, at });
    await insertAudit(tx, {
      actor,
      scope: actor,
      action: "failover.commit",
      object: { kind: "plan", id: plan.id, name: plan.name },
      result: "done",
      before: { siteId: now.fromSiteId },
      after: { siteId: now.toSiteId, failoverId },
    });
  });
  return firstPointAfter(actor, { ...plan, siteId: failover.toSiteId });
}

/** Until it is there the workload is not protected; should it not begin, the schedule takes it. */
async function firstPointAfter(actor: Actor, plan: Parameters<typeof startCheckpoint>[0]["plan"]) {
  try {
    const { runId } = await startCheckpoint({ plan, trigger: "failover", slotAt: null, actor });
    return { runId };
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return { runId: null };
    throw error;
  }
}
