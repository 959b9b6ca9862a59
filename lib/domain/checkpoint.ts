import { z } from "zod";
import { instant } from "./json";
import { consistency } from "./plan";
import { dependency, resourceKind } from "./resource";

export const CHECKPOINT_STATES = ["pending", "running", "usable", "partial", "failed", "expiring", "expired"] as const;
export const checkpointState = z.enum(CHECKPOINT_STATES);
export type CheckpointState = z.infer<typeof checkpointState>;

export const CHECKPOINT_TRIGGERS = ["schedule", "catch-up", "manual", "failover"] as const;

/** Where bytes of a captured resource are. A chain is full → incremental → …, by `parentId`. */
export const copyView = z.object({
  id: z.string(),
  siteId: z.string(),
  medium: z.enum(["backup", "snapshot", "image"]),
  remoteId: z.string(),
  parentId: z.string().nullable(),
  incremental: z.boolean(),
  sizeGiB: z.number().nullable(),
  state: z.enum(["creating", "available", "deleting", "gone", "error"]),
  availableAt: instant.nullable(),
  goneAt: instant.nullable(),
  /** A record imported at another site: the bytes belong to the original. */
  imported: z.boolean(),
});
export type CopyView = z.infer<typeof copyView>;

export const capturedView = z.object({
  id: z.string(),
  kind: resourceKind,
  resourceId: z.string(),
  name: z.string(),
  state: z.enum(["pending", "captured", "failed", "left-out"]),
  capturedAt: instant.nullable(),
  sizeGiB: z.number().nullable(),
  consistency: consistency.nullable(),
  cause: z.string().nullable(),
  dependsOn: z.array(dependency),
  copies: z.array(copyView),
});
export type CapturedView = z.infer<typeof capturedView>;

export const checkpointView = z.object({
  id: z.string(),
  planId: z.string(),
  planName: z.string(),
  siteId: z.string(),
  state: checkpointState,
  trigger: z.enum(CHECKPOINT_TRIGGERS),
  runId: z.string().nullable(),
  createdAt: instant,
  slotAt: instant.nullable(),
  capturedAt: instant.nullable(),
  spreadMs: z.number().nullable(),
  localAt: instant.nullable(),
  offsiteAt: instant.nullable(),
  verifiedAt: instant.nullable(),
  goneAt: instant.nullable(),
  consistency: consistency.nullable(),
  full: z.boolean(),
  /** Place in its chain: 0 for a full one; null when unknown. */
  chainLength: z.number().nullable(),
  sizeGiB: z.number().nullable(),
  memberCount: z.number(),
  capturedCount: z.number(),
  pinned: z.boolean(),
  pinnedReason: z.string().nullable(),
  cause: z.string().nullable(),
});
export type CheckpointView = z.infer<typeof checkpointView>;

export const checkpointDetail = checkpointView.extend({
  manifestSha256: z.string().nullable(),
  /** Why the recovery site cannot restore it by itself. */
  offsiteCause: z.string().nullable(),
  captured: z.array(capturedView),
  /** Checkpoints that need this one's bytes, and those it needs. */
  neededBy: z.array(z.object({ id: z.string(), capturedAt: instant.nullable() })),
  needs: z.array(z.object({ id: z.string(), capturedAt: instant.nullable() })),
  events: z.array(z.object({ at: instant, what: z.string(), by: z.string().nullable() })),
});
export type CheckpointDetail = z.infer<typeof checkpointDetail>;

/** The least the timeline needs of a point; thousands of them travel. */
export const timelinePoint = z.object({
  id: z.string(),
  state: checkpointState,
  createdAt: instant,
  capturedAt: instant.nullable(),
  localAt: instant.nullable(),
  offsiteAt: instant.nullable(),
  verifiedAt: instant.nullable(),
  goneAt: instant.nullable(),
  full: z.boolean(),
  consistency: consistency.nullable(),
  pinned: z.boolean(),
  capturedCount: z.number(),
  memberCount: z.number(),
  sizeGiB: z.number().nullable(),
  cause: z.string().nullable(),
});
export type TimelinePoint = z.infer<typeof timelinePoint>;
