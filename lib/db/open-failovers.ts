import { failoverPurpose, successor, type FailoverPurpose, type Successor } from "@/lib/domain/failover";
import type { Scope } from "@/lib/domain/permissions";
import { db } from "./client";
import { OPEN } from "./failovers";

export type OpenFailoverRow = {
  id: string;
  planId: string;
  planName: string;
  purpose: FailoverPurpose;
  toSiteId: string;
  successors: Successor[];
};

const MOST = 200;

/** What is under way or waits for a decision in the project, newest first; only of these plans where they are named. */
export async function selectOpenFailovers(
  { cloudId, projectId }: Scope,
  planIds?: readonly string[],
): Promise<OpenFailoverRow[]> {
  const rows = await db().failover.findMany({
    where: { plan: { cloudId, projectId }, ...(planIds ? { planId: { in: [...planIds] } } : {}), ...OPEN },
    orderBy: { declaredAt: "desc" },
    take: MOST,
    select: {
      id: true,
      planId: true,
      purpose: true,
      toSiteId: true,
      successors: true,
      plan: { select: { name: true } },
    },
  });
  return rows.map(({ plan, ...row }) => ({
    ...row,
    planName: plan.name,
    purpose: failoverPurpose.parse(row.purpose),
    successors: successor.array().parse(row.successors),
  }));
}
