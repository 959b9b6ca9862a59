import { AppError } from "@/lib/domain/errors";
import type { Scope } from "@/lib/domain/permissions";
import { insertAudit, type AuditedActor } from "@/lib/db/audit";
import { reopenCheckpoint } from "@/lib/db/checkpoints";
import { inTransaction, type Tx } from "@/lib/db/client";
import { markCancelling, nextAttempt, selectLiveCheckpointRun, selectWorkRun, type WorkRun } from "@/lib/db/runs";
import { reopenSteps } from "@/lib/db/steps";
import { EACH_ATTEMPT } from "../flows/protect-steps";
import { alreadyRunning, hurry } from "./asked";

type Change = { scope: Scope; runId: string; actor: AuditedActor };

/** Ends a run in order: no further step begins, and what was only made for the copying is removed. */
export async function cancelRun({ scope, runId, actor }: Change): Promise<void> {
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
export async function retryRun({ scope, runId, actor }: Change): Promise<void> {
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
