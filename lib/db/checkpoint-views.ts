import type { Prisma } from "@/generated/prisma/client";
import type { CheckpointQuery } from "@/lib/domain/checkpoint-page";
import type { Scope } from "@/lib/domain/permissions";
import { LIVE_RUN_STATES } from "@/lib/domain/run";
import { db, type Tx } from "./client";

const viewSelect = {
  id: true,
  planId: true,
  siteId: true,
  state: true,
  trigger: true,
  runId: true,
  createdAt: true,
  slotAt: true,
  capturedAt: true,
  spreadMs: true,
  localAt: true,
  offsiteAt: true,
  verifiedAt: true,
  goneAt: true,
  goneReason: true,
  consistency: true,
  full: true,
  chainLength: true,
  sizeGiB: true,
  memberCount: true,
  capturedCount: true,
  pinned: true,
  pinnedReason: true,
  cause: true,
  plan: { select: { name: true, deletedAt: true, recoverySiteId: true } },
} as const satisfies Prisma.CheckpointSelect;
export type CheckpointViewRow = Prisma.CheckpointGetPayload<{ select: typeof viewSelect }>;

const detailSelect = {
  ...viewSelect,
  manifestSha256: true,
  offsiteCause: true,
  captured: {
    orderBy: [{ kind: "asc" }, { name: "asc" }, { resourceId: "asc" }],
    select: {
      id: true,
      kind: true,
      resourceId: true,
      name: true,
      state: true,
      capturedAt: true,
      sizeGiB: true,
      consistency: true,
      cause: true,
      dependsOn: true,
      copies: {
        orderBy: { createdAt: "asc" },
        select: {
          id: true,
          siteId: true,
          medium: true,
          remoteId: true,
          parentId: true,
          incremental: true,
          sizeGiB: true,
          state: true,
          availableAt: true,
          goneAt: true,
          imported: true,
        },
      },
    },
  },
} as const satisfies Prisma.CheckpointSelect;
export type CheckpointDetailRow = Prisma.CheckpointGetPayload<{ select: typeof detailSelect }>;

const HERE = { goneAt: null, state: { in: ["usable", "partial", "expiring"] } } satisfies Prisma.CheckpointWhereInput;

function stateOf(state: CheckpointQuery["state"]): Prisma.CheckpointWhereInput {
  if (state === null) return {};
  if (state === "here") return HERE;
  return state === "pinned" ? { ...HERE, pinned: true } : { state };
}

/** One page of the project's checkpoints, newest first, over all its plans. */
export async function selectCheckpointPage(
  scope: Scope,
  query: Omit<CheckpointQuery, "page">,
  { skip, take }: { skip: number; take: number },
): Promise<{ rows: CheckpointViewRow[]; total: number }> {
  const where = {
    ...own(scope),
    ...(query.planId ? { planId: query.planId } : {}),
    ...(query.siteId ? { siteId: query.siteId } : {}),
    ...stateOf(query.state),
  };
  const [rows, total] = await Promise.all([
    db().checkpoint.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip,
      take,
      select: viewSelect,
    }),
    db().checkpoint.count({ where }),
  ]);
  return { rows, total };
}

/** How many there are, hold data, and ended with a cause in the last day. */
export async function countCheckpoints(
  scope: Scope,
  since: Date,
): Promise<{ all: number; here: number; troubled: number }> {
  const [all, here, troubled] = await Promise.all([
    db().checkpoint.count({ where: own(scope) }),
    db().checkpoint.count({ where: { ...own(scope), ...HERE } }),
    db().checkpoint.count({
      where: { ...own(scope), state: { in: ["failed", "partial"] }, createdAt: { gte: since } },
    }),
  ]);
  return { all, here, troubled };
}

/** Null: there is no such checkpoint in this project. */
export function selectCheckpointDetail(scope: Scope, id: string): Promise<CheckpointDetailRow | null> {
  return db().checkpoint.findFirst({ where: { ...own(scope), id }, select: detailSelect });
}

export type ChainLink = { id: string; capturedAt: Date | null };

/** The checkpoints whose bytes this one builds upon, however far back; newest first. */
export function selectNeeds(checkpointId: string): Promise<ChainLink[]> {
  return db().$queryRaw<ChainLink[]>`
    with recursive up as (
      select p."id", p."parentId", p."checkpointId" from "Copy" c join "Copy" p on p."id" = c."parentId"
       where c."checkpointId" = ${checkpointId} and not c."imported"
      union
      select p."id", p."parentId", p."checkpointId" from up join "Copy" p on p."id" = up."parentId"
    )
    select k."id", k."capturedAt" from "Checkpoint" k
     where k."id" in (select "checkpointId" from up) and k."id" <> ${checkpointId}
     order by k."capturedAt" desc`;
}

/** The checkpoints that still hold data and would be lost with this one's bytes; oldest first. */
export function selectNeededBy(checkpointId: string, tx: Tx = db()): Promise<ChainLink[]> {
  return tx.$queryRaw<ChainLink[]>`
    with recursive down as (
      select k."id", k."checkpointId" from "Copy" c join "Copy" k on k."parentId" = c."id"
       where c."checkpointId" = ${checkpointId} and k."goneAt" is null and not k."imported"
      union
      select k."id", k."checkpointId" from down join "Copy" k on k."parentId" = down."id"
       where k."goneAt" is null and not k."imported"
    )
    select k."id", k."capturedAt" from "Checkpoint" k
     where k."id" in (select "checkpointId" from down) and k."id" <> ${checkpointId} and k."goneAt" is null
     order by k."capturedAt"`;
}

export type CheckpointRun = {
  id: string;
  kind: string;
  title: string;
  state: string;
  createdAt: Date;
  requestedBy: string;
};

/** Runs that took it, restored from it, or removed it; newest first. */
export function selectRunsOf(
  { cloudId, projectId }: Scope,
  checkpointId: string,
  limit = 20,
): Promise<CheckpointRun[]> {
  return db().run.findMany({
    where: {
      cloudId,
      projectId,
      OR: [{ checkpointId }, { kind: "expire", input: { path: ["checkpointIds"], array_contains: checkpointId } }],
    },
    orderBy: { createdAt: "desc" },
    take: limit,
    select: { id: true, kind: true, title: true, state: true, createdAt: true, requestedBy: true },
  });
}

/** The run that is working on the checkpoint's data now: restoring from it or removing it. */
export async function selectLiveRunOf(tx: Tx, checkpointId: string): Promise<{ id: string; title: string } | null> {
  return tx.run.findFirst({
    where: {
      state: { in: [...LIVE_RUN_STATES] },
      OR: [
        { checkpointId, kind: { in: ["restore", "checkpoint"] } },
        { kind: "expire", input: { path: ["checkpointIds"], array_contains: checkpointId } },
      ],
    },
    select: { id: true, title: true },
  });
}

export type LockedCheckpoint = {
  id: string;
  planId: string;
  state: string;
  pinned: boolean;
  pinnedReason: string | null;
  goneAt: Date | null;
  capturedAt: Date | null;
};

/** Held until the transaction ends: whoever keeps, releases or deletes it meanwhile has to wait. Null: not in this project. */
export async function lockCheckpoint(
  tx: Tx,
  { cloudId, projectId }: Scope,
  id: string,
): Promise<LockedCheckpoint | null> {
  const rows = await tx.$queryRaw<LockedCheckpoint[]>`
    select "id", "planId", "state", "pinned", "pinnedReason", "goneAt", "capturedAt" from "Checkpoint"
     where "id" = ${id} and "cloudId" = ${cloudId} and "projectId" = ${projectId} for update`;
  return rows[0] ?? null;
}

/** A reason keeps it whatever the retention says; null releases it. */
export async function setPinned(tx: Tx, id: string, reason: string | null): Promise<void> {
  await tx.checkpoint.update({
    where: { id },
    data: { pinned: reason !== null, pinnedReason: reason },
    select: { id: true },
  });
}

/** The manifest as it was written, with its checksum; null: not in this project, or none was written. */
export async function selectOwnManifest(
  scope: Scope,
  id: string,
): Promise<{ manifest: unknown; sha256: string | null; planName: string; capturedAt: Date | null } | null> {
  const row = await db().checkpoint.findFirst({
    where: { ...own(scope), id },
    select: { manifest: true, manifestSha256: true, capturedAt: true, plan: { select: { name: true } } },
  });
  if (!row || row.manifest === null) return null;
  return { manifest: row.manifest, sha256: row.manifestSha256, planName: row.plan.name, capturedAt: row.capturedAt };
}

// Only these two: a wider object handed in must never widen or narrow the query by accident.
function own({ cloudId, projectId }: Scope): Scope {
  return { cloudId, projectId };
}
