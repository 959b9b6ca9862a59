import { z } from "zod";
import { instant, json } from "./json";

/** Every change there is. A new action must be named here before it can be audited. */
export const AUDIT_ACTIONS = [
  "session.sign-in",
  "session.sign-in-refused",
  "session.sign-out",
  "session.switch-project",
  "plan.create",
  "plan.edit",
  "plan.pause",
  "plan.resume",
  "plan.delete",
  "plan.import",
  "objective.set",
  "recovery.set",
  "bank.show-key",
  "credential.create",
  "credential.renew",
  "credential.lost",
  "credential.revoke",
  "checkpoint.create",
  "checkpoint.finish",
  "checkpoint.pin",
  "checkpoint.unpin",
  "checkpoint.delete",
  "checkpoint.expire",
  "restore.start",
  "restore.finish",
  "restored.remove",
  "failover.start",
  "failover.commit",
  "failover.undo",
  "drill.start",
  "drill.end",
  "source.fence",
  "step.decide",
  "run.cancel",
  "run.retry",
  "run.finish",
  "site.add",
  "site.edit",
  "site.remove",
  "site.test",
  "audit.export",
  "write.refused",
] as const;
export const auditAction = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.infer<typeof auditAction>;

export const auditResult = z.enum(["done", "refused", "failed"]);

export const auditView = z.object({
  id: z.string(),
  at: instant,
  actorName: z.string(),
  projectName: z.string().nullable(),
  action: auditAction,
  objectKind: z.string(),
  objectId: z.string(),
  objectName: z.string(),
  result: auditResult,
  reason: z.string().nullable(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  before: json.nullable(),
  after: json.nullable(),
});
export type AuditView = z.infer<typeof auditView>;

export const auditQuery = z.object({
  search: z.string().max(255).default(""),
  action: auditAction.nullable().default(null),
  objectId: z.string().max(64).nullable().default(null),
  result: auditResult.nullable().default(null),
  from: instant.nullable().default(null),
  to: instant.nullable().default(null),
  marker: z.string().max(64).nullable().default(null),
  limit: z.number().int().min(1).max(500).default(50),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** What the audit page shows: `everyProject` where the reader is an administrator. */
export const auditPage = z.object({
  rows: z.array(auditView),
  nextMarker: z.string().nullable(),
  everyProject: z.boolean(),
});
export type AuditPage = z.infer<typeof auditPage>;

/** Whether every record still follows from the one before it. */
export const auditChain = z.object({
  holds: z.boolean(),
  firstBreakId: z.string().nullable(),
  records: z.number(),
  checkedAt: instant,
});
export type AuditChain = z.infer<typeof auditChain>;

export const auditExportQuery = auditQuery
  .omit({ marker: true, limit: true })
  .extend({ format: z.enum(["csv", "json"]) });
export type AuditExportQuery = z.infer<typeof auditExportQuery>;
