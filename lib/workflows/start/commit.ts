import { insertAudit, type AuditedActor } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/client";
import { selectFailover, updateFailover, type FailoverRow } from "@/lib/db/failovers";
import { lockPlan, turnPlanRound } from "@/lib/db/plan-writes";
import { selectRecovery, upsertRecovery } from "@/lib/db/recovery";
import { AppError } from "@/lib/domain/errors";
import type { Selection } from "@/lib/domain/plan";
import { selectionAfter, settingsAfter } from "@/lib/domain/turn-round";
import type { PlanRef } from "./asked";
import { startCheckpoint } from "./checkpoint";

type Asked = { plan: PlanRef & { selection: Selection }; actor: AuditedActor; failoverId: string };

/**
 * Makes a failover final: the plan protects the successors from now on, and its next checkpoint, which is asked for at
 * once, goes the other way. Answers with that checkpoint's run; null when another one was under way.
 */
export async function commitFailover({ plan, actor, failoverId }: Asked): Promise<{ runId: string | null }> {
  const settings = await selectRecovery(plan.id);
  const at = new Date();
  const siteId = await inTransaction(async (tx) => {
    if (!(await lockPlan(tx, plan, plan.id))) throw new AppError("not-found", "There is no such plan in this project.");
    const failover = committable(await selectFailover(failoverId, tx));
    const { successors, fromSiteId, toSiteId } = failover;
    await updateFailover(tx, failoverId, { workload: "committed", committedAt: at });
    const selection = selectionAfter(plan.selection, successors);
    await turnPlanRound(tx, { planId: plan.id, siteId: toSiteId, recoverySiteId: fromSiteId, selection, at });
    await upsertRecovery(tx, {
      planId: plan.id,
      settings: settingsAfter(settings, successors),
      by: actor.userName,
      at,
    });
    await insertAudit(tx, {
      actor,
      scope: plan,
      action: "failover.commit",
      object: { kind: "plan", id: plan.id, name: plan.name },
      result: "done",
      before: { siteId: fromSiteId },
      after: { siteId: toSiteId, failoverId },
    });
    return toSiteId;
  });
  return firstPointAfter({ ...plan, siteId }, actor);
}

function committable(failover: FailoverRow | null): FailoverRow {
  if (failover?.purpose === "real" && failover.workload === "up") return failover;
  throw new AppError("conflict", "Only a failover that is up, and not yet decided, can be committed.", {
    safe: "Nothing was changed.",
  });
}

/** Until it is there the workload is not protected; should it not begin, the schedule takes it. */
async function firstPointAfter(plan: PlanRef, actor: AuditedActor): Promise<{ runId: string | null }> {
  try {
    const { runId } = await startCheckpoint({ plan, trigger: "failover", slotAt: null, actor });
    return { runId };
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return { runId: null };
    throw error;
  }
}
