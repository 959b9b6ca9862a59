import { z } from "zod";
import { instant } from "./json";
import { oldServer } from "./old-ports";
import { restoreRunInput } from "./restore-steps";

/** Real, or a drill: the same steps into isolated networks, cleaned up afterwards. */
export const FAILOVER_PURPOSES = ["real", "drill"] as const;
export const failoverPurpose = z.enum(FAILOVER_PURPOSES);
export type FailoverPurpose = z.infer<typeof failoverPurpose>;

/** Planned: the source is shut down and its last state taken. Disaster: the source is not asked for anything. */
export const FAILOVER_MODES = ["planned", "disaster"] as const;
export const failoverMode = z.enum(FAILOVER_MODES);
export type FailoverMode = z.infer<typeof failoverMode>;

/** What became of the workload at the site to which it went. */
export const WORKLOAD_STATES = ["preparing", "starting", "up", "committed", "undone", "failed"] as const;
export const workloadState = z.enum(WORKLOAD_STATES);
export type WorkloadState = z.infer<typeof workloadState>;

/** What became of what must go again: the copy that a drill or an undone failover made, the old servers after a commit. */
export const CLEANUP_STATES = ["none", "due", "running", "done", "leftovers"] as const;
export const cleanupState = z.enum(CLEANUP_STATES);
export type CleanupState = z.infer<typeof cleanupState>;

/** One thing that the source still needs, done when its site answers again. */
export const sourceTask = z.object({
  key: z.string(),
  /** stop: the server must not run beside its successor. start: an undone failover gives it back. */
  do: z.enum(["stop", "start"]),
  serverId: z.string(),
  name: z.string(),
  state: z.enum(["due", "done", "gone", "failed"]),
  at: instant.nullable(),
  detail: z.string().nullable(),
});
export type SourceTask = z.infer<typeof sourceTask>;

/** A protected thing and what stands for it at the other site. */
export const successor = z.object({
  kind: z.string(),
  sourceId: z.string(),
  targetId: z.string(),
  name: z.string(),
});
export type Successor = z.infer<typeof successor>;

/** Which point the workload comes back from; `latest` is fixed when the review is shown, never silently replaced. */
export const pointChoice = z.discriminatedUnion("by", [
  z.object({ by: z.literal("latest") }),
  z.object({ by: z.literal("latest-consistent") }),
  z.object({ by: z.literal("latest-verified") }),
  z.object({ by: z.literal("at"), at: instant }),
  z.object({ by: z.literal("pick"), checkpointId: z.string().min(1).max(64) }),
]);
export type PointChoice = z.infer<typeof pointChoice>;

/** What a person asks for; the review answers with what that means, and a hash that binds the start to it. */
export const failoverInput = z.object({
  planId: z.string().min(1).max(64),
  purpose: failoverPurpose,
  mode: failoverMode,
  /** When the interruption began, for a disaster; the RTO counts from then. */
  impactAt: instant.nullable().default(null),
  /** Not used by a planned failover, which takes a point of its own. */
  point: pointChoice,
});
export type FailoverInput = z.infer<typeof failoverInput>;

/** What the run is started with. A planned failover learns only on its way from which point it restores. */
export const failoverRunInput = z.object({
  planId: z.string(),
  purpose: failoverPurpose,
  mode: failoverMode,
  sourceSiteId: z.string(),
  targetSiteId: z.string(),
  /** Shut down by a planned failover, in this order. */
  quiet: z.array(z.object({ serverId: z.string(), name: z.string() })),
  /** Null: it is made when the last point is there. */
  restore: restoreRunInput.nullable(),
});
export type FailoverRunInput = z.infer<typeof failoverRunInput>;

/** What an undone failover, or the end of a drill, is started with. */
export const undoFailoverInput = z.object({
  failoverId: z.string(),
  things: z.array(z.object({ siteId: z.string(), kind: z.string(), resourceId: z.string(), name: z.string() })),
  /** Shut down by the failover, and given back to their users now. */
  start: z.array(z.object({ serverId: z.string(), name: z.string() })),
  /** Old servers at the target that gave up their ports, and get them back. */
  giveBack: z.array(oldServer).default([]),
  sourceSiteId: z.string(),
  targetSiteId: z.string(),
});
export type UndoFailoverInput = z.infer<typeof undoFailoverInput>;
