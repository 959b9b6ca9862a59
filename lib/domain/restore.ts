import { z } from "zod";

/** How one captured resource comes back. */
export const restoreItem = z.discriminatedUnion("how", [
  z.object({
    how: z.literal("beside"),
    capturedId: z.string(),
    name: z.string().trim().min(1).max(255),
    volumeType: z.string().nullable(),
    zone: z.string().nullable(),
  }),
  z.object({ how: z.literal("into"), capturedId: z.string() }),
  z.object({ how: z.literal("swap"), capturedId: z.string(), name: z.string().trim().min(1).max(255) }),
]);

/** How a captured server is rebuilt; its volumes are items of their own. */
export const restoreServer = z.object({
  capturedId: z.string(),
  name: z.string().trim().min(1).max(255),
  flavorId: z.string().nullable(),
  zone: z.string().nullable(),
  keyName: z.string().nullable(),
  /** Network of the source → network of the target; kept addresses only where free. */
  networks: z.record(z.string(), z.string()),
  keepAddresses: z.boolean(),
});

export const restoreInput = z.object({
  checkpointId: z.string(),
  targetSiteId: z.string(),
  volumes: z.array(restoreItem).max(500),
  servers: z.array(restoreServer).max(100),
  images: z.array(z.object({ capturedId: z.string(), name: z.string().trim().min(1).max(255) })).max(100),
  /** Rebuild captured networks, subnets, routers and security groups that the target does not have. */
  networks: z
    .array(
      z.object({
        capturedId: z.string(),
        name: z.string().trim().min(1).max(255),
        /** Without its routers: nothing in it reaches anything else. */
        isolated: z.boolean().optional(),
      }),
    )
    .max(100),
  /** External network of the source → of the target, for the way out of rebuilt routers. */
  external: z.record(z.string(), z.string()).optional(),
  /** Typed by the user when data would be overwritten: the name of the plan. */
  confirmation: z.string().nullable().default(null),
});
export type RestoreInput = z.infer<typeof restoreInput>;

export const checkResult = z.object({
  key: z.string(),
  title: z.string(),
  verdict: z.enum(["passed", "warning", "blocked"]),
  detail: z.string(),
  remedy: z.string().nullable(),
});
export type CheckResult = z.infer<typeof checkResult>;

/** What would be done, shown before anything is done. `hash` binds the run to what was shown. */
export const restoreReview = z.object({
  hash: z.string(),
  checks: z.array(checkResult),
  steps: z.array(z.object({ key: z.string(), title: z.string(), expectedMs: z.number().nullable().optional() })),
  overwrites: z.array(z.string()),
  needsConfirmation: z.string().nullable(),
  counts: z.object({ servers: z.number(), volumes: z.number(), sizeGiB: z.number() }),
  /** The whole, as assumed step by step; volumes are filled several at a time. */
  expectedMs: z.number(),
  /** What the expectation rests on: 0 measured volumes is an assumption. */
  pace: z.object({ fixedMs: z.number(), msPerGiB: z.number(), measuredOn: z.number() }),
  checkedAt: z.iso.datetime({ offset: false }),
});
export type RestoreReview = z.infer<typeof restoreReview>;

/** What the target offers, for the choices of the form. */
export const restoreOptions = z.object({
  flavors: z.array(
    z.object({ id: z.string(), name: z.string(), vcpus: z.number(), ramMiB: z.number(), diskGiB: z.number() }),
  ),
  networks: z.array(z.object({ id: z.string(), name: z.string(), cidrs: z.array(z.string()) })),
  volumeTypes: z.array(z.object({ id: z.string(), name: z.string() })),
  zones: z.object({ compute: z.array(z.string()), volume: z.array(z.string()) }),
  keyPairs: z.array(z.string()),
  externalNetworks: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type RestoreOptions = z.infer<typeof restoreOptions>;
