import { z } from "zod";
import { gate } from "./recovery-settings";

const common = { key: z.string().max(120), title: z.string().max(300), expectedMs: z.number().nullable() };
const captured = { capturedId: z.string() };
const onServer = { serverId: z.string(), serverName: z.string() };

/** Which volume an attachment is about: one that exists, or the one that this run made of a captured volume. */
const volumeRef = z.union([z.object({ volumeId: z.string() }), z.object({ madeOf: z.string() })]);

/**
 * One action of a restore. The list of these is what the review shows, what stands as rows before the
 * first of them runs, and what the flow carries out, lane by lane.
 */
const restoreStep = z.discriminatedUnion("do", [
  z.object({
    ...common,
    do: z.literal("import-records"),
    ...captured,
    backupIds: z.array(z.string()).min(1),
  }),
  z.object({ ...common, do: z.literal("make-key-pair"), ...captured, name: z.string() }),
  z.object({
    ...common,
    do: z.literal("make-network"),
    ...captured,
    name: z.string(),
    /** Nothing leads out of it: for drills. */
    isolated: z.boolean().default(false),
    /** External network of the source → of the target, for its routers' way out. */
    external: z.record(z.string(), z.string()).default({}),
  }),
  z.object({ ...common, do: z.literal("make-security-groups"), servers: z.array(z.string()).min(1) }),
  z.object({ ...common, do: z.literal("make-server-group"), ...captured }),
  z.object({
    ...common,
    do: z.literal("copy-image"),
    ...captured,
    name: z.string(),
    imageId: z.string(),
    fromSiteId: z.string(),
  }),
  z.object({
    ...common,
    do: z.literal("create-volume"),
    ...captured,
    name: z.string(),
    backupId: z.string(),
    /** From this image of the target in place of the backup. */
    imageId: z.string().nullable().default(null),
    volumeType: z.string().nullable(),
    zone: z.string().nullable(),
    timeoutSeconds: z.number(),
  }),
  z.object({
    ...common,
    do: z.literal("await-volume"),
    ...captured,
    backupId: z.string(),
    timeoutSeconds: z.number(),
  }),
  z.object({ ...common, do: z.literal("stop-server"), ...onServer }),
  z.object({ ...common, do: z.literal("await-stopped"), ...onServer }),
  z.object({ ...common, do: z.literal("detach-volume"), ...onServer, volumeId: z.string() }),
  z.object({ ...common, do: z.literal("await-detached"), volumeId: z.string() }),
  z.object({
    ...common,
    do: z.literal("restore-into"),
    ...captured,
    volumeId: z.string(),
    backupId: z.string(),
    timeoutSeconds: z.number(),
  }),
  z.object({
    ...common,
    do: z.literal("await-restored"),
    ...captured,
    volumeId: z.string(),
    backupId: z.string(),
    timeoutSeconds: z.number(),
  }),
  z.object({
    ...common,
    do: z.literal("attach-volume"),
    ...onServer,
    volume: volumeRef,
    device: z.string().nullable(),
    deleteOnTermination: z.boolean(),
  }),
  z.object({ ...common, do: z.literal("await-attached"), ...onServer, volume: volumeRef }),
  z.object({ ...common, do: z.literal("start-server"), ...onServer }),
  z.object({ ...common, do: z.literal("await-started"), ...onServer }),
  z.object({ ...common, do: z.literal("make-ports"), ...captured }),
  z.object({ ...common, do: z.literal("create-server"), ...captured }),
  z.object({ ...common, do: z.literal("await-server"), ...captured, name: z.string() }),
  /** What an old server of the workload at the target holds that its successor is to have. */
  z.object({ ...common, do: z.literal("note-old-ports"), ...captured, serverId: z.string(), name: z.string() }),
  z.object({ ...common, do: z.literal("release-old-ports"), ...captured, serverId: z.string(), name: z.string() }),
  z.object({
    ...common,
    do: z.literal("give-address"),
    ...captured,
    /** The floating address at the source, and the fixed one that it led to. */
    was: z.string(),
    fixedAddress: z.string().nullable(),
    networkId: z.string(),
  }),
  z.object({ ...common, do: z.literal("pass-gate"), ...captured, gate }),
  z.object({
    ...common,
    do: z.literal("read-back"),
    servers: z.array(z.string()),
    volumes: z.array(z.string()),
  }),
]);
export type RestoreStep = z.infer<typeof restoreStep>;
export type RestoreDeed = RestoreStep["do"];
export type StepOf<D extends RestoreDeed> = Extract<RestoreStep, { do: D }>;
export type VolumeRef = z.infer<typeof volumeRef>;

/** What must be up before a server is made, and whether the rest goes on without it. */
const laneOrder = z.object({ capturedId: z.string(), after: z.array(z.string()), critical: z.boolean() });
export type LaneOrder = z.infer<typeof laneOrder>;

/** What a restore run is started with: nothing in it changes while the run lives. */
export const restoreRunInput = z.object({
  checkpointId: z.string(),
  planId: z.string(),
  sourceSiteId: z.string(),
  targetSiteId: z.string(),
  /** As accepted by domain/restore.ts; kept for the record and for the names of what is made. */
  request: z.json(),
  hash: z.string(),
  order: z.array(laneOrder).default([]),
  steps: z.array(restoreStep).min(1),
});
export type RestoreRunInput = z.infer<typeof restoreRunInput>;

/** What the removal of everything that a restore made is started with. */
export const removeRestoredInput = z.object({
  restoreRunId: z.string(),
  things: z.array(z.object({ siteId: z.string(), kind: z.string(), resourceId: z.string(), name: z.string() })).min(1),
});
export type RemoveRestoredInput = z.infer<typeof removeRestoredInput>;
