import type { Prisma } from "@/generated/prisma/client";
import type { RunKind, RunState } from "@/lib/domain/run";
import { db } from "./client";

/** One project of one cloud; for an administrator who looks at all of them, no project. */
export type RunScope = { cloudId: string; projectId: string | null };

export type RunFilter = {
  search: string;
  states: readonly RunState[];
  kind: RunKind | null;
  planId: string | null;
  page: number;
  size: number;
};

const runSelect = {
  id: true,
  kind: true,
  title: true,
  state: true,
  siteId: true,
  targetSiteId: true,
  projectId: true,
  projectName: true,
  planId: true,
  checkpointId: true,
  cause: true,
  requestedBy: true,
  attempt: true,
  expectedMs: true,
  createdAt: true,
  startedAt: true,
  endedAt: true,
  plan: { select: { name: true } },
} as const satisfies Prisma.RunSelect;
export type RunRow = Prisma.RunGetPayload<{ select: typeof runSelect }> & {
  stepsDone: number;
  stepsTotal: number;
};

const detailSelect = {
  ...runSelect,
  input: true,
  result: true,
  steps: {
    orderBy: { position: "asc" },
    select: {
      id: true,
      key: true,
      title: true,
      position: true,
      state: true,
      startedAt: true,
      endedAt: true,
      attempts: true,
      expectedMs: true,
      detail: true,
      cause: true,
      requestIds: true,
    },
  },
  created: {
    orderBy: { createdAt: "asc" },
    select: {
      id: true,
      siteId: true,
      kind: true,
      resourceId: true,
      name: true,
      createdAt: true,
      removedAt: true,
    },
  },
} as const satisfies Prisma.RunSelect;
export type RunDetailRow = Prisma.RunGetPayload<{ select: typeof detailSelect }>;

function whereOf({ cloudId, projectId }: RunScope, filter: Omit<RunFilter, "page" | "size">): Prisma.RunWhereInput {
  return {
    cloudId,
    ...(projectId === null ? {} : { projectId }),
    ...(filter.states.length > 0 ? { state: { in: [...filter.states] } } : {}),
    ...(filter.kind ? { kind: filter.kind } : {}),
    ...(filter.planId ? { planId: filter.planId } : {}),
    ...(filter.search ? { title: { contains: filter.search, mode: "insensitive" as const } } : {}),
  };
}

/** One page of runs, newest first, with how far each has come; three queries whatever the number of rows. */
export async function selectRunPage(scope: RunScope, filter: RunFilter): Promise<{ rows: RunRow[]; total: number }> {
  const where = whereOf(scope, filter);
  const [runs, total] = await Promise.all([
    db().run.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (filter.page - 1) * filter.size,
      take: filter.size,
      select: runSelect,
    }),
    db().run.count({ where }),
  ]);
  const counts = await selectStepCounts(runs.map((run) => run.id));
  return {
    rows: runs.map((run) => ({ ...run, ...(counts.get(run.id) ?? { stepsDone: 0, stepsTotal: 0 }) })),
    total,
  };
}

/** A run with its steps and its ledger; null when there is none in this scope. */
export function selectRunDetail({ cloudId, projectId }: RunScope, id: string): Promise<RunDetailRow | null> {
  return db().run.findFirst({
    where: { id, cloudId, ...(projectId === null ? {} : { projectId }) },
    select: detailSelect,
  });
}

/** The run that removes, or removed, what a restore made; newest first. */
export function selectRemovalOf(
  { cloudId, projectId }: RunScope,
  restoreRunId: string,
): Promise<{ id: string; state: string } | null> {
  return db().run.findFirst({
    where: {
      cloudId,
      ...(projectId === null ? {} : { projectId }),
      kind: "remove-restored",
      input: { path: ["restoreRunId"], equals: restoreRunId },
    },
    orderBy: { createdAt: "desc" },
    select: { id: true, state: true },
  });
}

/** The run that undoes, or has undone, a failover; newest first. */
export async function selectUndoOf(
  { cloudId, projectId }: RunScope,
  failoverId: string,
): Promise<{ runId: string; state: string } | null> {
  const row = await db().run.findFirst({
    where: {
      cloudId,
      ...(projectId === null ? {} : { projectId }),
      kind: "undo-failover",
      input: { path: ["failoverId"], equals: failoverId },
    },
    orderBy: { createdAt: "desc" },
    select: { id: true, state: true },
  });
  return row && { runId: row.id, state: row.state };
}

async function selectStepCounts(runIds: string[]): Promise<Map<string, { stepsDone: number; stepsTotal: number }>> {
  const groups = await db().step.groupBy({
    by: ["runId", "state"],
    where: { runId: { in: runIds } },
    _count: { _all: true },
  });
  const counts = new Map<string, { stepsDone: number; stepsTotal: number }>();
  for (const { runId, state, _count } of groups) {
    const known = counts.get(runId) ?? { stepsDone: 0, stepsTotal: 0 };
    known.stepsTotal += _count._all;
    if (state === "done" || state === "skipped") known.stepsDone += _count._all;
    counts.set(runId, known);
  }
  return counts;
}
