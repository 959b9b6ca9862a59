import type { RunKind } from "@/lib/domain/run";
import { db, type Tx } from "./client";

/** By step key, how long the step took in the plan's last runs: the median in milliseconds. Waiting in line is part of it. */
export async function selectStepMedians(planId: string, kind: RunKind, tx: Tx = db()): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ key: string; ms: number }[]>`
    select s."key", (percentile_disc(0.5) within group (order by extract(epoch from s."endedAt" - s."startedAt")) * 1000)::int as "ms"
      from "Step" s
      join (select r."id" from "Run" r where r."planId" = ${planId} and r."kind" = ${kind} and r."state" = 'succeeded'
             order by r."createdAt" desc limit 10) recent on recent."id" = s."runId"
     where s."state" = 'done' and s."startedAt" is not null and s."endedAt" is not null
     group by s."key"`;
  return new Map(rows.map(({ key, ms }) => [key, ms]));
}

/** The median of the plan's last runs that succeeded; null when there is none yet. */
export async function selectRunMedian(planId: string, kind: RunKind, tx: Tx = db()): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ ms: number | null }[]>`
    select (percentile_disc(0.5) within group (order by extract(epoch from recent."endedAt" - recent."startedAt")) * 1000)::int as "ms"
      from (select r."startedAt", r."endedAt" from "Run" r
             where r."planId" = ${planId} and r."kind" = ${kind} and r."state" = 'succeeded' and r."startedAt" is not null and r."endedAt" is not null
             order by r."createdAt" desc limit 10) recent`;
  return row?.ms ?? null;
}
