import { z } from "zod";
import type { BankFailover } from "./bank-failover";
import { instant, json } from "./json";
import { objective, consistency, provider, retention, schedule, selection } from "./plan";
import { recoverySettings } from "./recovery-settings";

/**
 * The rows of a plan as the bank keeps them, under the names that the database has. A field that is added gets a
 * default, so that old banks stay readable.
 */
const at = instant.nullable().default(null);
const text = z.string().nullable().default(null);

export const bankSite = z.object({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  interface: z.enum(["public", "internal", "admin"]),
  allowedHosts: z.array(z.string()),
  backupStore: z.string().nullable(),
  caCertificate: z.string().nullable(),
  cloud: z.object({ id: z.string(), name: z.string(), keystoneUrl: z.string() }),
});
export type BankSite = z.infer<typeof bankSite>;

export const bankPlan = z.object({
  id: z.string(),
  cloudId: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  siteId: z.string(),
  recoverySiteId: z.string().nullable(),
  offsiteWay: z.string().default("shared-store"),
  name: z.string(),
  description: z.string(),
  provider,
  selection,
  schedule,
  retention,
  fullEvery: z.number().int(),
  consistency,
  state: z.string(),
  pausedReason: text,
  pausedAt: at,
  ownerUserId: z.string(),
  ownerUserName: z.string(),
  lastSlotAt: at,
  activatedAt: instant,
  createdAt: instant,
  updatedAt: instant,
  /** Server id → user data, as the person gave it. */
  userData: z.record(z.string(), z.string()).default({}),
  objectives: z.array(objective.extend({ id: z.string(), fromAt: instant, setBy: z.string() })),
  members: z.array(
    z.object({ kind: z.string(), resourceId: z.string(), name: z.string(), joinedAt: instant, leftAt: at }),
  ),
  sites: z.array(bankSite),
});
export type BankPlan = z.infer<typeof bankPlan>;

const checkpointRow = z.object({
  id: z.string(),
  planId: z.string(),
  cloudId: z.string(),
  projectId: z.string(),
  siteId: z.string(),
  state: z.string(),
  trigger: z.string(),
  runId: text,
  slotAt: at,
  createdAt: instant,
  capturedAt: at,
  spreadMs: z.number().nullable().default(null),
  localAt: at,
  offsiteAt: at,
  offsiteCause: text,
  verifiedAt: at,
  goneAt: at,
  goneReason: text,
  consistency: text,
  full: z.boolean(),
  chainLength: z.number().nullable().default(null),
  sizeGiB: z.number().nullable().default(null),
  memberCount: z.number(),
  capturedCount: z.number(),
  pinned: z.boolean(),
  pinnedReason: text,
  cause: text,
});

const capturedRow = z.object({
  id: z.string(),
  kind: z.string(),
  resourceId: z.string(),
  name: z.string(),
  state: z.string(),
  capturedAt: at,
  sizeGiB: z.number().nullable().default(null),
  consistency: text,
  cause: text,
  dependsOn: json,
});

const copyRow = z.object({
  id: z.string(),
  capturedId: z.string(),
  siteId: z.string(),
  medium: z.string(),
  remoteId: z.string(),
  parentId: text,
  incremental: z.boolean(),
  sizeGiB: z.number().nullable().default(null),
  state: z.string(),
  /** Cinder's exported record: what makes the backup known at another site. */
  record: json.default(null),
  imported: z.boolean(),
  createdAt: instant,
  availableAt: at,
  goneAt: at,
});

export const bankCheckpoint = checkpointRow.extend({
  /** The manifest as it was sealed; its checksum is over its canonical JSON: keys sorted, no blanks. */
  manifest: json,
  manifestSha256: z.string().nullable(),
  captured: z.array(capturedRow),
  copies: z.array(copyRow),
});
export type BankCheckpoint = z.infer<typeof bankCheckpoint>;

/** Checkpoints that are gone: no data, only what they were, for the promise's history. */
export const bankHistory = z.object({ checkpoints: z.array(checkpointRow) });
export type BankHistory = z.infer<typeof bankHistory>;

export const bankRecovery = z.object({ settings: recoverySettings, updatedAt: instant, updatedBy: z.string() });
export type BankRecovery = z.infer<typeof bankRecovery>;

/** All that a bank keeps of a plan. */
export type BankContent = {
  plan: BankPlan;
  checkpoints: BankCheckpoint[];
  recovery: BankRecovery | null;
  failovers: BankFailover[];
  history: BankHistory | null;
};
