import type { Scope } from "@/lib/domain/permissions";
import { db } from "./client";

/** What exposure, compliance and durations are computed from. */
export type PlanPointRow = {
  id: string;
  planId: string;
  state: string;
  createdAt: Date;
  capturedAt: Date | null;
  localAt: Date | null;
  offsiteAt: Date | null;
  verifiedAt: Date | null;
  goneAt: Date | null;
  consistency: string | null;
  memberCount: number;
  capturedCount: number;
  sizeGiB: number | null;
  full: boolean;
  cause: string | null;
};

export const pointSelect = {
  id: true,
  planId: true,
  state: true,
  createdAt: true,
  capturedAt: true,
  localAt: true,
  offsiteAt: true,
  verifiedAt: true,
  goneAt: true,
  consistency: true,
  memberCount: true,
  capturedCount: true,
  sizeGiB: true,
  full: true,
  cause: true,
} as const;

/** Of each plan's earlier points, how many of each rung and consistency are looked at: any of them could be the best one yet. */
const CARRIED = 100;

/**
 * The points of these plans that count at any moment since `from`: taken since, or of those that were still there then
 * the newest of each rung. One query for all plans, oldest first; a plan may keep ten thousand.
 */
export function selectPlanPoints(planIds: string[], from: Date): Promise<PlanPointRow[]> {
  if (planIds.length === 0) return Promise.resolve([]);
  return db().$queryRaw<PlanPointRow[]>`
    select "id", "planId", "state", "createdAt", "capturedAt", "localAt", "offsiteAt", "verifiedAt", "goneAt", "consistency",
           "memberCount", "capturedCount", "sizeGiB", "full", "cause"
      from "Checkpoint" where "planId" = any(${planIds}) and "createdAt" >= ${from}
    union all
    select "id", "planId", "state", "createdAt", "capturedAt", "localAt", "offsiteAt", "verifiedAt", "goneAt", "consistency",
           "memberCount", "capturedCount", "sizeGiB", "full", "cause"
      from (
        select *, row_number() over (partition by "planId", "consistency", "state", "offsiteAt" is null, "verifiedAt" is null order by "capturedAt" desc nulls first) as "age"
          from "Checkpoint"
         where "planId" = any(${planIds}) and "createdAt" < ${from} and ("goneAt" is null or "goneAt" >= ${from})
      ) earlier
     where "age" <= ${CARRIED}
     order by "createdAt"`;
}

/** The newest points of all the project's plans at a site: how long copies take there. */
export function selectSitePoints(
  { cloudId, projectId }: Scope,
  siteId: string,
  { since, limit }: { since: Date; limit: number },
): Promise<PlanPointRow[]> {
  return db().checkpoint.findMany({
    where: { cloudId, projectId, siteId, createdAt: { gte: since }, state: { in: ["usable", "expiring", "expired"] } },
    orderBy: { createdAt: "desc" },
    take: limit,
    select: pointSelect,
  });
}

/** How long the newest successful checkpoint runs of the plan took, in milliseconds. */
export async function selectCheckpointDurations(planId: string, newest = 20): Promise<number[]> {
  const runs = await db().run.findMany({
    where: { planId, kind: "checkpoint", state: "succeeded", startedAt: { not: null }, endedAt: { not: null } },
    orderBy: { createdAt: "desc" },
    take: newest,
    select: { startedAt: true, endedAt: true },
  });
  return runs.flatMap(({ startedAt, endedAt }) =>
    startedAt && endedAt ? [endedAt.getTime() - startedAt.getTime()] : [],
  );
}
