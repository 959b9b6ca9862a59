import "server-only";
import { selectAudit, selectChain, type CloudScope } from "@/lib/db/audit";
import type { AuditChain, AuditPage, AuditQuery } from "@/lib/domain/audit";
import { isAllowed, type Actor, type Scope } from "@/lib/domain/permissions";
import { requireActor } from "../session";

/** One page of what was done, newest first: of the project, or for an administrator of the whole cloud. */
export async function listAudit(query: AuditQuery): Promise<AuditPage> {
  return auditPageOf(await requireActor("project:read"), query);
}

export async function auditPageOf(actor: Actor, query: AuditQuery): Promise<AuditPage> {
  const scope = auditScopeOf(actor);
  return { ...(await selectAudit(scope, query)), everyProject: scope.projectId === null };
}

/** Recomputes the chain of hashes over all records. It tells of no project more than that nothing was changed. */
export async function checkChain(): Promise<AuditChain> {
  const { firstBreakId, records } = await selectChain();
  return { holds: firstBreakId === null, firstBreakId, records, checkedAt: new Date().toISOString() };
}

export function auditScopeOf(actor: Actor): Scope | CloudScope {
  const { cloudId, projectId } = actor;
  return isAllowed(actor, "admin:read") ? { cloudId, projectId: null } : { cloudId, projectId };
}
