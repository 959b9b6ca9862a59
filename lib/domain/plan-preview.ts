import { z } from "zod";
import { instant } from "./json";
import { offsiteWay, retention, rung, schedule, selection } from "./plan";
import { resourceKind, resourceRef } from "./resource";

/** What the guided form asks while it is filled in. Each travels as one JSON text in the address of a GET. */
export const selectionQuestion = z.object({ siteId: z.string().min(1), selection });
export const scheduleQuestion = z.object({ schedule });
export const retentionQuestion = z.object({
  schedule,
  retention,
  fullEvery: z.number().int().min(1).max(100),
});
export const promiseQuestion = z.object({ planId: z.string().nullable(), siteId: z.string(), schedule, rung });
export const choiceQuestion = z.object({
  siteId: z.string().min(1),
  by: z.enum(["server-group", "stack", "metadata", "tag"]),
});

/** The members that a rule would take now. */
export const selectionPreview = z.object({
  members: z.array(resourceRef),
  counts: z.array(z.object({ kind: resourceKind, count: z.number() })),
  seenAt: instant,
});
export type SelectionPreview = z.infer<typeof selectionPreview>;

export const schedulePreview = z.object({
  /** Why it cannot be used; null: it can. */
  problem: z.string().nullable(),
  text: z.string(),
  nextRuns: z.array(instant),
  longestIntervalMs: z.number().nullable(),
});
export type SchedulePreview = z.infer<typeof schedulePreview>;

/** A point that would be alive at the end of the horizon, and all that keeps it. */
export const simulatedPoint = z.object({ at: instant, full: z.boolean(), keptBy: z.array(z.string()) });

export const retentionPreview = z.object({
  horizonDays: z.number(),
  /** The end of the horizon: the simulated now. */
  until: instant,
  captured: z.number(),
  /** Newest first. */
  points: z.array(simulatedPoint),
  /** At the end of each day: how many are alive, and what they store, in full copies. */
  curve: z.array(z.object({ at: instant, count: z.number(), fullBackups: z.number() })),
  /** What an incremental copy is taken to store, as a share of a full one. */
  incrementalShare: z.number(),
});
export type RetentionPreview = z.infer<typeof retentionPreview>;

export const promisePreview = z.object({
  intervalMs: z.number().nullable(),
  /** The 95th percentile of the time from capture to restorable; null: nothing was measured yet. */
  copyMs: z.number().nullable(),
  /** On which checkpoints it was measured: the plan's own, or all of the project's at the site. */
  measuredOn: z.enum(["plan", "site", "nothing"]),
  measuredCount: z.number(),
});
export type PromisePreview = z.infer<typeof promisePreview>;

export const choice = z.object({ id: z.string(), name: z.string(), note: z.string() });
export const choices = z.array(choice);
export type Choice = z.infer<typeof choice>;

/** Whether what is captured at one site can be brought back at another, by what is known of the two. */
export const recoveryFeasibility = z.object({
  siteId: z.string(),
  recoverySiteId: z.string(),
  way: offsiteWay,
  possible: z.boolean(),
  finding: z.string(),
  detail: z.string(),
});
export type RecoveryFeasibility = z.infer<typeof recoveryFeasibility>;
