import "server-only";
import { selectFailover, type FailoverRow } from "@/lib/db/failovers";
import type { PlanRow } from "@/lib/db/plans";
import { AppError } from "@/lib/domain/errors";
import type { Scope } from "@/lib/domain/permissions";
import { requirePlan } from "../plans/read";

/** A failover of the project; another project's does not exist. */
export async function requireFailover(scope: Scope, id: string): Promise<{ failover: FailoverRow; plan: PlanRow }> {
  const failover = await selectFailover(id);
  if (!failover) throw noSuchFailover();
  const plan = await requirePlan(scope, failover.planId).catch(() => {
    throw noSuchFailover();
  });
  return { failover, plan };
}

export const noSuchFailover = () => new AppError("not-found", "There is no such failover in this project.");
