import { z } from "zod";

const id = z.string().min(1).max(255);

/** Into which network of the recovery site the servers of a source network go. */
export const networkTarget = z.discriminatedUnion("to", [
  /** The captured network is rebuilt there, with its subnets and routers. */
  z.object({ to: z.literal("rebuild") }),
  z.object({ to: z.literal("existing"), networkId: id, name: z.string().max(255) }),
]);
export type NetworkTarget = z.infer<typeof networkTarget>;

/** What a floating address of the source becomes: another of that external network, or nothing. */
export const floatingTarget = z.discriminatedUnion("to", [
  z.object({ to: z.literal("new"), networkId: id, name: z.string().max(255) }),
  z.object({ to: z.literal("none") }),
]);

/** What the names and ids of the source become at the recovery site. What is not named here is proposed anew each time. */
export const mappings = z.object({
  /** By id of the source's network. */
  networks: z.record(id, networkTarget).default({}),
  /** By name of the source's flavor; the id of the target's. */
  flavors: z.record(id, z.object({ id, name: z.string().max(255) })).default({}),
  /** By name of the source's volume type; the name at the target, or null for the target's default. */
  volumeTypes: z.record(id, z.string().max(255).nullable()).default({}),
  /** By name of the source's zone; null lets the target choose. */
  zones: z.record(id, z.string().max(255).nullable()).default({}),
  /** By name of the source's key pair; null starts the server without one. */
  keyPairs: z.record(id, z.string().max(255).nullable()).default({}),
  /** By id of the source's external network. */
  floating: z.record(id, floatingTarget).default({}),
});
export type Mappings = z.infer<typeof mappings>;

const attempts = {
  timeoutSeconds: z.number().int().min(5).max(7200).default(300),
  onTimeout: z.enum(["fail", "go-on"]).default("fail"),
};

/** What must hold before a server counts as up, and before those that need it begin. ACTIVE is always asked for. */
export const gate = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("port-open"), port: z.number().int().min(1).max(65_535), ...attempts }),
  z.object({
    kind: z.literal("http"),
    url: z.url({ protocol: /^https?$/ }).max(500),
    status: z.number().int().min(100).max(599).default(200),
    contains: z.string().max(500).default(""),
    ...attempts,
  }),
  z.object({
    kind: z.literal("manual"),
    instructions: z.string().trim().min(1, "Say what is to be done").max(2000),
    owner: z.string().trim().max(120).default(""),
    ...attempts,
  }),
]);
export type Gate = z.infer<typeof gate>;

/** How one server takes its place in the order of recovery. */
export const serverRecovery = z.object({
  serverId: id,
  name: z.string().max(255),
  /** Ids of the servers that must be up before this one is made. */
  after: z.array(id).max(100).default([]),
  /** Whether the failover has failed when this one does not come up. */
  critical: z.boolean().default(true),
  gates: z.array(gate).max(10).default([]),
});
export type ServerRecovery = z.infer<typeof serverRecovery>;

export const recoverySettings = z.object({
  mappings: mappings.default(mappings.parse({})),
  servers: z.array(serverRecovery).max(500).default([]),
  /** How long a drill may stand before it is cleaned up by itself. */
  drillHours: z.number().int().min(1).max(168).default(4),
  /** What a drill adds for deciding, which it does not measure (docs: RTA of a drill). */
  decisionMinutes: z.number().int().min(0).max(1440).default(15),
});
export type RecoverySettings = z.infer<typeof recoverySettings>;

export const NO_SETTINGS: RecoverySettings = recoverySettings.parse({});
