import type { Prisma } from "@/generated/prisma/client";
import {
  cleanupState,
  failoverMode,
  failoverPurpose,
  sourceTask,
  successor,
  workloadState,
  type CleanupState,
  type FailoverMode,
  type FailoverPurpose,
  type SourceTask,
  type Successor,
  type WorkloadState,
} from "@/lib/domain/failover";
import { LIVE_RUN_STATES } from "@/lib/domain/run";
import { db, type Tx } from "./client";
import { required } from "./stored";

export type NewFailover = {
  /** Its run's id. */
  id: string;
  planId: string;
  purpose: FailoverPurpose;
  mode: FailoverMode;
  fromSiteId: string;
  toSiteId: string;
  checkpointId: string | null;
  pointAt: Date | null;
  reason: string;
  declaredBy: string;
  impactAt: Date | null;
  declaredAt: Date;
};

export type FailoverRow = NewFailover & {
  workload: WorkloadState;
  cleanup: CleanupState;
  upAt: Date | null;
  committedAt: Date | null;
  undoneAt: Date | null;
  cleanedAt: Date | null;
  endsAt: Date | null;
  successors: Successor[];
  sourceTasks: SourceTask[];
};

export async function insertFailover(tx: Tx, row: NewFailover): Promise<void> {
  await tx.failover.createMany({ data: [row], skipDuplicates: true });
}

/** Null when the run is no failover. */
export async function selectFailover(id: string, tx: Tx = db()): Promise<FailoverRow | null> {
  const row = await tx.failover.findUnique({ where: { id } });
  return row && toFailoverRow(row);
}

/** The plan's failovers and drills, newest first. */
export async function selectFailovers(planId: string, take = 50): Promise<FailoverRow[]> {
  const rows = await db().failover.findMany({ where: { planId }, orderBy: { declaredAt: "desc" }, take });
  return rows.map(toFailoverRow);
}

/** Its run lives, or it is up and neither committed nor undone. */
export const OPEN = {
  OR: [
    { run: { state: { in: [...LIVE_RUN_STATES] } } },
    { workload: { in: ["preparing", "starting", "up", "failed"] }, cleanup: { notIn: ["done"] } },
  ],
} satisfies Prisma.FailoverWhereInput;

/** The one that keeps the plan from another: its run lives, or it is up and neither committed nor undone. */
export async function selectOpenFailover(
  tx: Tx,
  planId: string,
  purpose: FailoverPurpose,
): Promise<Pick<FailoverRow, "id"> | null> {
  return tx.failover.findFirst({
    where: { planId, purpose, ...OPEN },
    select: { id: true },
  });
}

export type FailoverChange = Partial<
  Pick<
    FailoverRow,
    | "workload"
    | "cleanup"
    | "checkpointId"
    | "pointAt"
    | "upAt"
    | "committedAt"
    | "undoneAt"
    | "cleanedAt"
    | "endsAt"
    | "successors"
    | "sourceTasks"
  >
>;

export async function updateFailover(tx: Tx, id: string, change: FailoverChange): Promise<void> {
  const { successors, sourceTasks, ...plain } = change;
  await tx.failover.update({
    where: { id },
    data: {
      ...plain,
      ...(successors ? { successors: required(successors) } : {}),
      ...(sourceTasks ? { sourceTasks: required(sourceTasks) } : {}),
    },
    select: { id: true },
  });
}

/** Which servers of the plan once stood at the site, by the ids of those that took their place. */
export async function selectPredecessors(planId: string, siteId: string): Promise<Map<string, string>> {
  const row = await db().failover.findFirst({
    where: { planId, purpose: "real", workload: "committed", fromSiteId: siteId },
    orderBy: { committedAt: "desc" },
  });
  const servers = row ? toFailoverRow(row).successors.filter(({ kind }) => kind === "OS::Nova::Server") : [];
  return new Map(servers.map(({ sourceId, targetId }) => [targetId, sourceId]));
}

/** Drills whose time is over. */
export function selectDrillsToEnd(now: Date): Promise<{ id: string; planId: string }[]> {
  return db().failover.findMany({
    where: { purpose: "drill", endsAt: { lte: now }, cleanup: "due" },
    select: { id: true, planId: true },
  });
}

/** Failovers whose source still needs something. */
export async function selectWithSourceTasks(): Promise<FailoverRow[]> {
  const rows = await db().failover.findMany({
    where: { sourceTasks: { array_contains: [{ state: "due" }] } },
    take: 200,
  });
  return rows.map(toFailoverRow);
}

type Stored = Prisma.FailoverGetPayload<object>;

export function toFailoverRow(row: Stored): FailoverRow {
  return {
    ...row,
    purpose: failoverPurpose.parse(row.purpose),
    mode: failoverMode.parse(row.mode),
    workload: workloadState.parse(row.workload),
    cleanup: cleanupState.parse(row.cleanup),
    successors: successor.array().parse(row.successors),
    sourceTasks: sourceTask.array().parse(row.sourceTasks),
  };
}
