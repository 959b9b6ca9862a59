import { Prisma } from "@/generated/prisma/client";
import type { Json } from "@/lib/domain/json";
import type { Consistency } from "@/lib/domain/plan";
import type { Dependency, ResourceKind } from "@/lib/domain/resource";
import { resourceKind } from "@/lib/domain/resource";
import { db, type Tx } from "./client";
import { required } from "./stored";

export type NewCheckpoint = {
  id: string;
  planId: string;
  cloudId: string;
  projectId: string;
  siteId: string;
  trigger: "schedule" | "catch-up" | "manual" | "failover";
  runId: string | null;
  slotAt: Date | null;
};

/** False when it is there already, or another one has this slot. */
export async function insertCheckpoint(tx: Tx, checkpoint: NewCheckpoint): Promise<boolean> {
  const { count } = await tx.checkpoint.createMany({ data: [checkpoint], skipDuplicates: true });
  return count === 1;
}

/** A slot for which no run could begin: the gap has a row and a cause. */
export async function insertPassedOver(tx: Tx, checkpoint: NewCheckpoint, cause: string, at: Date): Promise<boolean> {
  const { count } = await tx.checkpoint.createMany({
    data: [{ ...checkpoint, state: "failed", cause, goneAt: at }],
    skipDuplicates: true,
  });
  return count === 1;
}

export async function markCheckpointRunning(id: string): Promise<void> {
  await db().checkpoint.updateMany({
    where: { id, state: { in: ["pending", "failed", "partial", "running"] } },
    data: { state: "running", cause: null, goneAt: null },
  });
}

/** For the next attempt of its run: the rows of what was captured stay. */
export async function reopenCheckpoint(tx: Tx, id: string): Promise<void> {
  await tx.checkpoint.updateMany({
    where: { id, state: { in: ["failed", "partial"] } },
    data: { state: "pending", cause: null, goneAt: null },
  });
}

export type NewCaptured = {
  kind: ResourceKind;
  resourceId: string;
  name: string;
  sizeGiB: number | null;
  dependsOn: Dependency[];
  cause?: string;
};

/** Writes down what the checkpoint is to hold; what is missing is failed from the start. Doing it twice changes nothing. */
export async function insertCaptured(checkpointId: string, rows: NewCaptured[]): Promise<void> {
  await db().captured.createMany({
    data: rows.map(({ cause, ...row }) => ({ ...row, checkpointId, ...(cause ? { state: "failed", cause } : {}) })),
    skipDuplicates: true,
  });
  const memberCount = await db().captured.count({ where: { checkpointId } });
  await db().checkpoint.update({ where: { id: checkpointId }, data: { memberCount } });
}

export type CapturedRow = {
  id: string;
  kind: ResourceKind;
  resourceId: string;
  name: string;
  state: string;
  capturedAt: Date | null;
  sizeGiB: number | null;
  consistency: string | null;
  cause: string | null;
};

export async function selectCaptured(checkpointId: string, tx: Tx = db()): Promise<CapturedRow[]> {
  const rows = await tx.captured.findMany({
    where: { checkpointId },
    orderBy: [{ kind: "asc" }, { resourceId: "asc" }],
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
    },
  });
  return rows.map((row) => ({ ...row, kind: resourceKind.parse(row.kind) }));
}

export type CapturedEnd =
  | { state: "captured"; capturedAt: Date; consistency: Consistency | null; sizeGiB?: number | null }
  | { state: "failed" | "left-out"; cause: string };

export async function endCaptured(
  tx: Tx,
  where: { checkpointId: string; kind: ResourceKind; resourceId: string },
  end: CapturedEnd,
): Promise<string | null> {
  const row = await tx.captured.findUnique({ where: { checkpointId_kind_resourceId: where }, select: { id: true } });
  if (!row) return null;
  const data = end.state === "captured" ? { ...end, cause: null } : end;
  await tx.captured.update({ where: { id: row.id }, data, select: { id: true } });
  return row.id;
}

export async function saveManifest(tx: Tx, id: string, manifest: Json, sha256: string | null): Promise<void> {
  await tx.checkpoint.update({
    where: { id },
    data: { manifest: required(manifest), manifestSha256: sha256 },
    select: { id: true },
  });
}

export async function selectManifest(id: string, tx: Tx = db()): Promise<Json> {
  const row = await tx.checkpoint.findUnique({ where: { id }, select: { manifest: true } });
  // What is stored there was Json.
  return (row?.manifest ?? null) as Json;
}

export type CheckpointEnd = {
  state: "usable" | "partial" | "failed";
  cause: string | null;
  capturedAt: Date | null;
  spreadMs: number | null;
  localAt: Date | null;
  consistency: Consistency | null;
  full: boolean;
  chainLength: number | null;
  sizeGiB: number | null;
  capturedCount: number;
};

/** A failed one holds nothing: it is gone at once, and stays in the history as a gap with a cause. False when it was concluded before. */
export async function endCheckpoint(tx: Tx, id: string, end: CheckpointEnd, at: Date): Promise<boolean> {
  const gone = end.state === "failed" ? { goneAt: at, goneReason: null } : {};
  const { count } = await tx.checkpoint.updateMany({
    where: { id, state: { in: ["pending", "running"] } },
    data: { ...end, ...gone },
  });
  return count === 1;
}

/** Its run is over, and nobody has concluded it: nothing of it can be relied upon. */
export async function failStranded(tx: Tx, id: string, cause: string, at: Date): Promise<void> {
  await tx.checkpoint.updateMany({
    where: { id, state: { in: ["pending", "running"] } },
    data: { state: "failed", cause, goneAt: at },
  });
}

export type WorkCheckpoint = {
  id: string;
  planId: string;
  cloudId: string;
  projectId: string;
  siteId: string;
  state: string;
  runId: string | null;
  capturedAt: Date | null;
  pinned: boolean;
  pinnedReason: string | null;
};

const workSelect = {
  id: true,
  planId: true,
  cloudId: true,
  projectId: true,
  siteId: true,
  state: true,
  runId: true,
  capturedAt: true,
  pinned: true,
  pinnedReason: true,
} satisfies Prisma.CheckpointSelect;

export function selectWorkCheckpoint(id: string, tx: Tx = db()): Promise<WorkCheckpoint | null> {
  return tx.checkpoint.findUnique({ where: { id }, select: workSelect });
}

/** The checkpoints of a plan that hold data, with what they need directly. */
export async function selectHolding(planId: string, tx: Tx = db()): Promise<(WorkCheckpoint & { needs: string[] })[]> {
  const rows = await tx.checkpoint.findMany({
    where: { planId, goneAt: null, state: { in: ["usable", "partial", "expiring"] } },
    orderBy: { createdAt: "asc" },
    select: workSelect,
  });
  const links = await tx.$queryRaw<{ child: string; parent: string }[]>`
    select distinct c."checkpointId" as child, p."checkpointId" as parent
      from "Copy" c join "Copy" p on p."id" = c."parentId"
     where c."checkpointId" = any(${rows.map((row) => row.id)})
       and c."checkpointId" <> p."checkpointId" and c."goneAt" is null and not c."imported"`;
  const needs = new Map<string, string[]>();
  for (const { child, parent } of links) needs.set(child, [...(needs.get(child) ?? []), parent]);
  return rows.map((row) => ({ ...row, needs: needs.get(row.id) ?? [] }));
}

/** Asked to go, and still there: because it is being removed, or because others need its bytes. */
export async function markExpiring(tx: Tx, ids: string[], cause: string | null): Promise<void> {
  await tx.checkpoint.updateMany({
    where: { id: { in: ids }, goneAt: null, pinned: false },
    data: { state: "expiring", cause },
  });
}

/** The row stays, so that history stays true; only the data is gone. */
export async function markExpired(tx: Tx, id: string, reason: string, at: Date): Promise<boolean> {
  const { count } = await tx.checkpoint.updateMany({
    where: { id, goneAt: null },
    data: { state: "expired", goneAt: at, goneReason: reason, cause: null },
  });
  return count === 1;
}
