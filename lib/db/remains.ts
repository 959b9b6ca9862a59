import { Prisma } from "@/generated/prisma/client";
import { db } from "./client";

/** What another site still has of a checkpoint that is gone: an image, or a record of bytes that are gone. */
export type Remain = {
  id: string;
  planId: string;
  projectId: string;
  siteId: string;
  medium: "backup" | "image";
  remoteId: string;
};

/**
 * A record may go only when the backup whose bytes it names was seen to be gone: until then it would take them along.
 * And only when no other record at that site builds upon it.
 */
const HARMLESS = Prisma.sql`
  exists (select 1 from "Copy" own where own."medium" = 'backup' and own."remoteId" = c."remoteId"
             and not own."imported" and own."goneAt" is not null)
  and not exists (select 1 from "Copy" own where own."medium" = 'backup' and own."remoteId" = c."remoteId"
             and not own."imported" and own."goneAt" is null)
  and not exists (select 1 from "Copy" own join "Copy" next on next."parentId" = own."id"
            where own."remoteId" = c."remoteId" and own."medium" = 'backup' and next."siteId" = c."siteId"
              and next."imported" and next."goneAt" is null)`;

/** Newest first: an increment before what it builds upon. Without a checkpoint, those of all. */
export function selectRemains({ checkpointId, limit }: { checkpointId?: string; limit: number }): Promise<Remain[]> {
  const ofOne = checkpointId === undefined ? Prisma.empty : Prisma.sql`and p."id" = ${checkpointId}`;
  return db().$queryRaw<Remain[]>`
    select c."id", p."planId", c."projectId", c."siteId", c."medium", c."remoteId"
      from "Copy" c join "Checkpoint" p on p."id" = c."checkpointId"
     where p."goneAt" is not null and c."goneAt" is null and c."siteId" <> p."siteId" ${ofOne}
       and (case when c."imported" then ${HARMLESS} else c."medium" = 'image' end)
     order by c."createdAt" desc limit ${limit}`;
}

export async function markRemainGone(id: string, at: Date): Promise<void> {
  await db().copy.updateMany({ where: { id, goneAt: null }, data: { state: "gone", goneAt: at } });
}
