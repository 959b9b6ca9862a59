import { z } from "zod";
import { checkpointDetail, checkpointState, checkpointView } from "./checkpoint";
import { instant } from "./json";
import { runState } from "./run";

export const CHECKPOINT_PAGE_SIZE = 50;

/** What the list of all checkpoints can be narrowed to. */
export const checkpointQuery = z.object({
  planId: z.string().max(64).nullable().default(null),
  siteId: z.string().max(64).nullable().default(null),
  /** `here`: whatever holds data; `pinned`: kept on purpose. */
  state: z
    .union([z.enum(["here", "pinned"]), checkpointState])
    .nullable()
    .default(null),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
});
export type CheckpointQuery = z.infer<typeof checkpointQuery>;

export const checkpointPage = z.object({
  rows: z.array(checkpointView),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  /** For the filter and the finding: how many of the whole project. */
  counts: z.object({ all: z.number(), here: z.number(), troubled: z.number() }),
});
export type CheckpointPage = z.infer<typeof checkpointPage>;

/** What deleting it would mean, worked out by the server. */
export const deletionView = z.object({
  /** Why it cannot be deleted now; null: it can. */
  refusal: z.string().nullable(),
  remedy: z.string().nullable(),
  /** What it would do to the plan's promise. */
  consequence: z.string(),
  /** What must be typed to go on; null: a click is enough. */
  confirmation: z.string().nullable(),
});
export type DeletionView = z.infer<typeof deletionView>;

export const checkpointPageView = checkpointDetail.extend({
  siteName: z.string(),
  recoverySiteName: z.string().nullable(),
  planDeleted: z.boolean(),
  goneReason: z.string().nullable(),
  siteNames: z.record(z.string(), z.string()),
  canWrite: z.boolean(),
  deletion: deletionView,
  runs: z.array(z.object({ id: z.string(), title: z.string(), state: runState, createdAt: instant })),
});
export type CheckpointPageView = z.infer<typeof checkpointPageView>;

const checkpointId = z.string().min(1).max(64);
export const checkpointRef = z.object({ checkpointId });
export const checkpointPin = z.object({
  checkpointId,
  reason: z.string().trim().min(3, "Say why it is to be kept, so that others know when it may go").max(255),
});
export const checkpointRemoval = z.object({ checkpointId, typedName: z.string().max(64).default("") });
