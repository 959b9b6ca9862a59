import { db } from "./client";

/** A thing that a checkpoint's run made, that no checkpoint owns, and that was still there when the run ended. */
export type Leftover = {
  runId: string;
  planId: string;
  projectId: string;
  siteId: string;
  kind: string;
  resourceId: string;
};

export const SNAPSHOT = "OS::Cinder::Snapshot";
export const BACKUP = "OS::Cinder::Backup";

/** Of runs that ended before `before`: a stuck backup may be deletable by now. Oldest first. */
export function selectLeftovers({ before, limit }: { before: Date; limit: number }): Promise<Leftover[]> {
  return db().$queryRaw<Leftover[]>`
    select m."runId", r."planId", m."projectId", m."siteId", m."kind", m."resourceId"
      from "Created" m join "Run" r on r."id" = m."runId"
     where m."removedAt" is null and r."kind" = 'checkpoint' and r."planId" is not null and r."endedAt" < ${before}
       and m."kind" in (${SNAPSHOT}, ${BACKUP})
       and not exists (
         select 1 from "Copy" c join "Checkpoint" p on p."id" = c."checkpointId"
          where c."siteId" = m."siteId" and c."remoteId" = m."resourceId" and c."goneAt" is null and p."goneAt" is null)
     order by m."createdAt" limit ${limit}`;
}
