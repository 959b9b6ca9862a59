import { Prisma } from "@/generated/prisma/client";
import { LIVE_RUN_STATES } from "@/lib/domain/run";
import { db, type Tx } from "./client";

/** Over all rows of which a bank is made; what changes with each tick of the clock is left out. */
const FINGERPRINT = Prisma.sql`md5(concat_ws(' ',
  (to_jsonb(p) - 'lastSlotAt')::text,
  (select md5(string_agg(concat_ws(' ', s."id", s."name", s."region", s."interface", s."allowedHosts"::text, s."backupStore",
                         s."caCertificate", d."name", d."keystoneUrl"), ' ' order by s."id"))
     from "Site" s join "Cloud" d on d."id" = s."cloudId" where s."id" in (p."siteId", p."recoverySiteId")),
  (select md5(string_agg(to_jsonb(o)::text, ' ' order by o."id")) from "Objective" o where o."planId" = p."id"),
  (select md5(string_agg(to_jsonb(m)::text, ' ' order by m."kind", m."resourceId", m."joinedAt"))
     from "Member" m where m."planId" = p."id"),
  (select to_jsonb(r)::text from "Recovery" r where r."planId" = p."id"),
  (select md5(string_agg(concat_ws(' ', c."id", c."state", c."manifestSha256", c."offsiteAt", c."offsiteCause", c."verifiedAt",
                         c."goneAt", c."pinned", c."cause"), ' ' order by c."id"))
     from "Checkpoint" c where c."planId" = p."id" and c."state" not in ('pending', 'running')),
  (select md5(string_agg(concat_ws(' ', y."id", y."state", y."record" is null), ' ' order by y."id"))
     from "Copy" y join "Checkpoint" c on c."id" = y."checkpointId" where c."planId" = p."id" and y."goneAt" is null),
  (select md5(string_agg(concat_ws(' ', to_jsonb(f)::text, u."state"), ' ' order by f."id"))
     from "Failover" f join "Run" u on u."id" = f."id" where f."planId" = p."id")))`;

/** What tells this state of the plan from another. */
export async function selectFingerprint(tx: Tx, planId: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ fingerprint: string }[]>`
    select ${FINGERPRINT} as "fingerprint" from "Plan" p where p."id" = ${planId}`;
  return row?.fingerprint ?? "";
}

/**
 * Plans whose bank is not what it should be. One that could not be written is tried again only after `retryBefore`;
 * a plan whose checkpoint is being taken writes its bank at the end of that.
 */
export async function selectStaleBanks({
  retryBefore,
  limit,
}: {
  retryBefore: Date;
  limit: number;
}): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select p."id"
      from "Plan" p left join "Bank" b on b."planId" = p."id"
     where p."recoverySiteId" is not null and p."deletedAt" is null
       and (b."triedAt" is null or b."problem" is null or b."triedAt" < ${retryBefore})
       and not exists (select 1 from "Run" r where r."planId" = p."id" and r."kind" = 'checkpoint'
                          and r."state" in (${Prisma.join([...LIVE_RUN_STATES])}))
       and (b."fingerprint" is null or b."siteId" <> p."recoverySiteId" or b."fingerprint" <> ${FINGERPRINT})
     order by b."triedAt" nulls first, p."id"
     limit ${limit}`;
  return rows.map(({ id }) => id);
}
