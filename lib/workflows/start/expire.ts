import { countOf } from "@/lib/domain/format";
import type { AuditedActor } from "@/lib/db/audit";
import { markExpiring } from "@/lib/db/checkpoints";
import { inTransaction } from "@/lib/db/client";
import { insertRun, type NewRun } from "@/lib/db/runs";
import { insertSteps } from "@/lib/db/steps";
import { EXPIRE_BEGIN, EXPIRE_END, POSITION } from "../flows/protect-steps";
import { derivedId, newId } from "../ids";
import { askedBy, audit, hurry, placeOf, type PlanRef, type Started } from "./asked";

type ExpireRequest = {
  plan: PlanRef;
  /** Checkpoints that are to go; without any, those that the plan's retention no longer keeps. */
  checkpointIds: string[] | null;
  /** Why, for the history: "retention", "deleted by …", "the plan was deleted". */
  reason: string;
  actor: AuditedActor;
  /** Given by those who may ask twice: the same words name the same run. */
  once?: string[];
};

/** Puts the removal of checkpoints in line. What other checkpoints need stays until these have gone; what is pinned stays. */
export async function startExpire({ plan, checkpointIds, reason, actor, once }: ExpireRequest): Promise<Started> {
  const runId = once ? derivedId("expire-run", plan.id, ...once) : newId();
  const title =
    checkpointIds === null
      ? `Retention of ${plan.name}`
      : `Remove ${countOf(checkpointIds.length, "checkpoint")} of ${plan.name}`;
  await inTransaction(async (tx) => {
    const run: NewRun = {
      ...placeOf(plan),
      id: runId,
      kind: "expire",
      title,
      input: { checkpointIds, reason },
      ...askedBy(actor),
    };
    if (!(await insertRun(tx, run))) return;
    await insertSteps(tx, runId, EXPIRE_BEGIN, POSITION.begin);
    await insertSteps(tx, runId, EXPIRE_END, POSITION.end);
    if (checkpointIds) await markExpiring(tx, checkpointIds, null);
    for (const id of checkpointIds ?? [])
      await audit(tx, {
        actor,
        plan,
        action: "checkpoint.delete",
        object: { kind: "checkpoint", id },
        reason,
        after: { runId },
      });
  });
  await hurry(runId, 1);
  return { runId };
}
