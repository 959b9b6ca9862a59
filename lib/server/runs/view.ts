import "server-only";
import { z } from "zod";
import { cancelLeaves, canRetry } from "@/lib/domain/run-words";
import { cause, runKind, runState, stepState, type RunDetail, type RunView } from "@/lib/domain/run";
import type { RunDetailRow, RunRow } from "@/lib/db/run-views";

const iso = (at: Date | null) => at?.toISOString() ?? null;
const causeOf = (stored: unknown) =>
  cause
    .nullable()
    .catch(null)
    .parse(stored ?? null);
const withNotes = z.object({ notes: z.array(z.string()) });

export function toRunView(row: RunRow): RunView {
  const {
    id,
    title,
    siteId,
    targetSiteId,
    projectId,
    projectName,
    planId,
    checkpointId,
    requestedBy,
    expectedMs,
    stepsDone,
    stepsTotal,
  } = row;
  return {
    id,
    title,
    siteId,
    targetSiteId,
    projectId,
    projectName,
    planId,
    checkpointId,
    requestedBy,
    expectedMs,
    stepsDone,
    stepsTotal,
    kind: runKind.parse(row.kind),
    state: runState.parse(row.state),
    planName: row.plan?.name ?? null,
    createdAt: row.createdAt.toISOString(),
    startedAt: iso(row.startedAt),
    endedAt: iso(row.endedAt),
    cause: causeOf(row.cause),
  };
}

export function toRunDetail(row: RunDetailRow, removal: { id: string; state: string } | null): RunDetail {
  const steps = row.steps.map((step) => ({
    ...step,
    state: stepState.parse(step.state),
    startedAt: iso(step.startedAt),
    endedAt: iso(step.endedAt),
    cause: causeOf(step.cause),
  }));
  const created = row.created.map((thing) => ({
    ...thing,
    createdAt: thing.createdAt.toISOString(),
    removedAt: iso(thing.removedAt),
  }));
  const done = steps.filter((step) => step.state === "done" || step.state === "skipped").length;
  const view = toRunView({ ...row, stepsDone: done, stepsTotal: steps.length });
  const notes = withNotes.safeParse(row.result);
  return {
    ...view,
    steps,
    created,
    attempt: row.attempt,
    notes: notes.success ? notes.data.notes : [],
    cancelLeaves: cancelLeaves({ kind: view.kind, state: view.state, steps, created }),
    canRetry: canRetry(view),
    removal: removal && { runId: removal.id, state: runState.parse(removal.state) },
  };
}
