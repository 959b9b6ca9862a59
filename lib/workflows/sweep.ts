import { failStranded } from "@/lib/db/checkpoints";
import { inTransaction } from "@/lib/db/client";
import { endRun, selectLiveRuns, selectWorkRun } from "@/lib/db/runs";
import { closeSteps } from "@/lib/db/steps";
import { log } from "@/lib/log";
import { enqueueRun, workflowStatus } from "./enqueue";
import { unforeseen } from "./failure";

const PAGE = 200;
/** Whoever asked for a run also puts it in line: only after this time that is taken for lost. */
const GRACE_MS = 5_000;

/**
 * Live runs whose workflow is not: written and never put in line, or ended by the engine itself (too many deaths,
 * a bug in a flow). The former are put in line, the latter concluded, so that no run stays live for ever.
 */
export async function sweepRuns(now: Date): Promise<void> {
  const runs = await selectLiveRuns({ before: new Date(now.getTime() - GRACE_MS), limit: PAGE });
  for (const run of runs) {
    const status = await workflowStatus(run.id, run.attempt);
    if (status === null) await enqueueRun(run.id, run.attempt);
    else if (["ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "SUCCESS"].includes(status))
      await conclude(run.id, status);
  }
}

async function conclude(runId: string, status: string): Promise<void> {
  const run = await selectWorkRun(runId);
  if (!run) return;
  const at = new Date();
  const ended = await inTransaction(async (tx) => {
    await closeSteps(tx, runId, "cancelled", at);
    if (run.kind === "checkpoint" && run.checkpointId)
      await failStranded(tx, run.checkpointId, unforeseen(runId).cause.message, at);
    return endRun(tx, runId, { state: "failed", cause: unforeseen(runId).cause }, at);
  });
  if (ended) log.error({ runId, status }, "a run was concluded whose workflow the engine had ended");
}
