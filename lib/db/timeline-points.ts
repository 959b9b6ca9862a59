import type { Consistency } from "@/lib/domain/plan";
import { db } from "./client";
import { pointSelect, type PlanPointRow } from "./plan-points";

/** A checkpoint as the timeline draws it. */
export type TimelineRow = PlanPointRow & {
  pinned: boolean;
  trigger: string;
  runId: string | null;
  chainLength: number | null;
};

const timelineSelect = {
  ...pointSelect,
  pinned: true,
  trigger: true,
  runId: true,
  chainLength: true,
} as const;

/** What the strip of a year needs of each point, and nothing else: there may be ten thousand. Epoch milliseconds. */
export type StripRow = {
  id: string;
  state: string;
  createdAt: number;
  capturedAt: number | null;
  localAt: number | null;
  offsiteAt: number | null;
  verifiedAt: number | null;
  goneAt: number | null;
  consistency: string | null;
  complete: boolean;
  holds: boolean;
  pinned: boolean;
};

type Columns = { [Key in keyof StripRow]: StripRow[Key][] };

/**
 * Every point that counts at any moment of the window, oldest first. One row of columns comes back instead of a row per
 * point: ten thousand rows take the driver longer to build than all the arithmetic on them.
 */
export async function selectStripRows(planId: string, { from, to }: { from: Date; to: Date }): Promise<StripRow[]> {
  const [found] = await db().$queryRaw<{ points: Columns | null }[]>`
    select json_build_object(
        'id', coalesce(json_agg(c."id"), '[]'), 'state', coalesce(json_agg(c."state"), '[]'),
        'createdAt', json_agg(floor(extract(epoch from c."createdAt") * 1000)), 'capturedAt', json_agg(floor(extract(epoch from c."capturedAt") * 1000)), 'localAt', json_agg(floor(extract(epoch from c."localAt") * 1000)),
        'offsiteAt', json_agg(floor(extract(epoch from c."offsiteAt") * 1000)), 'verifiedAt', json_agg(floor(extract(epoch from c."verifiedAt") * 1000)), 'goneAt', json_agg(floor(extract(epoch from c."goneAt") * 1000)),
        'consistency', json_agg(c."consistency"), 'complete', json_agg(c."capturedCount" >= c."memberCount"),
        'holds', json_agg(c."capturedCount" > 0), 'pinned', json_agg(c."pinned")) as points
      from (select * from "Checkpoint" where "planId" = ${planId} and "createdAt" < ${to} and ("goneAt" is null or "goneAt" >= ${from}) order by "createdAt") c`;
  return rowsOf(found?.points ?? null);
}

function rowsOf(columns: Columns | null): StripRow[] {
  if (!columns) return [];
  return columns.id.map((id, index) => ({
    id,
    state: columns.state[index] ?? "failed",
    createdAt: columns.createdAt[index] ?? 0,
    capturedAt: columns.capturedAt[index] ?? null,
    localAt: columns.localAt[index] ?? null,
    offsiteAt: columns.offsiteAt[index] ?? null,
    verifiedAt: columns.verifiedAt[index] ?? null,
    goneAt: columns.goneAt[index] ?? null,
    consistency: columns.consistency[index] ?? null,
    complete: columns.complete[index] ?? false,
    holds: columns.holds[index] ?? false,
    pinned: columns.pinned[index] ?? false,
  }));
}

type Span = { from: Date; to: Date };

/** The checkpoints begun in the span, oldest first, and those begun up to a day before whose copies came in it. */
export function selectSpanPoints(planId: string, { from, to }: Span): Promise<TimelineRow[]> {
  const dayBefore = new Date(from.getTime() - 86_400_000);
  return db().checkpoint.findMany({
    where: {
      planId,
      createdAt: { gte: dayBefore, lt: to },
      OR: [
        { createdAt: { gte: from } },
        { localAt: { gte: from } },
        { offsiteAt: { gte: from } },
        { verifiedAt: { gte: from } },
        { state: { in: ["pending", "running"] } },
      ],
    },
    orderBy: { createdAt: "asc" },
    select: timelineSelect,
  });
}

/**
 * Of the points captured before `from`, those that could still be the best one after it: per rung the newest complete
 * ones that were there then. `depth` of them, should the newest go during the span.
 */
export async function selectCarried(
  planId: string,
  { from, to }: Span,
  { level, depth = 100 }: { level: Consistency; depth?: number },
): Promise<TimelineRow[]> {
  const levels =
    level === "application" ? ["application"] : level === "filesystem" ? ["filesystem", "application"] : null;
  const rungs = ["localAt", "offsiteAt", "verifiedAt"] as const;
  const found = await Promise.all(
    rungs.map((rung) =>
      db().checkpoint.findMany({
        where: {
          planId,
          capturedAt: { lt: from },
          [rung]: { lt: to },
          state: { in: ["usable", "expiring", "expired"] },
          ...(levels ? { consistency: { in: levels } } : {}),
          OR: [{ goneAt: null }, { goneAt: { gt: from } }],
        },
        orderBy: { capturedAt: "desc" },
        take: depth,
        select: timelineSelect,
      }),
    ),
  );
  return [...new Map(found.flat().map((row) => [row.id, row])).values()];
}

export type LaneRow = {
  checkpointId: string;
  kind: string;
  resourceId: string;
  name: string;
  state: string;
  capturedAt: Date | null;
  copiedAt: Date | null;
};

/** Each resource of these checkpoints, with when the last of its own copies was whole. */
export async function selectLaneRows(checkpointIds: string[]): Promise<LaneRow[]> {
  if (checkpointIds.length === 0) return [];
  return db().$queryRaw<LaneRow[]>`
    select x."checkpointId", x."kind", x."resourceId", x."name", x."state", x."capturedAt", max(c."availableAt") as "copiedAt"
      from "Captured" x left join "Copy" c on c."capturedId" = x."id" and not c."imported"
     where x."checkpointId" = any(${checkpointIds})
     group by x."id"
     order by x."kind", x."name", x."resourceId"`;
}

type Slice = { from: Date | null; to: Date | null };
const within = (planId: string, { from, to }: Slice) => ({
  planId,
  createdAt: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) },
});

/** A page of the table twin, newest first. The marker is the last row of the page before. */
export function selectPointSlice(
  planId: string,
  slice: Slice,
  { after, limit }: { after: { createdAt: Date; id: string } | null; limit: number },
): Promise<TimelineRow[]> {
  return db().checkpoint.findMany({
    where: {
      AND: [
        within(planId, slice),
        after
          ? { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }
          : {},
      ],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
    select: timelineSelect,
  });
}

export function countPoints(planId: string, slice: Slice): Promise<number> {
  return db().checkpoint.count({ where: within(planId, slice) });
}

/** Members that joined or left the plan in the span. */
export function selectMemberMoves(
  planId: string,
  { from, to }: Span,
): Promise<{ kind: string; resourceId: string; name: string; joinedAt: Date; leftAt: Date | null }[]> {
  const inSpan = { gte: from, lt: to };
  return db().member.findMany({
    where: { planId, OR: [{ joinedAt: inSpan }, { leftAt: inSpan }] },
    select: { kind: true, resourceId: true, name: true, joinedAt: true, leftAt: true },
  });
}

/** Restores begun from the plan's checkpoints in the span. */
export function selectRestoreStarts(
  planId: string,
  { from, to }: Span,
): Promise<{ id: string; title: string; createdAt: Date }[]> {
  return db().run.findMany({
    where: { planId, kind: "restore", createdAt: { gte: from, lt: to } },
    select: { id: true, title: true, createdAt: true },
  });
}

export type PlanEventRow = {
  at: Date;
  action: string;
  actorName: string;
  reason: string | null;
  before: unknown;
  after: unknown;
};

/** What was done to the plan before `to`: pauses of whatever age, everything else only since `from`. */
export function selectPlanEvents(planId: string, { from, to }: Span): Promise<PlanEventRow[]> {
  return db().audit.findMany({
    where: {
      objectId: planId,
      result: "done",
      at: { lt: to },
      OR: [
        { action: { in: ["plan.pause", "plan.resume"] } },
        { at: { gte: from }, action: { in: ["plan.edit", "credential.lost", "credential.renew"] } },
      ],
    },
    orderBy: { id: "asc" },
    take: 1000,
    select: { at: true, action: true, actorName: true, reason: true, before: true, after: true },
  });
}
