import { z } from "zod";
import { instant } from "./json";
import { planView, PROTECTION_STATES } from "./plan";
import { resourceKind } from "./resource";

/** Something that a person should look at, most harmful first. */
export const NEED_KINDS = [
  "no-point",
  "credential",
  "breach",
  "failed",
  "site",
  "waiting",
  "partial",
  "run-failed",
  "unprotected",
  "paused",
] as const;
export const needView = z.object({
  id: z.string(),
  kind: z.enum(NEED_KINDS),
  tone: z.enum(["critical", "breach", "risk", "running", "idle"]),
  /** The name that the sentence begins with: of a plan, a run, a site. */
  subject: z.string(),
  text: z.string(),
  /** An instant that the sentence ends with, said in the viewer's zone: "since …". */
  since: instant.nullable(),
  action: z.object({ label: z.string(), href: z.string() }),
});
export type NeedView = z.infer<typeof needView>;

export const nextRunView = z.object({
  at: instant,
  planId: z.string(),
  planName: z.string(),
  what: z.string(),
  expectedMs: z.number().nullable(),
});
export type NextRunView = z.infer<typeof nextRunView>;

/** How much of what there is belongs to a plan; as last seen, because the page waits for no site. */
export const coverageView = z.object({
  protectedCount: z.number(),
  total: z.number(),
  unprotected: z.array(z.object({ kind: resourceKind, count: z.number() })),
  seenAt: instant,
  /** Sites that have not been listed yet, or whose listing is more than an hour old. */
  stale: z.array(z.string()),
});
export type CoverageView = z.infer<typeof coverageView>;

export const overviewView = z.object({
  projectName: z.string(),
  asOf: instant,
  canWrite: z.boolean(),
  planTotal: z.number(),
  brokenTotal: z.number(),
  /** Worst first; the rest is on the plans' own page. */
  plans: z.array(planView),
  worst: z
    .object({
      planId: z.string(),
      planName: z.string(),
      state: z.enum(PROTECTION_STATES),
      exposureMs: z.number().nullable(),
      since: instant.nullable(),
      rpoMinutes: z.number(),
    })
    .nullable(),
  fleet: z.object({
    percent: z.string().nullable(),
    breachMs: z.number(),
    evaluableMs: z.number(),
    days: z.number(),
    plans: z.number(),
  }),
  coverage: coverageView.nullable(),
  runsLive: z.array(z.object({ id: z.string(), title: z.string(), stepsDone: z.number(), stepsTotal: z.number() })),
  runsLiveTotal: z.number(),
  needs: z.array(needView),
  nextRuns: z.array(nextRunView),
  nextRunsTotal: z.number(),
});
export type OverviewView = z.infer<typeof overviewView>;
