import { z } from "zod";
import { instant, type Json } from "./json";

export const RUN_KINDS = ["checkpoint", "restore", "expire", "remove-restored"] as const;
export const runKind = z.enum(RUN_KINDS);
export type RunKind = z.infer<typeof runKind>;

export const RUN_STATES = [
  "pending",
  "running",
  "waiting",
  "cancelling",
  "succeeded",
  "partial",
  "failed",
  "cancelled",
] as const;
export const runState = z.enum(RUN_STATES);
export type RunState = z.infer<typeof runState>;
export const LIVE_RUN_STATES = ["pending", "running", "waiting", "cancelling"] as const satisfies readonly RunState[];

export const STEP_STATES = ["pending", "running", "waiting", "done", "failed", "skipped", "cancelled"] as const;
export const stepState = z.enum(STEP_STATES);

/** Why something is not green: what happened, what is still safe, what to do. */
export const cause = z.object({
  message: z.string(),
  safe: z.string().nullable(),
  remedy: z.string().nullable(),
  service: z.string().nullable(),
  status: z.number().nullable(),
  requestId: z.string().nullable(),
});
export type Cause = z.infer<typeof cause>;

export const stepView = z.object({
  id: z.string(),
  key: z.string(),
  title: z.string(),
  position: z.number(),
  state: stepState,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  attempts: z.number(),
  expectedMs: z.number().nullable(),
  detail: z.string().nullable(),
  cause: cause.nullable(),
  requestIds: z.array(z.string()),
});
export type StepView = z.infer<typeof stepView>;

/** A line of the ledger: a thing that the run made in the cloud. */
export const createdView = z.object({
  id: z.string(),
  siteId: z.string(),
  kind: z.string(),
  resourceId: z.string(),
  name: z.string(),
  createdAt: instant,
  removedAt: instant.nullable(),
});
export type CreatedView = z.infer<typeof createdView>;

export const runView = z.object({
  id: z.string(),
  kind: runKind,
  title: z.string(),
  state: runState,
  planId: z.string().nullable(),
  planName: z.string().nullable(),
  checkpointId: z.string().nullable(),
  siteId: z.string(),
  targetSiteId: z.string().nullable(),
  projectId: z.string(),
  projectName: z.string(),
  requestedBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  expectedMs: z.number().nullable(),
  stepsDone: z.number(),
  stepsTotal: z.number(),
  cause: cause.nullable(),
});
export type RunView = z.infer<typeof runView>;

export const runDetail = runView.extend({
  steps: z.array(stepView),
  created: z.array(createdView),
  /** What a cancel now would leave behind, in words. */
  cancelLeaves: z.string().nullable(),
  canRetry: z.boolean(),
  /** How often it was started. */
  attempt: z.number(),
  /** What a person should know of the result, such as an address that could not be kept. */
  notes: z.array(z.string()),
  /** For a restore: the run that removes, or removed, what it made. */
  removal: z.object({ runId: z.string(), state: runState }).nullable(),
});
export type RunDetail = z.infer<typeof runDetail>;

export const RUN_PAGE_SIZE = 25;
/** What the list of runs can be narrowed to; `live` is every state that has not ended. */
export const runQuery = z.object({
  search: z.string().max(255).default(""),
  state: z
    .union([z.literal("live"), runState])
    .nullable()
    .default(null),
  kind: runKind.nullable().default(null),
  planId: z.string().max(64).nullable().default(null),
  /** For administrators: not only the own project's. */
  allProjects: z.boolean().default(false),
  page: z.number().int().min(1).max(100_000).default(1),
});
export type RunQuery = z.infer<typeof runQuery>;

export const runPage = z.object({ rows: z.array(runView), total: z.number(), page: z.number(), pageSize: z.number() });
export type RunPage = z.infer<typeof runPage>;

/** A step as planned before the run: the same list serves the review and the running page. */
export type PlannedStep = { key: string; title: string; expectedMs?: number | null };

export type WaitOptions<T> = {
  everySeconds: number;
  timeoutSeconds: number;
  /** Said on the run's page together with the deadline: "Waiting for …". */
  what?: string;
  /** What is done and answered when the time is over, instead of failing. */
  late?: () => Promise<T>;
};

/** What a flow is given. Steps run at least once; code between steps is deterministic. */
export type Run = {
  id: string;
  /** Runs `work` once and remembers its (JSON) result. Transient failures are tried again. */
  step: <T extends Json | void>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Polls until the answer is not null, sleeping durably between; throws AppError when `timeoutSeconds` pass. */
  waitFor: <T extends Json>(key: string, poll: () => Promise<T | null>, options: WaitOptions<T>) => Promise<T>;
  /** A tag that names run and step: find-or-create by it. At most 60 characters. */
  tag: (key: string) => string;
  /** Writes down, before the create, that the step may make such a thing; found things are noted with their id. */
  note: (thing: { siteId: string; kind: string; resourceId: string; name: string; tag: string }) => Promise<void>;
};
