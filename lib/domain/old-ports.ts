import { z } from "zod";

/** A port that an old server at the target holds, as it must be made again should the failover be undone. */
export const oldPort = z.object({
  id: z.string(),
  name: z.string(),
  networkId: z.string(),
  mac: z.string(),
  fixedIps: z.array(z.object({ subnetId: z.string(), address: z.string() })),
  groups: z.array(z.string()),
  portSecurity: z.boolean().nullable(),
  /** Floating addresses that lead to it. */
  floating: z.array(
    z.object({ id: z.string(), address: z.string(), networkId: z.string(), fixedAddress: z.string().nullable() }),
  ),
});
export type OldPort = z.infer<typeof oldPort>;

/** An old server of the workload, and the ports that it gives up for its successor. */
export const oldServer = z.object({ serverId: z.string(), name: z.string(), ports: z.array(oldPort) });
export type OldServer = z.infer<typeof oldServer>;
