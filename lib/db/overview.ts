import { z } from "zod";
import { resourceView } from "@/lib/domain/resource";
import type { Scope } from "@/lib/domain/permissions";
import { LIVE_RUN_STATES } from "@/lib/domain/run";
import { db } from "./client";

/** Half of the plan's newest successful checkpoint runs took no longer. Milliseconds, per plan; absent without history. */
export async function selectMedianDurations(planIds: string[], newest = 20): Promise<Map<string, number>> {
  if (planIds.length === 0) return new Map();
  const rows = await db().$queryRaw<{ planId: string; medianMs: number }[]>`
    select r."planId", percentile_cont(0.5) within group (order by extract(epoch from r."endedAt" - r."startedAt") * 1000) as "medianMs"
      from (select *, row_number() over (partition by "planId" order by "createdAt" desc) as "age" from "Run"
             where "planId" = any(${planIds}) and "kind" = 'checkpoint' and "state" = 'succeeded' and "startedAt" is not null and "endedAt" is not null) r
     where r."age" <= ${newest}
     group by r."planId"`;
  return new Map(rows.map(({ planId, medianMs }) => [planId, Math.round(medianMs)]));
}

export type RunNeed = { id: string; kind: string; title: string; state: string; createdAt: Date; endedAt: Date | null };

/** Runs that wait for a person, and restores or removals that did not end well lately and were not tried again. */
export function selectRunNeeds({ cloudId, projectId }: Scope, since: Date): Promise<RunNeed[]> {
  return db().run.findMany({
    where: {
      cloudId,
      projectId,
      OR: [
        { state: "waiting" },
        { kind: { in: ["restore", "remove-restored"] }, state: { in: ["failed", "partial"] }, endedAt: { gte: since } },
      ],
    },
    orderBy: { createdAt: "desc" },
    take: 10,
    select: { id: true, kind: true, title: true, state: true, createdAt: true, endedAt: true },
  });
}

/** The newest of the runs that go on now, with how far they have come. */
export async function selectLiveRuns(
  { cloudId, projectId }: Scope,
  limit = 5,
): Promise<{ id: string; title: string; stepsDone: number; stepsTotal: number }[]> {
  const runs = await db().run.findMany({
    where: { cloudId, projectId, state: { in: [...LIVE_RUN_STATES] } },
    orderBy: { createdAt: "desc" },
    take: limit,
    select: { id: true, title: true, steps: { select: { state: true } } },
  });
  return runs.map(({ id, title, steps }) => ({
    id,
    title,
    stepsDone: steps.filter(({ state }) => state === "done" || state === "skipped").length,
    stepsTotal: steps.length,
  }));
}

/** Ids of all the project's plans: for sums over all of them. */
export async function selectPlanIds({ cloudId, projectId }: Scope): Promise<string[]> {
  const rows = await db().plan.findMany({ where: { cloudId, projectId, deletedAt: null }, select: { id: true } });
  return rows.map(({ id }) => id);
}

export const COVERAGE_KEY = "coverage";

/** Everything that a site was last seen to hold, as far as its protection goes; a shape of its own, so that no list takes it for one of its pages. */
export const counted = z.object({ counted: z.array(resourceView.omit({ protectedBy: true })) });
export type Counted = z.infer<typeof counted>["counted"];

/** What each site was last seen to hold, for the share that is protected. */
export async function selectCounted({
  cloudId,
  projectId,
}: Scope): Promise<{ siteId: string; rows: Counted; seenAt: Date }[]> {
  const rows = await db().listing.findMany({
    where: { cloudId, projectId, key: COVERAGE_KEY },
    select: { siteId: true, page: true, seenAt: true },
  });
  return rows.flatMap(({ siteId, page, seenAt }) => {
    const parsed = counted.safeParse(page);
    return parsed.success ? [{ siteId, rows: parsed.data.counted, seenAt }] : [];
  });
}
