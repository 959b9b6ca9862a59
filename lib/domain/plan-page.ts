import { z } from "zod";
import { auditView } from "./audit";
import { planInput, planView } from "./plan";

export const PLAN_PAGE_SIZE = 20;

export const planQuery = z.object({
  search: z.string().trim().max(255).default(""),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type PlanQuery = z.infer<typeof planQuery>;

/** One page of plans, worst first. `projectTotal` counts them whatever is searched for. */
export const planPage = z.object({
  rows: z.array(planView),
  total: z.number(),
  projectTotal: z.number(),
  page: z.number(),
  pageSize: z.number(),
  /** How many of all that match would not keep their promise now; the list's first line says it. */
  brokenTotal: z.number(),
});
export type PlanPage = z.infer<typeof planPage>;

/** One change of a plan: what it was and what it became, field by field, in words. */
export const planChange = z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export type PlanChange = z.infer<typeof planChange>;

export const planHistoryEntry = auditView
  .pick({ id: true, at: true, actorName: true, action: true, result: true, reason: true, requestId: true })
  .extend({ changes: z.array(planChange) });
export type PlanHistoryEntry = z.infer<typeof planHistoryEntry>;

export const planHistoryPage = z.object({ rows: z.array(planHistoryEntry), nextMarker: z.string().nullable() });
export type PlanHistoryPage = z.infer<typeof planHistoryPage>;

export const planHistoryQuery = z.object({ planId: z.string(), marker: z.string().max(64).nullable().default(null) });

/** What becomes of a deleted plan's checkpoints. */
export const CHECKPOINT_FATES = ["expire", "delete", "keep"] as const;
export type CheckpointFate = (typeof CHECKPOINT_FATES)[number];

export const planRemoval = z.object({
  planId: z.string(),
  checkpoints: z.enum(CHECKPOINT_FATES),
  /** The plan's name, typed by hand: asked for when checkpoints are deleted now. */
  typedName: z.string().max(64).default(""),
});
export type PlanRemoval = z.infer<typeof planRemoval>;

export const planPause = z.object({
  planId: z.string(),
  reason: z.string().trim().min(3, "Say why, so that others know when to resume it").max(255),
});

export const planRef = z.object({ planId: z.string() });

export const planEdit = z.object({
  planId: z.string(),
  input: planInput,
  /** The plan as the form found it; a change by someone else in the meantime is not overwritten. */
  found: planInput.nullable().default(null),
});

/** Far more than any plan needs, and in any encoding less than the server reads at once. */
export const LONGEST_PLAN_DOCUMENT = 500_000;
export const PLAN_DOCUMENT_TOO_LONG = `No plan is longer than ${LONGEST_PLAN_DOCUMENT / 1000} kB: choose the document of a plan`;

export const planImport = z.object({
  /** The YAML text as exported. */
  text: z.string().min(1, "Paste or choose a plan document").max(LONGEST_PLAN_DOCUMENT, PLAN_DOCUMENT_TOO_LONG),
});
