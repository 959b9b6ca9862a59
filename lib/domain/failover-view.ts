import { z } from "zod";
import { cleanupState, failoverMode, failoverPurpose, sourceTask, successor, workloadState } from "./failover";
import { instant } from "./json";
import { checkResult } from "./restore";
import { runDetail } from "./run";

/** A point from which the workload could come back, and what choosing it would cost. */
export const failoverPoint = z.object({
  checkpointId: z.string(),
  capturedAt: instant,
  consistency: z.string().nullable(),
  state: z.string(),
  /** Whether it can be restored without asking the source site anything. */
  offsite: z.boolean(),
  verifiedAt: instant.nullable(),
  /** What was written after it and before the impact, or now, is lost: milliseconds. */
  lossMs: z.number(),
});
export type FailoverPoint = z.infer<typeof failoverPoint>;

const place = z.object({ id: z.string(), name: z.string(), state: z.string() });

/** What would be done, shown before anything is done. `hash` binds the start to what was shown. */
export const failoverReview = z.object({
  hash: z.string(),
  purpose: failoverPurpose,
  mode: failoverMode,
  planName: z.string(),
  from: place,
  to: place,
  /** Null: a planned failover takes one of its own; what is shown is made from the newest one there is. */
  point: failoverPoint.nullable(),
  checks: z.array(checkResult),
  waves: z.array(z.array(z.object({ name: z.string(), critical: z.boolean(), gates: z.number() }))),
  steps: z.array(z.object({ key: z.string(), title: z.string(), expectedMs: z.number().nullable().optional() })),
  counts: z.object({ servers: z.number(), volumes: z.number(), sizeGiB: z.number(), addresses: z.number() }),
  /** Along the longest way through the lanes; a quarter of it up or down is to be expected while nothing was measured. */
  expectedMs: z.number(),
  pace: z.object({ fixedMs: z.number(), msPerGiB: z.number(), measuredOn: z.number() }),
  rtoMinutes: z.number(),
  /** In plain sentences: what happens at the source, what can be undone and from when on it cannot. */
  effects: z.array(z.string()),
  checkedAt: instant,
});
export type FailoverReview = z.infer<typeof failoverReview>;

/** A failover or a drill as its page shows it. */
export const failoverView = z.object({
  id: z.string(),
  planId: z.string(),
  planName: z.string(),
  purpose: failoverPurpose,
  mode: failoverMode,
  from: z.object({ id: z.string(), name: z.string() }),
  to: z.object({ id: z.string(), name: z.string() }),
  checkpointId: z.string().nullable(),
  workload: workloadState,
  cleanup: cleanupState,
  reason: z.string(),
  declaredBy: z.string(),
  declaredAt: instant,
  impactAt: instant.nullable(),
  pointAt: instant.nullable(),
  upAt: instant.nullable(),
  committedAt: instant.nullable(),
  undoneAt: instant.nullable(),
  cleanedAt: instant.nullable(),
  endsAt: instant.nullable(),
  successors: z.array(successor),
  sourceTasks: z.array(sourceTask),
  /** Milliseconds; null while it is not up. */
  times: z.object({
    lossMs: z.number().nullable(),
    totalMs: z.number().nullable(),
    executionMs: z.number().nullable(),
    peopleMs: z.number(),
    machineMs: z.number().nullable(),
  }),
  rtoMinutes: z.number(),
  /** Who must act now, and what for, in one sentence; null: nobody. */
  waitsFor: z.object({ who: z.enum(["you", "breakwater", "source site"]), what: z.string() }).nullable(),
});
export type FailoverView = z.infer<typeof failoverView>;

export const failoverDetail = failoverView.extend({
  run: runDetail,
  /** The run that undoes it or ended it. */
  undo: z.object({ runId: z.string(), state: z.string() }).nullable(),
});
export type FailoverDetail = z.infer<typeof failoverDetail>;
