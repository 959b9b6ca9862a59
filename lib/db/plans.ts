import { Prisma } from "@/generated/prisma/client";
import type { Scope } from "@/lib/domain/permissions";
import { LIVE_RUN_STATES } from "@/lib/domain/run";
import { db } from "./client";

const planSelect = {
  id: true,
  cloudId: true,
  projectId: true,
  projectName: true,
  siteId: true,
  recoverySiteId: true,
  offsiteWay: true,
  name: true,
  description: true,
  provider: true,
  selection: true,
  schedule: true,
  retention: true,
  fullEvery: true,
  consistency: true,
  userDataSealed: true,
  state: true,
  pausedReason: true,
  lastSlotAt: true,
  activatedAt: true,
  createdAt: true,
  updatedAt: true,
  credential: {
    select: {
      state: true,
      userName: true,
      createdAt: true,
      checkedAt: true,
      expiresAt: true,
      restricted: true,
      problem: true,
    },
  },
  runs: {
    where: { kind: "checkpoint", state: { in: [...LIVE_RUN_STATES] } },
    orderBy: { createdAt: "desc" },
    take: 1,
    select: { id: true },
  },
} satisfies Prisma.PlanSelect;

export type PlanRow = Prisma.PlanGetPayload<{ select: typeof planSelect }>;

/** `broken`: how many of all that match would not keep their promise now. */
export type PlanRanking = { ids: string[]; total: number; broken: number };
type RankQuery = { search: string; now: Date; limit: number; offset: number };

/**
 * One page of the project's plans, worst first: by what would be lost now as a share of what is allowed,
 * with nothing restorable before everything else. The database does it, so that no page loads all plans.
 * A tightened promise binds only after its own length, as in domain/rpo-target.ts.
 */
export async function rankPlans(scope: Scope, { search, now, limit, offset }: RankQuery): Promise<PlanRanking> {
  const rows = await db().$queryRaw<{ id: string; total: bigint; broken: bigint }[]>`
    with judged as (
      select p."id", p."name",
             extract(epoch from ${now}::timestamptz - point."capturedAt") / (promise."rpoMinutes" * 60) as "share"
        from "Plan" p
        join lateral (
          select max(v."rpoMinutes") as "rpoMinutes", min(array_position(array['local', 'offsite', 'verified'], v."rung")) as "rung"
            from (
              select o."rpoMinutes", o."rung", row_number() over latest as "age",
                     first_value(o."fromAt" + o."rpoMinutes" * interval '1 minute') over latest as "bindsAt"
                from "Objective" o
               where o."planId" = p."id"
              window latest as (order by o."fromAt" desc)
               order by o."fromAt" desc
               limit 2
            ) v
           where v."age" = 1 or v."bindsAt" > ${now}
        ) promise on true
        left join lateral (
          select max(c."capturedAt") as "capturedAt"
            from "Checkpoint" c
           where c."planId" = p."id" and c."goneAt" is null and c."state" in ('usable', 'expiring')
             and c."capturedCount" >= c."memberCount"
             and case p."consistency" when 'application' then c."consistency" = 'application'
                                      when 'filesystem' then c."consistency" in ('filesystem', 'application')
                                      else true end
             and case promise."rung" when 1 then c."localAt" when 2 then c."offsiteAt" else c."verifiedAt" end <= ${now}
        ) point on true
       where p."cloudId" = ${scope.cloudId} and p."projectId" = ${scope.projectId} and p."deletedAt" is null
         and (${search} = '' or position(lower(${search}) in lower(p."name" || ' ' || p."description")) > 0)
    )
    select "id", count(*) over () as "total",
           count(*) filter (where "share" is null or "share" > 1) over () as "broken"
      from judged
     order by "share" desc nulls first, "name", "id"
     limit ${limit} offset ${offset}`;
  return { ids: rows.map((row) => row.id), total: Number(rows[0]?.total ?? 0), broken: Number(rows[0]?.broken ?? 0) };
}

/** How many plans the project has, whatever is searched for. */
export function countPlans(scope: Scope): Promise<number> {
  return db().plan.count({ where: { ...scopeOf(scope), deletedAt: null } });
}

/** In the order of `ids`; those of another project are left out. */
export async function selectPlans(scope: Scope, ids: string[]): Promise<PlanRow[]> {
  const rows = await db().plan.findMany({
    where: { ...scopeOf(scope), id: { in: ids }, deletedAt: null },
    select: planSelect,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** null: there is no such plan in this project. */
export async function selectPlan(scope: Scope, id: string): Promise<PlanRow | null> {
  const [row] = await selectPlans(scope, [id]);
  return row ?? null;
}

// Only these two: a wider object handed in must never widen or narrow the query by accident.
function scopeOf({ cloudId, projectId }: Scope): Scope {
  return { cloudId, projectId };
}
