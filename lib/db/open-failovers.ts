import { failoverPurpose, type FailoverPurpose } from "@/lib/domain/failover";
import type { Scope } from "@/lib/domain/permissions";
import { db } from "./client";
import { OPEN } from "./failovers";

export type OpenFailover = { id: string; planId: string; purpose: FailoverPurpose };

/** What is under way or waits for a decision, of these plans of the project; newest first. */
export async function selectOpenFailovers(
  { cloudId, projectId }: Scope,
  planIds: readonly string[],
): Promise<OpenFailover[]> {
  const rows = await db().failover.findMany({
    where: {
      planId: { in: [...planIds] },
      plan: { cloudId, projectId },
      ...OPEN,
    },
    orderBy: { declaredAt: "desc" },
    select: { id: true, planId: true, purpose: true },
  });
  return rows.map((row) => ({ ...row, purpose: failoverPurpose.parse(row.purpose) }));
}
