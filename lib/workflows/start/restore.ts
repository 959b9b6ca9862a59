import type { AuditAction } from "@/lib/domain/audit";
import type { PlannedStep } from "@/lib/domain/run";
import { insertAudit, type AuditedActor } from "@/lib/db/audit";
import { inTransaction, type Tx } from "@/lib/db/client";
import { insertRun, type NewRun } from "@/lib/db/runs";
import { insertSteps } from "@/lib/db/steps";
import { newId } from "../ids";
import { askedBy, hurry, type Started } from "./asked";

type RunRequest = Omit<NewRun, "id" | "kind" | "requestedBy" | "requestedById"> & {
  /** Given by those who may ask twice. */
  id?: string;
  steps: PlannedStep[];
  actor: AuditedActor;
  reason?: string;
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

/** Writes a run with all its steps and its audit, and puts it in line. */
export async function startPlanned(
  kind: NewRun["kind"],
  action: AuditAction,
  { steps, actor, reason, also, ...values }: RunRequest,
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
      reason,
    });
  });
  await hurry(run.id, 1);
  return { runId: run.id };
}
