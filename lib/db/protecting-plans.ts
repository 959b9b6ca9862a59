import type { Scope } from "@/lib/domain/permissions";
import { db } from "./client";

export type ProtectingPlan = { resourceId: string; planId: string; planName: string };

/**
 * Which living plans of the project have these resources as members: the fixed ones named by the plan, and those
 * that its rule took at the last look.
 */
export async function selectProtectingPlans(scope: Scope, resourceIds: string[]): Promise<ProtectingPlan[]> {
  if (resourceIds.length === 0) return [];
  return db().$queryRaw<ProtectingPlan[]>`
    select distinct m."resourceId", p."id" as "planId", p."name" as "planName"
      from "Member" m join "Plan" p on p."id" = m."planId"
     where p."cloudId" = ${scope.cloudId} and p."projectId" = ${scope.projectId} and p."deletedAt" is null
       and m."leftAt" is null and m."resourceId" = any(${resourceIds})
     order by "planName"`;
}
