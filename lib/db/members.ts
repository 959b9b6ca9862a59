import type { ResourceRef } from "@/lib/domain/resource";
import { db, type Tx } from "./client";

/** A resource's stay in a plan, and the newest point from which it could be restored. */
export type MemberRow = {
  planId: string;
  kind: string;
  resourceId: string;
  name: string;
  joinedAt: Date;
  leftAt: Date | null;
  checkpointId: string | null;
  checkpointAt: Date | null;
};

export type MemberChange = { joined: ResourceRef[]; left: ResourceRef[] };

const keyOf = (kind: string, id: string) => `${kind}/${id}`;

/**
 * Makes `resources` the members of the plan from `at` on. A stay that ended is never reopened: who comes
 * back begins a new one, so that the history stays true. Doing it twice changes nothing.
 */
export async function recordMembers(tx: Tx, planId: string, resources: ResourceRef[], at: Date): Promise<MemberChange> {
  const present = await tx.member.findMany({
    where: { planId, leftAt: null },
    select: { kind: true, resourceId: true, name: true, joinedAt: true },
  });
  const wanted = new Map(resources.map((resource) => [keyOf(resource.kind, resource.id), resource]));
  const known = new Map(present.map((member) => [keyOf(member.kind, member.resourceId), member]));
  const joined = [...wanted].filter(([key]) => !known.has(key)).map(([, resource]) => resource);
  const gone = [...known].filter(([key]) => !wanted.has(key)).map(([, member]) => member);
  await tx.member.createMany({
    data: joined.map(({ kind, id, name }) => ({ planId, kind, resourceId: id, name, joinedAt: at })),
    skipDuplicates: true,
  });
  for (const member of gone) {
    const { kind, resourceId, joinedAt } = member;
    await tx.member.update({
      where: { planId_kind_resourceId_joinedAt: { planId, kind, resourceId, joinedAt } },
      data: { leftAt: at },
    });
  }
  await renameMembers(tx, planId, { present, wanted });
  return {
    joined,
    left: gone.map((member) => ({
      kind: member.kind as ResourceRef["kind"],
      id: member.resourceId,
      name: member.name,
    })),
  };
}

type Renaming = {
  present: { kind: string; resourceId: string; name: string; joinedAt: Date }[];
  wanted: Map<string, ResourceRef>;
};

async function renameMembers(tx: Tx, planId: string, { present, wanted }: Renaming) {
  for (const { kind, resourceId, joinedAt, name } of present) {
    const now = wanted.get(keyOf(kind, resourceId))?.name;
    if (now === undefined || now === name) continue;
    await tx.member.update({
      where: { planId_kind_resourceId_joinedAt: { planId, kind, resourceId, joinedAt } },
      data: { name: now },
    });
  }
}

/**
 * The members of these plans, present ones first, each with the newest point that holds it. One query for all plans.
 * `leftSince`: those who left before it are not told.
 */
export async function selectMembers(planIds: string[], leftSince: Date): Promise<MemberRow[]> {
  if (planIds.length === 0) return [];
  return db().$queryRaw<MemberRow[]>`
    select m."planId", m."kind", m."resourceId", m."name", m."joinedAt", m."leftAt",
           newest."id" as "checkpointId", newest."capturedAt" as "checkpointAt"
      from "Member" m
      left join lateral (
        select c."id", c."capturedAt"
          from "Captured" x
          join "Checkpoint" c on c."id" = x."checkpointId"
         where x."kind" = m."kind" and x."resourceId" = m."resourceId" and x."state" = 'captured'
           and c."planId" = m."planId" and c."goneAt" is null and c."localAt" is not null
           and c."state" in ('usable', 'partial', 'expiring')
         order by c."capturedAt" desc
         limit 1
      ) newest on true
     where m."planId" = any(${planIds}) and (m."leftAt" is null or m."leftAt" >= ${leftSince})
     order by m."leftAt" is not null, m."kind", m."name", m."joinedAt"`;
}
