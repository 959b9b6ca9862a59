import type { Prisma } from "@/generated/prisma/client";
import { auditAction, auditResult, type AuditAction, type AuditQuery, type AuditView } from "@/lib/domain/audit";
import { json, type Json } from "@/lib/domain/json";
import type { Scope } from "@/lib/domain/permissions";
import { db, type Tx } from "./client";

/** Who did it: a person's `Actor` fits, and so does the worker. */
export type AuditedActor = { userId: string; userName: string; address?: string | null; requestId?: string | null };

/** The scheduler and the retention, which act for nobody in particular. */
export const BREAKWATER_ACTOR: AuditedActor = { userId: "breakwater", userName: "Breakwater" };

export type AuditEntry = {
  actor: AuditedActor;
  /** Null for what belongs to no project, such as a site. */
  scope: (Scope & { projectName: string }) | null;
  action: AuditAction;
  object: { kind: string; id: string; name: string };
  result: "done" | "refused" | "failed";
  reason?: string | null;
  before?: Json;
  after?: Json;
};

/** Adds one row; the database sets its hash, and refuses any later change of it. Give the transaction of the change itself. */
export async function insertAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const { actor, scope, object } = entry;
  await tx.audit.create({
    data: {
      actorId: actor.userId,
      actorName: actor.userName,
      address: actor.address ?? null,
      requestId: actor.requestId ?? null,
      cloudId: scope?.cloudId ?? null,
      projectId: scope?.projectId ?? null,
      projectName: scope?.projectName ?? null,
      action: entry.action,
      objectKind: object.kind,
      objectId: object.id,
      objectName: object.name,
      result: entry.result,
      reason: entry.reason ?? null,
      ...(entry.before === undefined || entry.before === null ? {} : { before: entry.before }),
      ...(entry.after === undefined || entry.after === null ? {} : { after: entry.after }),
    },
    select: { id: true },
  });
}

const auditSelect = {
  id: true,
  at: true,
  actorName: true,
  projectName: true,
  action: true,
  objectKind: true,
  objectId: true,
  objectName: true,
  result: true,
  reason: true,
  address: true,
  requestId: true,
  before: true,
  after: true,
} satisfies Prisma.AuditSelect;
type Row = Prisma.AuditGetPayload<{ select: typeof auditSelect }>;

/** A whole cloud with what belongs to no project, such as its sites: for its administrators alone. */
export type CloudScope = { cloudId: string; projectId: null };

/** Newest first. `marker` is the last id of the page before. */
export async function selectAudit(
  scope: Scope | CloudScope,
  query: AuditQuery,
): Promise<{ rows: AuditView[]; nextMarker: string | null }> {
  const rows = await db().audit.findMany({
    where: { AND: [within(scope), conditions(query)] },
    orderBy: { id: "desc" },
    take: query.limit + 1,
    select: auditSelect,
  });
  const page = rows.slice(0, query.limit).map(toView);
  return { rows: page, nextMarker: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null };
}

/** The history of one thing, newest first. */
export async function selectAuditOfObject(scope: Scope, objectId: string, limit = 100): Promise<AuditView[]> {
  const rows = await db().audit.findMany({
    where: { cloudId: scope.cloudId, projectId: scope.projectId, objectId },
    orderBy: { id: "desc" },
    take: limit,
    select: auditSelect,
  });
  return rows.map(toView);
}

function within({ cloudId, projectId }: Scope | CloudScope): Prisma.AuditWhereInput {
  return projectId === null ? { OR: [{ cloudId }, { cloudId: null }] } : { cloudId, projectId };
}

/** Recomputes every hash from the first record on; a null id: the chain holds. */
export async function selectChain(): Promise<{ firstBreakId: string | null; records: number }> {
  const [row] = await db().$queryRaw<{ broken: bigint | null; records: bigint }[]>`
    select (select "id" from audit_first_break()) as "broken", (select count(*) from "Audit") as "records"`;
  return { firstBreakId: row?.broken?.toString() ?? null, records: Number(row?.records ?? 0) };
}

function conditions({ search, action, objectId, result, from, to, marker }: AuditQuery): Prisma.AuditWhereInput {
  const words = { contains: search, mode: "insensitive" } as const;
  return {
    ...(action ? { action } : {}),
    ...(objectId ? { objectId } : {}),
    ...(result ? { result } : {}),
    ...(marker && /^\d{1,18}$/.test(marker) ? { id: { lt: BigInt(marker) } } : {}),
    ...(from || to ? { at: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } : {}),
    ...(search
      ? {
          OR: [
            { objectName: words },
            { actorName: words },
            { reason: words },
            { objectId: { equals: search } },
            { requestId: { equals: search } },
            { address: { equals: search } },
          ],
        }
      : {}),
  };
}

function toView(row: Row): AuditView {
  return {
    ...row,
    id: row.id.toString(),
    at: row.at.toISOString(),
    action: auditAction.parse(row.action),
    result: auditResult.parse(row.result),
    before: json.nullable().parse(row.before),
    after: json.nullable().parse(row.after),
  };
}
