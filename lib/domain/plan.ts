import { z } from "zod";
import { instant } from "./json";
import { resourceKind, resourceRef } from "./resource";

/** Which resources a plan protects: named ones, or a rule that is evaluated anew at each checkpoint. */
export const selection = z.discriminatedUnion("by", [
  z.object({ by: z.literal("fixed"), resources: z.array(resourceRef).min(1, "Choose at least one resource").max(500) }),
  z.object({
    by: z.literal("metadata"),
    key: z.string().trim().min(1, "Name the metadata key").max(255),
    value: z.string().trim().min(1, "Give the value").max(255),
  }),
  z.object({ by: z.literal("tag"), tag: z.string().trim().min(1, "Name the tag").max(60) }),
  z.object({ by: z.literal("server-group"), groupId: z.string().min(1, "Choose a server group"), name: z.string() }),
  z.object({ by: z.literal("stack"), stackId: z.string().min(1, "Choose a stack"), name: z.string() }),
  z.object({ by: z.literal("project"), kinds: z.array(resourceKind).min(1, "Choose at least one kind") }),
]);
export type Selection = z.infer<typeof selection>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time of day, such as 02:30");
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** When checkpoints are due. Wall-clock rules are read in `timeZone` (an IANA name). */
export const schedule = z.discriminatedUnion("every", [
  z.object({
    every: z.literal("minutes"),
    n: z.number().int().min(5, "Not more often than every 5 minutes").max(59),
    timeZone: z.string(),
  }),
  z.object({
    every: z.literal("hours"),
    n: z.number().int().min(1).max(23),
    atMinute: z.number().int().min(0).max(59),
    timeZone: z.string(),
  }),
  z.object({ every: z.literal("day"), at: timeOfDay, timeZone: z.string() }),
  z.object({
    every: z.literal("week"),
    on: z.array(z.enum(WEEKDAYS)).min(1, "Choose at least one day"),
    at: timeOfDay,
    timeZone: z.string(),
  }),
  z.object({ every: z.literal("cron"), expression: z.string().trim().min(1).max(100), timeZone: z.string() }),
  z.object({ every: z.literal("manual"), timeZone: z.string() }),
]);
export type Schedule = z.infer<typeof schedule>;

const keep = z.number().int().min(0).max(10_000);
/** Which checkpoints stay. A checkpoint lives while any rule keeps it; `maxAgeDays` ends all but the newest usable one. */
export const retention = z.object({
  last: keep,
  hourly: keep,
  daily: keep,
  weekly: keep,
  monthly: keep,
  maxAgeDays: z.number().int().min(1).max(3650).nullable(),
});
export type Retention = z.infer<typeof retention>;

export const CONSISTENCY_LEVELS = ["crash", "filesystem", "application"] as const;
export const consistency = z.enum(CONSISTENCY_LEVELS);
export type Consistency = z.infer<typeof consistency>;

export const RUNGS = ["local", "offsite", "verified"] as const;
export const rung = z.enum(RUNGS);
export type Rung = z.infer<typeof rung>;

export const objective = z.object({
  rpoMinutes: z.number().int().min(5, "At least 5 minutes").max(525_600),
  rtoMinutes: z.number().int().min(1).max(525_600),
  /** Share of the time in which the RPO is to be kept, such as 99. */
  targetPercent: z.number().min(50).max(100),
  rung,
});
export type Objective = z.infer<typeof objective>;

/** How copies get to the recovery site: it reads the same backup store, or is sent images. */
export const OFFSITE_WAYS = ["shared-store", "image-transfer"] as const;
export const offsiteWay = z.enum(OFFSITE_WAYS);
export type OffsiteWay = z.infer<typeof offsiteWay>;

export const planInput = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Give the plan a name")
    .max(64)
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u,
      "Letters, digits, blanks, dots, dashes and underscores; it begins with a letter or digit",
    ),
  description: z.string().trim().max(500).default(""),
  siteId: z.string().min(1, "Choose the site that holds the resources"),
  recoverySiteId: z.string().min(1).nullable().default(null),
  offsiteWay: offsiteWay.default("shared-store"),
  selection,
  schedule,
  retention,
  /** A full backup with every n-th checkpoint; incremental between. 1: always full. */
  fullEvery: z.number().int().min(1).max(100),
  consistency,
  objective,
  /** User data per server id, for clouds that do not let a tenant read it back. */
  userData: z.record(z.string(), z.string().max(65_535)).default({}),
});
export type PlanInput = z.infer<typeof planInput>;

export const PROVIDERS = ["native"] as const;
export const provider = z.enum(PROVIDERS);

/** State of the application credential by which scheduled work is done. */
export const CREDENTIAL_STATES = ["active", "lost", "none"] as const;
export const credentialView = z.object({
  state: z.enum(CREDENTIAL_STATES),
  userName: z.string().nullable(),
  createdAt: instant.nullable(),
  checkedAt: instant.nullable(),
  expiresAt: instant.nullable(),
  /** Whether the cloud enforces access rules on it. */
  restricted: z.boolean(),
  problem: z.string().nullable(),
});
export type CredentialView = z.infer<typeof credentialView>;

/** compliance.md C3.9, plus the states in which no verdict is due. */
export const PROTECTION_STATES = [
  "kept",
  "at-risk",
  "breach",
  "severe",
  "critical",
  "not-yet-protected",
  "paused",
] as const;
export type ProtectionState = (typeof PROTECTION_STATES)[number];

/** Exposure per rung in milliseconds; null: nothing could be restored there. */
export const exposureView = z.object({
  state: z.enum(PROTECTION_STATES),
  /** Of the rung that the objective asks for. */
  exposureMs: z.number().nullable(),
  /** Capture time of the point that would be restored. */
  since: instant.nullable(),
  perRung: z.object({ local: z.number().nullable(), offsite: z.number().nullable(), verified: z.number().nullable() }),
  breachAt: instant.nullable(),
  nextUsableAt: instant.nullable(),
});
export type ExposureView = z.infer<typeof exposureView>;

/** One cell of a plan's 30-day strip: the worst state of a day in UTC. */
export const dayCell = z.object({
  day: z.string(),
  worst: z.enum(["none", "kept", "at-risk", "breach", "severe", "critical", "unknown"]),
  worstExposureMs: z.number().nullable(),
  points: z.number(),
});
export type DayCell = z.infer<typeof dayCell>;

export const planView = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  siteId: z.string(),
  siteName: z.string(),
  recoverySiteId: z.string().nullable(),
  recoverySiteName: z.string().nullable(),
  state: z.enum(["active", "paused"]),
  pausedReason: z.string().nullable(),
  selection,
  schedule,
  scheduleText: z.string(),
  memberCount: z.number(),
  objective,
  exposure: exposureView,
  strip: z.array(dayCell),
  nextRunAt: instant.nullable(),
  runningRunId: z.string().nullable(),
  credential: credentialView,
  lastCheckpoint: z.object({ id: z.string(), state: z.string(), at: instant, cause: z.string().nullable() }).nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type PlanView = z.infer<typeof planView>;

export const memberView = z.object({
  kind: resourceKind,
  resourceId: z.string(),
  name: z.string(),
  joinedAt: instant,
  leftAt: instant.nullable(),
  /** The newest checkpoint that holds it; null: in no checkpoint yet. */
  inCheckpointId: z.string().nullable(),
  inCheckpointAt: instant.nullable(),
});
export type MemberView = z.infer<typeof memberView>;

/** A promise and the instant from which it holds; versions are only ever added. */
export const objectiveVersion = objective.extend({ fromAt: instant, setBy: z.string() });
export type ObjectiveVersion = z.infer<typeof objectiveVersion>;

export const planDetail = planView.extend({
  retention,
  fullEvery: z.number(),
  consistency,
  provider,
  hasUserData: z.array(z.string()),
  members: z.array(memberView),
  objectives: z.array(objectiveVersion),
  compliance: z.object({
    percent: z.string().nullable(),
    breachMs: z.number(),
    evaluableMs: z.number(),
    worstGapMs: z.number().nullable(),
    budgetLeftMs: z.number().nullable(),
  }),
  /** In the newest point that holds data; null where there is none. */
  lastPoint: z
    .object({ id: z.string(), capturedAt: instant, capturedCount: z.number(), memberCount: z.number() })
    .nullable(),
  achievableRpoMs: z.number().nullable(),
  nextRuns: z.array(instant),
});
export type PlanDetail = z.infer<typeof planDetail>;
