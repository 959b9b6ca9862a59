import { z } from "zod";
import { cleanupState, failoverMode, failoverPurpose, workloadState } from "./failover";
import { instant } from "./json";

export const RECOVERY_PAGE_SIZE = 20;

export const recoveryQuery = z.object({
  /** Of the plans. */
  page: z.number().int().min(1).max(10_000).default(1),
  /** Of what was done. */
  past: z.number().int().min(1).max(10_000).default(1),
});
export type RecoveryQuery = z.infer<typeof recoveryQuery>;

/** A failover or a drill as a line of the history. */
export const recoveryEvent = z.object({
  id: z.string(),
  planId: z.string(),
  planName: z.string(),
  purpose: failoverPurpose,
  mode: failoverMode,
  fromName: z.string(),
  toName: z.string(),
  declaredAt: instant,
  workload: workloadState,
  cleanup: cleanupState,
  /** Data lost, or what would have been, and the recovery time; milliseconds, null while it was never up. */
  lossMs: z.number().nullable(),
  totalMs: z.number().nullable(),
  /** As it was promised then. */
  rtoMinutes: z.number(),
});
export type RecoveryEvent = z.infer<typeof recoveryEvent>;

export const recoveryPlan = z.object({
  planId: z.string(),
  planName: z.string(),
  fromName: z.string(),
  /** Null: no recovery site is set. */
  toName: z.string().nullable(),
  /** The newest point that could be restored without the source. */
  offsite: z.object({ capturedAt: instant }).nullable(),
  rpoMinutes: z.number(),
  rtoMinutes: z.number(),
  lastDrill: recoveryEvent.nullable(),
  open: z.array(z.object({ id: z.string(), purpose: failoverPurpose })),
});
export type RecoveryPlan = z.infer<typeof recoveryPlan>;

export const recoveryList = z.object({
  plans: z.array(recoveryPlan),
  planTotal: z.number(),
  /** Of all plans: how many have a recovery site. */
  readyTotal: z.number(),
  history: z.array(recoveryEvent),
  historyTotal: z.number(),
  /** What came up, oldest first: the trend of recovery times. */
  trend: z.array(recoveryEvent),
});
export type RecoveryList = z.infer<typeof recoveryList>;
