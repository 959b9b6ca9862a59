import type { Prisma } from "@/generated/prisma/client";
import { LIVE_RUN_STATES } from "@/lib/domain/run";
import type { RunScope } from "./run-views";
import { db, type Tx } from "./client";

const checkpointSelect = {
  id: true,
  planId: true,
  cloudId: true,
  projectId: true,
  siteId: true,
  state: true,
  capturedAt: true,
  goneAt: true,
  manifest: true,
  manifestSha256: true,
  plan: {
    select: {
      id: true,
      name: true,
      projectName: true,
      cloudId: true,
      projectId: true,
      userDataSealed: true,
      deletedAt: true,
    },
  },
  captured: {
    orderBy: [{ kind: "asc" }, { name: "asc" }],
    select: {
      id: true,
      kind: true,
      resourceId: true,
      name: true,
      state: true,
      sizeGiB: true,
      copies: {
        select: {
          id: true,
          siteId: true,
          medium: true,
          remoteId: true,
          parentId: true,
          incremental: true,
          sizeGiB: true,
          state: true,
          imported: true,
          goneAt: true,
        },
      },
    },
  },
} as const satisfies Prisma.CheckpointSelect;
export type RestorableRow = Prisma.CheckpointGetPayload<{ select: typeof checkpointSelect }>;

/** A checkpoint with all that a restore needs to know of it; null when there is none in this scope. */
export function selectRestorable(
  { cloudId, projectId }: RunScope,
  checkpointId: string,
): Promise<RestorableRow | null> {
  return db().checkpoint.findFirst({
    where: { id: checkpointId, cloudId, ...(projectId === null ? {} : { projectId }) },
    select: checkpointSelect,
  });
}

type BackupRow = {
  id: string;
  remoteId: string;
  parentId: string | null;
  state: string;
  goneAt: Date | null;
  hasRecord: boolean;
};

/** Every backup that the plan's copies know at a site: out of them the chains are put together. */
export function selectPlanBackups(planId: string, siteId: string): Promise<BackupRow[]> {
  return db().$queryRaw<BackupRow[]>`
    select c."id", c."remoteId", c."parentId", c."state", c."goneAt", c."record" is not null as "hasRecord"
      from "Copy" c join "Checkpoint" p on p."id" = c."checkpointId"
     where p."planId" = ${planId} and c."siteId" = ${siteId} and c."medium" = 'backup' and not c."imported"`;
}

type RecordRow = {
  id: string;
  remoteId: string;
  capturedId: string;
  checkpointId: string;
  cloudId: string;
  projectId: string;
  parentId: string | null;
  incremental: boolean;
  sizeGiB: number | null;
  record: Prisma.JsonValue;
};

/** The kept records of these backups. The scope is the fence: nobody imports another project's backup. */
export function selectRecords(
  scope: { cloudId: string; projectId: string },
  siteId: string,
  remoteIds: string[],
): Promise<RecordRow[]> {
  return db().copy.findMany({
    where: { ...scope, siteId, medium: "backup", imported: false, remoteId: { in: remoteIds } },
    select: {
      id: true,
      remoteId: true,
      capturedId: true,
      checkpointId: true,
      cloudId: true,
      projectId: true,
      parentId: true,
      incremental: true,
      sizeGiB: true,
      record: true,
    },
  });
}

/** Keeps a record that was exported late, so that the recovery site needs nothing of the source next time. */
export async function keepRecord(copyId: string, record: Prisma.InputJsonObject): Promise<void> {
  await db().copy.updateMany({ where: { id: copyId }, data: { record } });
}

/** Notes a record that now exists at another site. It is never deleted there: that would destroy the shared bytes. */
export async function upsertImported(tx: Tx, row: RecordRow, siteId: string, at: Date): Promise<void> {
  const { remoteId } = row;
  const state = { state: "available", availableAt: at, goneAt: null };
  await tx.copy.upsert({
    where: { siteId_medium_remoteId: { siteId, medium: "backup", remoteId } },
    create: {
      capturedId: row.capturedId,
      checkpointId: row.checkpointId,
      cloudId: row.cloudId,
      projectId: row.projectId,
      siteId,
      medium: "backup",
      remoteId,
      parentId: row.parentId,
      incremental: row.incremental,
      sizeGiB: row.sizeGiB,
      imported: true,
      ...state,
    },
    update: state,
  });
}

/** How long the newest filled volumes of a site took, with their sizes. */
export function selectFilled(targetSiteId: string): Promise<{ durationMs: number; sizeGiB: number }[]> {
  return db().$queryRaw<{ durationMs: number; sizeGiB: number }[]>`
    select extract(epoch from (s."endedAt" - s."startedAt"))::float8 * 1000 as "durationMs", c."sizeGiB"
      from "Step" s
      join "Run" r on r."id" = s."runId"
      join "Captured" c on c."id" = substring(s."key" from position(':' in s."key") + 1)
     where r."kind" = 'restore' and r."targetSiteId" = ${targetSiteId} and s."state" = 'done' and s."attempts" = 1
       and (s."key" like 'filled:%' or s."key" like 'restored:%') and c."sizeGiB" > 0
     order by s."endedAt" desc limit 50`;
}

/** Whether a restore of this checkpoint is under way. */
export async function isBeingRestored(checkpointId: string): Promise<boolean> {
  const run = await db().run.findFirst({
    where: { checkpointId, kind: { in: ["restore", "failover", "drill"] }, state: { in: [...LIVE_RUN_STATES] } },
    select: { id: true },
  });
  return run !== null;
}
