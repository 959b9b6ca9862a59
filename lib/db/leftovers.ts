import { Prisma } from "@/generated/prisma/client";
import { db, type Tx } from "./client";

/** A thing that a checkpoint's run made, that no checkpoint owns, and that was still there when the run ended. */
export type Leftover = {
  runId: string;
  planId: string;
  projectId: string;
  siteId: string;
  kind: LeftoverKind;
  resourceId: string;
};

export const LEFTOVER_KINDS = [
  "OS::Cinder::Snapshot",
  "OS::Cinder::Backup",
  "OS::Cinder::Volume",
  "OS::Glance::Image",
] as const;
export type LeftoverKind = (typeof LEFTOVER_KINDS)[number];

// A copy that never became whole is nobody's, whatever became of its checkpoint.
const NOBODYS = Prisma.sql`
  m."removedAt" is null and m."kind" in (${Prisma.join([...LEFTOVER_KINDS])})
  and not exists (
    select 1 from "Copy" c join "Checkpoint" p on p."id" = c."checkpointId"
     where c."siteId" = m."siteId" and c."remoteId" = m."resourceId" and c."availableAt" is not null
       and c."goneAt" is null and p."goneAt" is null)`;

/** Of runs that ended before `before`: a stuck backup may be deletable by now. Oldest first. */
export function selectLeftovers({ before, limit }: { before: Date; limit: number }): Promise<Leftover[]> {
  return db().$queryRaw<Leftover[]>`
    select m."runId", r."planId", m."projectId", m."siteId", m."kind", m."resourceId"
      from "Created" m join "Run" r on r."id" = m."runId"
     where r."kind" = 'checkpoint' and r."planId" is not null and r."endedAt" < ${before} and ${NOBODYS}
     order by m."createdAt" limit ${limit}`;
}

/** What a checkpoint's run that ends now leaves to be removed later, by name. */
export async function selectLeftBehind(tx: Tx, runId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select m."name" from "Created" m where m."runId" = ${runId} and ${NOBODYS} order by m."createdAt"`;
  return rows.map(({ name }) => name);
}
