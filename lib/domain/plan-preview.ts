import { z } from "zod";
import { instant } from "./json";
import { objective, retention, schedule, selection } from "./plan";
import { resourceKind, resourceRef } from "./resource";

/** What the guided form asks while it is filled in. Each travels as one JSON text in the address of a GET. */
export const selectionQuestion = z.object({ siteId: z.string().min(1), selection });
export const scheduleQuestion = z.object({ schedule });
export const retentionQuestion = z.object({
  schedule,
  retention,
  fullEvery: z.number().int().min(1).max(100),
  /** Of one full copy, for the storage curve; null: shown in copies only. */
  sizeGiB: z.number().positive().nullable().default(null),
});
export const promiseQuestion = z.object({ planId: z.string().nullable(), siteId: z.string(), schedule, selection, objective });
export const choiceQuestion = z.object({ siteId: z.string().min(1), by: z.enum(["server-group", "stack", "metadata", "tag"]) });

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

/** A point that would be alive at the end of the horizon, and the rules that keep it. */
export const simulatedPoint = z.object({ at: instant, rules: z.array(z.string()), full: z.boolean(), forChain: z.boolean() });

export const retentionPreview = z.object({
  horizonDays: z.number(),
  from: instant,
  until: instant,
  points: z.array(simulatedPoint),
  rules: z.array(z.object({ rule: z.string(), count: z.number() })),
  /** How many are alive at each time, and their size in full copies. */
  curve: z.array(z.object({ at: instant, points: z.number(), fulls: z.number(), size: z.number() })),
  oldestAt: instant.nullable(),
});
export type RetentionPreview = z.infer<typeof retentionPreview>;

export const promisePreview = z.object({
  /** Interval plus the 95th percentile of capture and copy; null without a schedule. */
  achievableRpoMs: z.number().nullable(),
  intervalMs: z.number().nullable(),
  copyMs: z.number().nullable(),
  /** How many earlier checkpoints the copy time was measured on; 0: it is assumed. */
  measuredOn: z.number(),
});
export type PromisePreview = z.infer<typeof promisePreview>;

export const choice = z.object({ id: z.string(), name: z.string(), note: z.string() });
export const choices = z.array(choice);
export type Choice = z.infer<typeof choice>;
