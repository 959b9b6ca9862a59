import type { AuditAction } from "@/lib/domain/audit";
import { AppError } from "@/lib/domain/errors";
import type { Json } from "@/lib/domain/json";
import type { Scope } from "@/lib/domain/permissions";
import { insertAudit, type AuditedActor } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { log } from "@/lib/log";
import { enqueueRun } from "../enqueue";

/** A plan as far as starting its runs needs it. */
export type PlanRef = Scope & { id: string; name: string; projectName: string; siteId: string };
export type Started = { runId: string };

/** The rows are written: should the line not be reachable now, the workers' sweep finds them. */
export async function hurry(runId: string, attempt: number): Promise<void> {
  try {
    await enqueueRun(runId, attempt);
  } catch (error) {
    log.warn({ runId, err: error }, "a run could not be put in line at once; the sweep will");
  }
}

export function placeOf({ id, cloudId, projectId, projectName, siteId }: PlanRef) {
  return { planId: id, cloudId, projectId, projectName, siteId };
}

export function askedBy(actor: AuditedActor) {
  return { requestedBy: actor.userName, requestedById: actor.userId };
}

export function alreadyRunning(planName: string): AppError {
  return new AppError("conflict", `A checkpoint of ${planName} is already being taken.`, {
    safe: "It goes on.",
    remedy: "Wait until it has ended.",
  });
}

type Audited = {
  actor: AuditedActor;
  plan: PlanRef;
  action: AuditAction;
  object: { kind: string; id: string };
  reason?: string;
  after?: Json;
};
export function audit(tx: Tx, { actor, plan, action, object, reason, after }: Audited): Promise<void> {
  return insertAudit(tx, {
    actor,
    scope: plan,
    action,
    object: { ...object, name: plan.name },
    result: "done",
    reason,
    after,
  });
}
