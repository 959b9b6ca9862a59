import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { selectHolding } from "@/lib/db/checkpoints";
import { inTransaction } from "@/lib/db/client";
import { keepCheckpointsForEver, lockPlan, removePlanRow } from "@/lib/db/plan-writes";
import type { PlanRow } from "@/lib/db/plans";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import type { PlanRemoval } from "@/lib/domain/plan-page";
import { startExpire } from "@/lib/workflows/start";
import { revokeCredential } from "../credentials/credentials";
import { noSuchPlan, requirePlan } from "./read";
import { planObject } from "./save";

export type RemovedPlan = { runId: string | null };

/** Ends a plan. Its checkpoints go on by retention, are deleted now, or are kept for ever, as was chosen. */
export async function removePlan(actor: Actor, { planId, checkpoints, typedName }: PlanRemoval): Promise<RemovedPlan> {
  const plan = await requirePlan(actor, planId);
  const holding = await selectHolding(planId);
  refuse(plan, { checkpoints, typedName, any: holding.length > 0 });
  const doomed = checkpoints === "delete" ? holding.filter(({ pinned }) => !pinned).map(({ id }) => id) : [];
  // First, and under a name that follows from the plan: should the rest fail, deleting again starts no second run.
  const run =
    doomed.length === 0
      ? null
      : await startExpire({
          plan,
          checkpointIds: doomed,
          reason: `the plan ${plan.name} was deleted`,
          actor,
          once: ["plan-deleted"],
        });
  await inTransaction(async (tx) => {
    if (!(await lockPlan(tx, actor, planId))) throw noSuchPlan();
    const at = new Date();
    if (checkpoints === "keep")
      await keepCheckpointsForEver(
        tx,
        planId,
        `The plan was deleted by ${actor.userName}, its checkpoints are kept for ever`,
      );
    await removePlanRow(tx, { planId, at });
    const after = { checkpoints: FATES[checkpoints], count: holding.length };
    await insertAudit(tx, {
      actor,
      scope: actor,
      action: "plan.delete",
      object: planObject(planId, plan.name),
      result: "done",
      after,
    });
  });
  // What is left to do for its checkpoints is done with its credential.
  if (holding.length === 0) await revokeCredential(actor, plan);
  return { runId: run?.runId ?? null };
}

const FATES: Record<PlanRemoval["checkpoints"], string> = {
  expire: "expire by retention",
  delete: "deleted now",
  keep: "kept for ever",
};

function refuse(
  plan: PlanRow,
  { checkpoints, typedName, any }: Pick<PlanRemoval, "checkpoints" | "typedName"> & { any: boolean },
) {
  if (plan.runs.length > 0) {
    throw new AppError("conflict", `A checkpoint of ${plan.name} is being taken.`, {
      safe: "Nothing was deleted.",
      remedy: "Wait until it has ended, or cancel it.",
    });
  }
  if (checkpoints === "delete" && any && typedName.trim() !== plan.name) {
    throw new AppError("invalid", "The name that was typed is not the plan's.", {
      safe: "Nothing was deleted.",
      fields: { typedName: `Type ${plan.name}` },
    });
  }
}
