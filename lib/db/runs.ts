import { Prisma } from "@/generated/prisma/client";
import type { Json } from "@/lib/domain/json";
import { LIVE_RUN_STATES, runKind, runState, type Cause, type RunKind, type RunState } from "@/lib/domain/run";
import { db, type Tx } from "./client";
import { required, stored } from "./stored";

export type NewRun = {
  id: string;
  kind: RunKind;
  title: string;
  cloudId: string;
  projectId: string;
  projectName: string;
  siteId: string;
  targetSiteId?: string | null;
  planId?: string | null;
  checkpointId?: string | null;
  input: Json;
  requestedBy: string;
  requestedById: string;
  expectedMs?: number | null;
};

/** What a worker needs of a run to carry it out. */
export type WorkRun = {
  id: string;
  kind: RunKind;
  state: RunState;
  title: string;
  cloudId: string;
  projectId: string;
  projectName: string;
  siteId: string;
  targetSiteId: string | null;
  planId: string | null;
  checkpointId: string | null;
  input: Json;
  attempt: number;
  requestedBy: string;
  requestedById: string;
};

const workSelect = {
  id: true,
  kind: true,
  state: true,
  title: true,
  cloudId: true,
  projectId: true,
  projectName: true,
  siteId: true,
  targetSiteId: true,
  planId: true,
  checkpointId: true,
  input: true,
  attempt: true,
  requestedBy: true,
  requestedById: true,
} satisfies Prisma.RunSelect;

/** False when a run of this id is there already: asking twice starts once. */
export async function insertRun(tx: Tx, run: NewRun): Promise<boolean> {
  const { count } = await tx.run.createMany({ data: [{ ...run, input: required(run.input) }], skipDuplicates: true });
  return count === 1;
}

/** Null when there is no such run. */
export async function selectWorkRun(id: string, tx: Tx = db()): Promise<WorkRun | null> {
  const row = await tx.run.findUnique({ where: { id }, select: workSelect });
  if (!row) return null;
  // Only runs of these kinds and states are ever written, and `input` was stored from Json.
  return { ...row, kind: runKind.parse(row.kind), state: runState.parse(row.state), input: row.input as Json };
}

/** pending → running; a run that goes on after a crash stays what it is. */
export async function startRun(id: string, at: Date): Promise<void> {
  await db().run.updateMany({ where: { id, state: "pending" }, data: { state: "running" } });
  await db().run.updateMany({ where: { id, startedAt: null }, data: { startedAt: at } });
}

export type RunEnd = { state: "succeeded" | "partial" | "failed" | "cancelled"; result?: Json; cause?: Cause | null };

/** False when the run had ended before. */
export async function endRun(tx: Tx, id: string, { state, result, cause }: RunEnd, at: Date): Promise<boolean> {
  const { count } = await tx.run.updateMany({
    where: { id, state: { in: [...LIVE_RUN_STATES] } },
    data: { state, endedAt: at, result: stored(result ?? null), cause: stored(cause ?? null) },
  });
  return count === 1;
}

/** False when the run is not live any more. */
export async function markCancelling(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.run.updateMany({
    where: { id, state: { in: ["pending", "running", "waiting"] } },
    data: { state: "cancelling" },
  });
  return count === 1;
}

/** Begins the next attempt of a run that ended without success; null when it is not in such a state. */
export async function nextAttempt(tx: Tx, id: string): Promise<number | null> {
  const { count } = await tx.run.updateMany({
    where: { id, state: { in: ["failed", "partial", "cancelled"] } },
    data: {
      state: "pending",
      attempt: { increment: 1 },
      endedAt: null,
      startedAt: null,
      cause: Prisma.DbNull,
      result: Prisma.DbNull,
    },
  });
  if (count === 0) return null;
  const { attempt } = await tx.run.findUniqueOrThrow({ where: { id }, select: { attempt: true } });
  return attempt;
}

/** Live runs, oldest first: those whose workflow may have been lost are among them. */
export async function selectLiveRuns({
  before,
  limit,
}: {
  before: Date;
  limit: number;
}): Promise<{ id: string; attempt: number; kind: RunKind; siteId: string }[]> {
  const rows = await db().run.findMany({
    where: { state: { in: [...LIVE_RUN_STATES] }, createdAt: { lt: before } },
    orderBy: { createdAt: "asc" },
    take: limit,
    select: { id: true, attempt: true, kind: true, siteId: true },
  });
  return rows.map((row) => ({ ...row, kind: runKind.parse(row.kind) }));
}

/** Whether the plan has a checkpoint run that has not ended; its id. */
export async function selectLiveCheckpointRun(tx: Tx, planId: string): Promise<string | null> {
  const row = await tx.run.findFirst({
    where: { planId, kind: "checkpoint", state: { in: [...LIVE_RUN_STATES] } },
    select: { id: true },
  });
  return row?.id ?? null;
}
