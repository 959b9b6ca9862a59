import { z } from "zod";
import { instant, json } from "./json";

const at = instant.nullable().default(null);
const text = z.string().nullable().default(null);

const runRow = z.object({
  kind: z.string(),
  title: z.string(),
  state: z.string(),
  cloudId: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  siteId: z.string(),
  targetSiteId: text,
  checkpointId: text,
  input: json,
  result: json.default(null),
  cause: json.default(null),
  requestedBy: z.string(),
  requestedById: z.string(),
  attempt: z.number().int(),
  createdAt: instant,
  startedAt: at,
  endedAt: at,
});

const stepRow = z.object({
  id: z.string(),
  key: z.string(),
  title: z.string(),
  position: z.number().int(),
  state: z.string(),
  startedAt: at,
  endedAt: at,
  attempts: z.number().int(),
  expectedMs: z.number().nullable().default(null),
  detail: text,
  cause: json.default(null),
  result: json.default(null),
  requestIds: z.array(z.string()).default([]),
});

/** A failover or drill, with its run: what was decided, what was done, and what it made at the other site. */
export const bankFailover = z.object({
  id: z.string(),
  purpose: z.string(),
  mode: z.string(),
  fromSiteId: z.string(),
  toSiteId: z.string(),
  checkpointId: text,
  workload: z.string(),
  cleanup: z.string(),
  reason: z.string(),
  declaredBy: z.string(),
  impactAt: at,
  declaredAt: instant,
  pointAt: at,
  upAt: at,
  committedAt: at,
  undoneAt: at,
  cleanedAt: at,
  endsAt: at,
  successors: json.default([]),
  sourceTasks: json.default([]),
  run: runRow,
  steps: z.array(stepRow),
  decisions: z.array(
    z.object({ stepKey: z.string(), verdict: z.string(), note: z.string(), by: z.string(), at: instant }),
  ),
  /** The ledger: what the run made in a cloud. */
  created: z.array(
    z.object({
      id: z.string(),
      siteId: z.string(),
      kind: z.string(),
      resourceId: z.string(),
      name: z.string(),
      tag: z.string(),
      createdAt: instant,
      removedAt: at,
    }),
  ),
});
export type BankFailover = z.infer<typeof bankFailover>;
