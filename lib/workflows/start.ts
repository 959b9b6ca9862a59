import type { CheckpointView } from "@/lib/domain/checkpoint";
import type { AuditAction } from "@/lib/domain/audit";
import { AppError } from "@/lib/domain/errors";
import type { Json } from "@/lib/domain/json";
import type { Scope } from "@/lib/domain/permissions";
import type { PlannedStep } from "@/lib/domain/run";
import { insertAudit, type AuditedActor } from "@/lib/db/audit";
import { insertCheckpoint, markExpiring, reopenCheckpoint } from "@/lib/db/checkpoints";
import { inTransaction, type Tx } from "@/lib/db/client";
import {
  insertRun,
  markCancelling,
  nextAttempt,
  selectLiveCheckpointRun,
  selectWorkRun,
  type NewRun,
  type WorkRun,
} from "@/lib/db/runs";
import { selectRunMedian, selectStepMedians } from "@/lib/db/step-durations";
import { insertSteps, reopenSteps } from "@/lib/db/steps";
import { log } from "@/lib/log";
import { enqueueRun } from "./enqueue";
import {
  EACH_ATTEMPT,
  expecting,
  EXPIRE_BEGIN,
  EXPIRE_END,
  POSITION,
  PROTECT_BEGIN,
  PROTECT_CONCLUDE,
  PROTECT_END,
} from "./flows/protect-steps";
import { derivedId, newId } from "./ids";

/** A plan as far as starting its runs needs it. */
export type PlanRef = Scope & { id: string; name: string; projectName: string; siteId: string };
export type Started = { runId: string };

type CheckpointRequest = {
  plan: PlanRef;
  trigger: CheckpointView["trigger"];
  /** The slot that the run is for; two askers of one slot get one run. */
  slotAt: Date | null;
  actor: AuditedActor;
  /** Without it, the median of the plan's last runs. */
  expectedMs?: number | null;
};

/** Writes checkpoint, run, steps and audit in one transaction and puts the run in line. Throws `conflict` while another checkpoint of the plan is being taken. */
export async function startCheckpoint({
  plan,
  trigger,
  slotAt,
  actor,
  expectedMs,
}: CheckpointRequest): Promise<Started & { checkpointId: string }> {
  const slot = slotAt && [plan.id, slotAt.toISOString()];
  const runId = slot ? derivedId("checkpoint-run", ...slot) : newId();
  const checkpointId = slot ? derivedId("checkpoint", ...slot) : newId();
  await inTransaction(async (tx) => {
    const live = await selectLiveCheckpointRun(tx, plan.id);
    if (live === runId) return;
    const run: NewRun = {
      ...placeOf(plan),
      id: runId,
      kind: "checkpoint",
      title: `Checkpoint of ${plan.name}`,
      checkpointId,
      input: { checkpointId, trigger },
      ...askedBy(actor),
      expectedMs: expectedMs ?? (await selectRunMedian(plan.id, "checkpoint", tx)),
    };
    if (live || !(await insertRun(tx, run))) {
      if (!live && (await selectWorkRun(runId, tx))) return; // The slot's run has been there, and ended.
      throw alreadyRunning(plan.name);
    }
    const medians = await selectStepMedians(plan.id, "checkpoint", tx);
    await insertSteps(tx, runId, expecting(PROTECT_BEGIN, medians), POSITION.begin);
    await insertSteps(tx, runId, expecting(PROTECT_CONCLUDE, medians), POSITION.conclude);
    await insertSteps(tx, runId, expecting(PROTECT_END, medians), POSITION.end);
    const { id: planId, cloudId, projectId, siteId } = plan;
    await insertCheckpoint(tx, { id: checkpointId, planId, cloudId, projectId, siteId, trigger, runId, slotAt });
    await audit(tx, {
      actor,
      plan,
      action: "checkpoint.create",
      object: { kind: "checkpoint", id: checkpointId },
      after: { trigger, runId, slotAt: slotAt?.toISOString() ?? null },
    });
  });
  await hurry(runId, 1);
  return { runId, checkpointId };
}

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
      : `Remove ${checkpointIds.length === 1 ? "a checkpoint" : `${checkpointIds.length} checkpoints`} of ${plan.name}`;
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

type RunRequest = Omit<NewRun, "id" | "kind" | "requestedBy" | "requestedById"> & {
  /** Given by those who may ask twice. */
  id?: string;
  steps: PlannedStep[];
  actor: AuditedActor;
  /** Written with the run, or not at all; may throw to refuse. */
  also?: (tx: Tx, runId: string) => Promise<void>;
};

/** Puts a restore in line, exactly as its review showed it. */
export function startRestore(request: RunRequest): Promise<Started> {
  return startPlanned("restore", "restore.start", request);
}

/** Puts the removal of all that a restore made in line. */
export function startRemoveRestored(request: RunRequest): Promise<Started> {
  return startPlanned("remove-restored", "restored.remove", request);
}

async function startPlanned(
  kind: NewRun["kind"],
  action: AuditAction,
  { steps, actor, also, ...values }: RunRequest,
): Promise<Started> {
  const run: NewRun = { ...values, id: values.id ?? newId(), kind, ...askedBy(actor) };
  await inTransaction(async (tx) => {
    if (!(await insertRun(tx, run))) return;
    await insertSteps(tx, run.id, steps);
    await also?.(tx, run.id);
    await insertAudit(tx, {
      actor,
      scope: run,
      action,
      object: { kind: "run", id: run.id, name: run.title },
      result: "done",
    });
  });
  await hurry(run.id, 1);
  return { runId: run.id };
}

/** Ends a run in order: no further step begins, and what was only made for the copying is removed. */
export async function cancelRun({
  scope,
  runId,
  actor,
}: {
  scope: Scope;
  runId: string;
  actor: AuditedActor;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const run = await ownRun(tx, scope, runId);
    if (!(await markCancelling(tx, runId))) {
      if (run.state === "cancelling") return;
      throw new AppError("conflict", `${run.title} has already ended.`, { safe: "Nothing was changed." });
    }
    await insertAudit(tx, {
      actor,
      scope: run,
      action: "run.cancel",
      object: { kind: "run", id: runId, name: run.title },
      result: "done",
    });
  });
}

/** Begins the next attempt: steps that are done stay done. */
export async function retryRun({
  scope,
  runId,
  actor,
}: {
  scope: Scope;
  runId: string;
  actor: AuditedActor;
}): Promise<void> {
  const attempt = await inTransaction(async (tx) => {
    const run = await ownRun(tx, scope, runId);
    const live = run.kind === "checkpoint" && run.planId ? await selectLiveCheckpointRun(tx, run.planId) : null;
    if (live && live !== runId) throw alreadyRunning(run.title.replace(/^Checkpoint of /, ""));
    const next = await nextAttempt(tx, runId);
    if (next === null)
      throw new AppError("conflict", `${run.title} cannot be tried again: it is ${run.state}.`, {
        safe: "Nothing was changed.",
      });
    await reopenSteps(tx, runId, EACH_ATTEMPT[run.kind] ?? []);
    if (run.checkpointId && run.kind === "checkpoint") await reopenCheckpoint(tx, run.checkpointId);
    await insertAudit(tx, {
      actor,
      scope: run,
      action: "run.retry",
      object: { kind: "run", id: runId, name: run.title },
      result: "done",
      after: { attempt: next },
    });
    return next;
  });
  await hurry(runId, attempt);
}

async function ownRun(tx: Tx, { cloudId, projectId }: Scope, runId: string): Promise<WorkRun> {
  const run = await selectWorkRun(runId, tx);
  if (!run || run.cloudId !== cloudId || run.projectId !== projectId)
    throw new AppError("not-found", "There is no such run in this project.");
  return run;
}

/** The rows are written: should the line not be reachable now, the workers' sweep finds them. */
async function hurry(runId: string, attempt: number): Promise<void> {
  try {
    await enqueueRun(runId, attempt);
  } catch (error) {
    log.warn({ runId, err: error }, "a run could not be put in line at once; the sweep will");
  }
}

function placeOf({ id, cloudId, projectId, projectName, siteId }: PlanRef) {
  return { planId: id, cloudId, projectId, projectName, siteId };
}

function askedBy(actor: AuditedActor) {
  return { requestedBy: actor.userName, requestedById: actor.userId };
}

function alreadyRunning(planName: string): AppError {
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
function audit(tx: Tx, { actor, plan, action, object, reason, after }: Audited): Promise<void> {
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
