import { Prisma } from "@/generated/prisma/client";
import type { Json } from "@/lib/domain/json";
import { runState, type Cause, type PlannedStep, type RunState } from "@/lib/domain/run";
import { db, type Tx } from "./client";
import { stored } from "./stored";

/** What is known of a step before it is done, and of the run that it belongs to. */
export type StepMemory = {
  run: { state: RunState; attempt: number };
  done: boolean;
  result: Json;
  attempts: number;
  startedAt: Date | null;
};

/**
 * Writes steps down as pending, in this order, from `position` on. Those that are there already stay as
 * they are: a run that goes on after a crash plans the same steps again.
 */
export async function insertSteps(tx: Tx, runId: string, steps: PlannedStep[], position = 0): Promise<void> {
  await tx.step.createMany({
    data: steps.map(({ key, title, expectedMs }, index) => ({
      runId,
      key,
      title,
      position: position + index,
      expectedMs: expectedMs ?? null,
    })),
    skipDuplicates: true,
  });
}

/** Null: there is no such run. A step that was never planned is simply not done. */
export async function recallStep(runId: string, key: string): Promise<StepMemory | null> {
  const run = await db().run.findUnique({
    where: { id: runId },
    select: {
      state: true,
      attempt: true,
      steps: { where: { key }, select: { state: true, result: true, attempts: true, startedAt: true } },
    },
  });
  if (!run) return null;
  const [step] = run.steps;
  return {
    run: { state: runState.parse(run.state), attempt: run.attempt },
    done: step?.state === "done",
    // `result` was stored from Json.
    result: (step?.result ?? null) as Json,
    attempts: step?.attempts ?? 0,
    startedAt: step?.startedAt ?? null,
  };
}

/** What the steps of these keys answered, of those that are done. */
export async function selectResults(runId: string, keys: string[]): Promise<Map<string, Json>> {
  const rows = await db().step.findMany({
    where: { runId, key: { in: keys }, state: "done" },
    select: { key: true, result: true },
  });
  // `result` was stored from Json.
  return new Map(rows.map(({ key, result }) => [key, (result ?? null) as Json]));
}

export type RunProgress = { state: RunState; attempt: number; steps: Map<string, string> };

/** How the run and each of its steps stands; null: there is no such run. */
export async function selectProgress(runId: string): Promise<RunProgress | null> {
  const row = await db().run.findUnique({
    where: { id: runId },
    select: { state: true, attempt: true, steps: { select: { key: true, state: true } } },
  });
  if (!row) return null;
  const { state, attempt, steps } = row;
  return { state: runState.parse(state), attempt, steps: new Map(steps.map((step) => [step.key, step.state])) };
}

/** The step runs from now on; one that was not planned is added at the end. */
export async function beginStep(runId: string, key: string, at: Date, state: "running" | "waiting"): Promise<void> {
  const where = { runId_key: { runId, key } };
  const known = await db().step.findUnique({ where, select: { startedAt: true } });
  if (!known) {
    const last = await db().step.aggregate({ where: { runId }, _max: { position: true } });
    await db().step.createMany({
      data: [{ runId, key, title: key, position: (last._max.position ?? -1) + 1 }],
      skipDuplicates: true,
    });
  }
  await db().step.update({
    where,
    data: { state, startedAt: known?.startedAt ?? at, endedAt: null, cause: Prisma.DbNull, attempts: { increment: 1 } },
  });
}

/** What is being waited for, or tried again, in words. */
export async function detailStep(runId: string, key: string, detail: string | null): Promise<void> {
  await db().step.updateMany({ where: { runId, key }, data: { detail } });
}

export type StepEnd =
  | { state: "done"; result: Json }
  | { state: "failed"; cause: Cause }
  | { state: "cancelled" | "skipped"; detail?: string };

export async function endStep(
  runId: string,
  key: string,
  end: StepEnd,
  at: Date,
  requestIds: string[] = [],
): Promise<void> {
  const ids = requestIds.length > 0 ? { requestIds: { push: requestIds } } : {};
  const outcome =
    end.state === "done"
      ? { result: stored(end.result), detail: null }
      : end.state === "failed"
        ? { cause: stored(end.cause) }
        : { detail: end.detail ?? null };
  await db().step.updateMany({ where: { runId, key }, data: { state: end.state, endedAt: at, ...outcome, ...ids } });
}

/** A person decided that the run goes on without this step: no attempt does it. */
export async function skipStep(
  tx: Tx,
  { runId, key, detail }: { runId: string; key: string; detail: string },
): Promise<void> {
  await tx.step.updateMany({ where: { runId, key }, data: { state: "skipped", detail, cause: Prisma.DbNull } });
}

/** Steps whose effect was undone: a later attempt does them again. */
export async function forgetSteps(runId: string, keys: string[]): Promise<void> {
  await db().step.updateMany({
    where: { runId, key: { in: keys }, state: "done" },
    data: { state: "cancelled", result: Prisma.DbNull, detail: "Undone when the run was tidied up" },
  });
}

/** What was not begun when the run ended never will be. */
export async function closeSteps(tx: Tx, runId: string, state: "cancelled" | "skipped", at: Date): Promise<void> {
  await tx.step.updateMany({ where: { runId, state: "pending" }, data: { state } });
  await tx.step.updateMany({
    where: { runId, state: { in: ["running", "waiting"] } },
    data: { state: "cancelled", endedAt: at },
  });
}

/** For the next attempt: everything that is not done is to be done, and `again` in any case. */
export async function reopenSteps(tx: Tx, runId: string, again: string[]): Promise<void> {
  // Tidying up belongs to the attempt that failed.
  await tx.step.deleteMany({ where: { runId, key: { startsWith: "undo:" } } });
  const decided = await tx.decision.findMany({ where: { runId, verdict: "skipped" }, select: { stepKey: true } });
  await tx.step.updateMany({
    where: {
      runId,
      key: { notIn: decided.map(({ stepKey }) => stepKey) },
      OR: [{ state: { not: "done" } }, { key: { in: again } }],
    },
    data: {
      state: "pending",
      startedAt: null,
      endedAt: null,
      detail: null,
      cause: Prisma.DbNull,
      result: Prisma.DbNull,
    },
  });
}

/** Of these steps, those that were ever begun: their effects may be there. */
export async function selectBegun(runId: string, prefix: string): Promise<string[]> {
  const rows = await db().step.findMany({
    where: { runId, key: { startsWith: prefix }, attempts: { gt: 0 } },
    orderBy: { position: "asc" },
    select: { key: true },
  });
  return rows.map((row) => row.key);
}
