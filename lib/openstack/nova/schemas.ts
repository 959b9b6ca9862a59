import { z } from "zod";
import { instant, optionalInstant } from "../instant";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

export const server = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: text,
  status: z.string(),
  tenant_id: z.string(),
  user_id: text,
  hostId: text,
  created: instant,
  updated: optionalInstant,
  "OS-EXT-STS:task_state": text,
  "OS-EXT-STS:vm_state": text,
  "OS-EXT-STS:power_state": z.number().nullish(),
  "OS-EXT-AZ:availability_zone": text,
  /** From 2.47 the flavor as it was at creation, without its id. */
  flavor: z.looseObject({
    id: z.string().optional(),
    original_name: z.string().optional(),
    vcpus: z.number().optional(),
    ram: z.number().optional(),
    disk: z.number().optional(),
    ephemeral: z.number().optional(),
    swap: z.union([z.number(), z.literal("")]).optional(),
    extra_specs: z.record(z.string(), z.string()).optional(),
  }),
  /** "" when the server boots from a volume. */
  image: z.union([z.literal(""), z.looseObject({ id: z.string() }), z.null()]).transform((image) => image || null),
  key_name: text,
  metadata: z.record(z.string(), z.string()).default({}),
  tags: z.array(z.string()).default([]),
  server_groups: z.array(z.string()).default([]),
  security_groups: z.array(z.looseObject({ name: z.string() })).default([]),
  addresses: z
    .record(
      z.string(),
      z.array(
        z.looseObject({
          addr: z.string(),
          version: z.number(),
          "OS-EXT-IPS:type": z.string().optional(),
          "OS-EXT-IPS-MAC:mac_addr": z.string().optional(),
        }),
      ),
    )
    .default({}),
  "os-extended-volumes:volumes_attached": z
    .array(z.looseObject({ id: z.string(), delete_on_termination: z.boolean().default(false) }))
    .default([]),
  config_drive: z
    .union([z.string(), z.boolean()])
    .nullish()
    .transform((value) => value === true || value === "True"),
  /** From 2.90 for everyone. */
  "OS-EXT-SRV-ATTR:hostname": z.string().nullish(),
  "OS-EXT-SRV-ATTR:root_device_name": z.string().nullish(),
  /** base64; only administrators may read it back. */
  "OS-EXT-SRV-ATTR:user_data": z.string().nullish(),
  fault: z.looseObject({ code: z.number(), message: z.string() }).optional(),
  progress: z.number().optional(),
  locked: z.boolean().optional(),
});
export type Server = z.infer<typeof server>;

export const attachment = z.looseObject({
  volumeId: z.string(),
  serverId: z.string(),
  device: text,
  tag: text,
  delete_on_termination: z.boolean().default(false),
});
export type Attachment = z.infer<typeof attachment>;

export const flavor = z.looseObject({
  id: z.string(),
  name: z.string(),
  vcpus: z.number(),
  ram: z.number(),
  disk: z.number(),
  swap: z.union([z.number(), z.literal("").transform(() => 0)]).default(0),
  "OS-FLV-EXT-DATA:ephemeral": z.number().default(0),
  "os-flavor-access:is_public": z.boolean().default(true),
  extra_specs: z.record(z.string(), z.string()).optional(),
});
export type Flavor = z.infer<typeof flavor>;

export const keypair = z.looseObject({
  name: z.string(),
  type: z.string().default("ssh"),
  fingerprint: z.string(),
  public_key: z.string(),
});
export type Keypair = z.infer<typeof keypair>;

export const serverGroup = z.looseObject({
  id: z.string(),
  name: z.string(),
  /** From 2.64; before, `policies`. */
  policy: z.string().optional(),
  policies: z.array(z.string()).optional(),
  rules: z.record(z.string(), z.unknown()).optional(),
  members: z.array(z.string()).default([]),
});
export type ServerGroup = z.infer<typeof serverGroup>;

export const networkInterface = z.looseObject({
  port_id: z.string(),
  net_id: z.string(),
  mac_addr: z.string(),
  port_state: z.string(),
  fixed_ips: z.array(z.looseObject({ ip_address: z.string(), subnet_id: z.string() })).default([]),
});
export type NetworkInterface = z.infer<typeof networkInterface>;

/** -1 is unlimited. */
export const computeLimits = z.looseObject({
  absolute: z.looseObject({
    maxTotalInstances: z.number(),
    totalInstancesUsed: z.number(),
    maxTotalCores: z.number(),
    totalCoresUsed: z.number(),
    maxTotalRAMSize: z.number(),
    totalRAMUsed: z.number(),
    maxServerGroups: z.number().optional(),
    totalServerGroupsUsed: z.number().optional(),
    maxTotalKeypairs: z.number().optional(),
  }),
});
export type ComputeLimits = z.infer<typeof computeLimits>["absolute"];

export const zone = z.looseObject({ zoneName: z.string(), zoneState: z.looseObject({ available: z.boolean() }) });
export type ComputeZone = z.infer<typeof zone>;

export const service = z.looseObject({
  binary: z.string(),
  host: z.string(),
  zone: text,
  status: z.string(),
  state: z.string(),
  updated_at: optionalInstant,
});
export type ComputeService = z.infer<typeof service>;

export const instanceAction = z.looseObject({
  action: z.string(),
  request_id: z.string(),
  start_time: instant,
  message: text,
  user_id: text,
});
export type InstanceAction = z.infer<typeof instanceAction>;
