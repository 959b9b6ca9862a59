import type { Json } from "@/lib/domain/json";
import { db, type Tx } from "./client";
import { stored } from "./stored";

export type NewCopy = {
  checkpointId: string;
  capturedId: string;
  cloudId: string;
  projectId: string;
  siteId: string;
  medium: "backup" | "image";
  remoteId: string;
  parentId: string | null;
  incremental: boolean;
  sizeGiB: number | null;
};

/** Notes bytes that are on their way; found again after a crash, they are the same copy. */
export async function upsertCopy(tx: Tx, copy: NewCopy): Promise<string> {
  const { siteId, medium, remoteId } = copy;
  const row = await tx.copy.upsert({
    where: { siteId_medium_remoteId: { siteId, medium, remoteId } },
    create: copy,
    update: { parentId: copy.parentId, incremental: copy.incremental },
    select: { id: true },
  });
  return row.id;
}

type Where = { siteId: string; medium: "backup" | "image"; remoteId: string };

export async function markCopyAvailable(
  tx: Tx,
  where: Where,
  { sizeGiB, at }: { sizeGiB: number | null; at: Date },
): Promise<void> {
  await tx.copy.updateMany({
    where: { ...where, imported: false },
    data: { state: "available", availableAt: at, ...(sizeGiB === null ? {} : { sizeGiB }) },
  });
}

export async function markCopyState(tx: Tx, where: Where, state: "deleting" | "error"): Promise<void> {
  await tx.copy.updateMany({ where: { ...where, imported: false }, data: { state } });
}

export async function markCopyGone(tx: Tx, where: Where, at: Date): Promise<void> {
  await tx.copy.updateMany({ where: { ...where, imported: false, goneAt: null }, data: { state: "gone", goneAt: at } });
}

/** Cinder's exported record: with it the recovery site needs nothing of the source. */
export async function saveRecord(tx: Tx, where: Where, record: Json): Promise<void> {
  await tx.copy.updateMany({ where: { ...where, imported: false }, data: { record: stored(record) } });
}

export type OwnedCopy = {
  id: string;
  siteId: string;
  medium: string;
  remoteId: string;
  parentId: string | null;
  createdAt: Date;
  capturedId: string;
  volumeId: string;
  name: string;
  incremental: boolean;
  record: Json;
  availableAt: Date | null;
  sizeGiB: number | null;
  /** A record of bytes that belong to another copy. */
  imported: boolean;
};

/** What is still there of a checkpoint, at every site, newest first: an increment before what it builds upon. */
export async function selectCopies(checkpointId: string, tx: Tx = db()): Promise<OwnedCopy[]> {
  const rows = await tx.copy.findMany({
    where: { checkpointId, goneAt: null },
    orderBy: { createdAt: "desc" },
    select: {
      id: true,
      siteId: true,
      medium: true,
      remoteId: true,
      parentId: true,
      createdAt: true,
      capturedId: true,
      incremental: true,
      record: true,
      availableAt: true,
      sizeGiB: true,
      imported: true,
      captured: { select: { resourceId: true, name: true } },
    },
  });
  // `record` was stored from Json.
  return rows.map(({ captured, record, ...row }) => ({
    ...row,
    record: record as Json,
    volumeId: captured.resourceId,
    name: captured.name,
  }));
}

/** What the checkpoint owns at the site that made it. */
export async function selectOwned(checkpointId: string, siteId: string): Promise<OwnedCopy[]> {
  return (await selectCopies(checkpointId)).filter((copy) => !copy.imported && copy.siteId === siteId);
}

/** The plan's newest whole backup of a volume, and how many increments it is away from its full one. */
export type ChainEnd = { copyId: string; remoteId: string; depth: number };

/** Null: the plan has no whole chain of this volume, and the next backup must be a full one. */
export async function selectChainEnd({
  planId,
  siteId,
  volumeId,
}: {
  planId: string;
  siteId: string;
  volumeId: string;
}): Promise<ChainEnd | null> {
  const rows = await db().$queryRaw<{ copyId: string; remoteId: string; depth: number; whole: boolean }[]>`
    with recursive newest as (
      select c."id", c."remoteId", c."parentId", c."incremental"
        from "Copy" c
        join "Captured" x on x."id" = c."capturedId"
        join "Checkpoint" p on p."id" = c."checkpointId"
       where p."planId" = ${planId} and c."siteId" = ${siteId} and x."resourceId" = ${volumeId} and c."medium" = 'backup'
         and not c."imported" and c."state" = 'available' and c."goneAt" is null
       order by c."createdAt" desc limit 1
    ), chain as (
      select n."id", n."parentId", n."incremental", 0 as depth from newest n
      union all
      select p."id", p."parentId", p."incremental", chain.depth + 1
        from chain join "Copy" p on p."id" = chain."parentId"
       where p."state" = 'available' and p."goneAt" is null and chain.depth < 1000
    )
    select n."id" as "copyId", n."remoteId", max(chain.depth)::int as "depth", bool_or(not chain."incremental") as "whole"
      from newest n, chain group by n."id", n."remoteId"`;
  const [end] = rows;
  return end?.whole ? { copyId: end.copyId, remoteId: end.remoteId, depth: end.depth } : null;
}

/** How many increments the checkpoint's longest chain is from its full backup; null: it has no backups. */
export async function selectChainLength(tx: Tx, checkpointId: string): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ depth: number | null }[]>`
    with recursive chain as (
      select c."parentId", 0 as depth from "Copy" c
       where c."checkpointId" = ${checkpointId} and c."medium" = 'backup' and not c."imported" and c."goneAt" is null
      union all
      select p."parentId", chain.depth + 1 from chain join "Copy" p on p."id" = chain."parentId" where chain.depth < 1000
    )
    select max(depth)::int as depth from chain`;
  return row?.depth ?? null;
}

/** Copies of one resource that never became whole are gone; answers what they were. */
export async function closeUnfinished(
  checkpointId: string,
  resourceId: string,
  at: Date,
): Promise<{ siteId: string; medium: string; remoteId: string }[]> {
  const where = { checkpointId, captured: { resourceId, state: { not: "captured" } }, imported: false, goneAt: null };
  const rows = await db().copy.findMany({ where, select: { siteId: true, medium: true, remoteId: true } });
  await db().copy.updateMany({ where, data: { state: "gone", goneAt: at } });
  return rows;
}
