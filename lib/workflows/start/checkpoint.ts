import type { CheckpointView } from "@/lib/domain/checkpoint";
import type { AuditedActor } from "@/lib/db/audit";
import { insertCheckpoint } from "@/lib/db/checkpoints";
import { inTransaction } from "@/lib/db/client";
import { insertRun, selectLiveCheckpointRun, selectWorkRun, type NewRun } from "@/lib/db/runs";
import { selectRunMedian, selectStepMedians } from "@/lib/db/step-durations";
import { insertSteps } from "@/lib/db/steps";
import { expecting, POSITION, PROTECT_BEGIN, PROTECT_CONCLUDE, PROTECT_END } from "../flows/protect-steps";
import { derivedId, newId } from "../ids";
import { alreadyRunning, askedBy, audit, hurry, placeOf, type PlanRef, type Started } from "./asked";

type CheckpointRequest = {
  plan: PlanRef;
  trigger: CheckpointView["trigger"];
  /** The slot that the run is for; two askers of one slot get one run. */
  slotAt: Date | null;
  /** Given by those who may ask twice without a slot: the same words name the same run. */
  once?: string[];
  actor: AuditedActor;
  /** Without it, the median of the plan's last runs. */
  expectedMs?: number | null;
};

/** Writes checkpoint, run, steps and audit in one transaction and puts the run in line. Throws `conflict` while another checkpoint of the plan is being taken. */
export async function startCheckpoint({
  plan,
  trigger,
  slotAt,
  once,
  actor,
  expectedMs,
}: CheckpointRequest): Promise<Started & { checkpointId: string }> {
  const words = slotAt ? [plan.id, slotAt.toISOString()] : (once ?? null);
  const runId = words ? derivedId("checkpoint-run", ...words) : newId();
  const checkpointId = words ? derivedId("checkpoint", ...words) : newId();
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
