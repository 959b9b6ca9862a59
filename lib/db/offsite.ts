import { resourceKind } from "@/lib/domain/resource";
import type { OffsiteMember } from "@/lib/domain/offsite";
import { db, type Tx } from "./client";

type Sites = { siteId: string; recoverySiteId: string };

/** What the checkpoint holds bytes of, and which of them are at the recovery site. */
export async function selectOffsiteMembers(
  checkpointId: string,
  { siteId, recoverySiteId }: Sites,
  tx: Tx = db(),
): Promise<OffsiteMember[]> {
  const [rows, chains] = [
    await tx.captured.findMany({
      where: { checkpointId, state: "captured" },
      orderBy: [{ kind: "asc" }, { resourceId: "asc" }],
      select: {
        id: true,
        kind: true,
        resourceId: true,
        name: true,
        sizeGiB: true,
        copies: {
          where: { medium: "image", state: "available", goneAt: null, siteId: { in: [siteId, recoverySiteId] } },
          select: { siteId: true, remoteId: true },
        },
      },
    }),
    await selectChains(tx, checkpointId, { siteId, recoverySiteId }),
  ];
  return rows.flatMap(({ id, kind, copies, ...row }) => {
    const imageAt = (site: string) => copies.find((copy) => copy.siteId === site)?.remoteId ?? null;
    const chain = chains.filter(({ capturedId }) => capturedId === id);
    const member: OffsiteMember = {
      ...row,
      capturedId: id,
      kind: resourceKind.parse(kind),
      chain: chain.map(({ backupId, there }) => ({ backupId, there })),
      ownImageId: imageAt(siteId),
      imageThereId: imageAt(recoverySiteId),
    };
    // A server whose disks are volumes has no bytes of its own, a network has none at all.
    return chain.length > 0 || member.ownImageId !== null || kind === "OS::Cinder::Volume" ? [member] : [];
  });
}

/** Full backup first. A link is there when its record is known at the recovery site. */
function selectChains(
  tx: Tx,
  checkpointId: string,
  { siteId, recoverySiteId }: Sites,
): Promise<{ capturedId: string; backupId: string; there: boolean }[]> {
  return tx.$queryRaw`
    with recursive chain as (
      select c."capturedId", c."remoteId", c."parentId", 0 as depth from "Copy" c
       where c."checkpointId" = ${checkpointId} and c."siteId" = ${siteId} and c."medium" = 'backup'
         and not c."imported" and c."state" = 'available' and c."goneAt" is null
      union all
      select chain."capturedId", p."remoteId", p."parentId", chain.depth + 1
        from chain join "Copy" p on p."id" = chain."parentId" where chain.depth < 1000
    )
    select chain."capturedId", chain."remoteId" as "backupId",
           exists (select 1 from "Copy" t
                    where t."siteId" = ${recoverySiteId} and t."medium" = 'backup' and t."remoteId" = chain."remoteId"
                      and t."imported" and t."state" = 'available' and t."goneAt" is null) as "there"
      from chain order by chain."capturedId", chain.depth desc`;
}

const MOST = 100;

/** The plan's checkpoints that hold data and did not get there, newest first. */
export async function selectNotOffsite(planId: string, siteId: string): Promise<string[]> {
  const rows = await db().checkpoint.findMany({
    where: { planId, siteId, goneAt: null, offsiteAt: null, state: { in: ["usable", "partial"] } },
    orderBy: { createdAt: "desc" },
    take: MOST,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The first moment at which it could be restored there stays; a cause goes when there is none any more. */
export async function saveOffsite(tx: Tx, checkpointId: string, end: { at: Date } | { cause: string }): Promise<void> {
  if ("cause" in end) {
    await tx.checkpoint.update({ where: { id: checkpointId }, data: { offsiteAt: null, offsiteCause: end.cause } });
    return;
  }
  await tx.checkpoint.updateMany({
    where: { id: checkpointId, offsiteAt: null },
    data: { offsiteAt: end.at, offsiteCause: null },
  });
}
