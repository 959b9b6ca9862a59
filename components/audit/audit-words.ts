import type { Shape } from "@/components/glyph";
import type { Tone } from "@/components/ui/badge";
import type { AuditAction, AuditView } from "@/lib/domain/audit";

/** What was done, as the end of a sentence that begins with who did it. */
export const ACTION_WORDS: Record<AuditAction, string> = {
  "session.sign-in": "signed in",
  "session.sign-in-refused": "was not let in",
  "session.sign-out": "signed out",
  "session.switch-project": "switched project",
  "plan.create": "made the plan",
  "plan.edit": "edited the plan",
  "plan.pause": "paused the plan",
  "plan.resume": "resumed the plan",
  "plan.delete": "deleted the plan",
  "plan.import": "imported the plan",
  "objective.set": "set a new promise",
  "recovery.set": "set how the plan comes back",
  "bank.show-key": "had the bank's key shown",
  "credential.create": "gave the plan access",
  "credential.renew": "renewed the plan's access",
  "credential.lost": "found the plan's access lost",
  "credential.revoke": "took the plan's access away",
  "checkpoint.create": "asked for a checkpoint",
  "checkpoint.finish": "finished a checkpoint",
  "checkpoint.pin": "kept a checkpoint on purpose",
  "checkpoint.unpin": "released a checkpoint",
  "checkpoint.delete": "deleted a checkpoint",
  "checkpoint.expire": "expired a checkpoint",
  "restore.start": "began a restore",
  "restore.finish": "finished a restore",
  "restored.remove": "removed what a restore made",
  "failover.start": "started a failover",
  "failover.commit": "committed a failover",
  "failover.undo": "undid a failover",
  "drill.start": "started a drill",
  "drill.end": "ended a drill",
  "source.fence": "shut down an original at the source",
  "step.decide": "decided about a step",
  "run.cancel": "cancelled a run",
  "run.retry": "retried a run",
  "run.finish": "finished a run",
  "site.add": "added the site",
  "site.edit": "edited the site",
  "site.remove": "removed the site",
  "site.test": "tested the site",
  "audit.export": "exported the audit",
  "write.refused": "was refused a change",
};

export const RESULT_LOOKS: Record<AuditView["result"], { shape: Shape; tone: Tone }> = {
  done: { shape: "complete", tone: "kept" },
  refused: { shape: "cancelled", tone: "risk" },
  failed: { shape: "failed", tone: "breach" },
};

const PAGES: Record<string, string> = { plan: "plans", checkpoint: "checkpoints", run: "runs", site: "sites" };

/** The page of what was changed; null where it has none. It may be gone by now. */
export function objectHref({ objectKind, objectId }: Pick<AuditView, "objectKind" | "objectId">): string | null {
  const section = PAGES[objectKind];
  return section ? `/${section}/${encodeURIComponent(objectId)}` : null;
}
