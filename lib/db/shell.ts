import type { Scope } from "@/lib/domain/permissions";
import { LIVE_RUN_STATES } from "@/lib/domain/run";
import { db } from "./client";

/** How many runs of the project go on now. */
export function countLiveRuns({ cloudId, projectId }: Scope): Promise<number> {
  return db().run.count({ where: { cloudId, projectId, state: { in: [...LIVE_RUN_STATES] } } });
}

/** The plans that the search names at once: those changed last. */
export function selectRecentPlanNames(
  { cloudId, projectId }: Scope,
  limit = 100,
): Promise<{ id: string; name: string }[]> {
  return db().plan.findMany({
    where: { cloudId, projectId, deletedAt: null },
    orderBy: { updatedAt: "desc" },
    take: limit,
    select: { id: true, name: true },
  });
}
