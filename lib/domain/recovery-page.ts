import { z } from "zod";
import type { Failure } from "./errors";
import { instant } from "./json";
import { recoverySettings, type RecoverySettings } from "./recovery-settings";
import { checkResult, type RestoreOptions } from "./restore";
import type { RestoreSource } from "./restore-source";

/** What the page of a plan's recovery begins with. */
export type RecoveryFacts = {
  plan: { id: string; name: string; siteName: string; recoverySite: { id: string; name: string } | null };
  settings: RecoverySettings;
  /** Null: the plan has no checkpoint that could be restored, so that there is nothing to map yet. */
  source: RestoreSource | null;
  /** What the recovery site offers; null where there is none, or it does not answer. */
  options: RestoreOptions | null;
  failure: Failure | null;
};

/** `found`: the settings as they were shown, so that nobody's later change is overwritten unseen. */
export const recoveryChange = z.object({
  planId: z.string().min(1).max(64),
  settings: recoverySettings,
  found: recoverySettings,
});
export type RecoveryChange = z.infer<typeof recoveryChange>;

export const readinessCheck = checkResult.extend({ checkedAt: instant });

/** Whether the plan could be brought up at its recovery site now. */
export const readiness = z.object({
  verdict: checkResult.shape.verdict,
  checks: z.array(readinessCheck),
  checkedAt: instant,
});
export type Readiness = z.infer<typeof readiness>;

export const dryRunQuery = z.object({
  planId: z.string().min(1).max(64),
  purpose: z.enum(["real", "drill"]).default("real"),
});

/** Every step of a recovery, in order, with the call that it would make. Nothing was done. */
export const dryRun = z.object({
  checkpointId: z.string(),
  capturedAt: instant,
  targetSiteName: z.string(),
  steps: z.array(z.object({ key: z.string(), title: z.string(), call: z.string(), expectedMs: z.number().nullable() })),
  /** What would have to be set before. */
  gaps: z.array(checkResult),
  checkedAt: instant,
});
export type DryRun = z.infer<typeof dryRun>;
