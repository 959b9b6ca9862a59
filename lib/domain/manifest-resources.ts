import { z } from "zod";
import { instant } from "./json";
import { consistency } from "./plan";
import { dependency, resourceRef } from "./resource";

const words = z.record(z.string(), z.string());
const id = z.string().min(1);

/** Where bytes are. `parentId` names the copy that an incremental one builds upon. */
export const savedCopy = z.object({
  siteId: z.string(),
  medium: z.enum(["backup", "snapshot", "image"]),
  remoteId: z.string(),
  parentId: z.string().nullable(),
  incremental: z.boolean(),
  sizeGiB: z.number().nullable(),
  /** What another Cinder needs to read the backup; base64 of its own. */
  record: z.object({ service: z.string(), url: z.string() }).nullable().default(null),
  sha256: z.string().nullable().default(null),
});
export type SavedCopy = z.infer<typeof savedCopy>;

const saved = {
  ref: resourceRef,
  capturedAt: instant.nullable(),
  consistency: consistency.nullable(),
  dependsOn: z.array(dependency).default([]),
  copies: z.array(savedCopy).default([]),
};

export const savedFlavor = z.object({
  id: z.string().nullable(),
  name: z.string(),
  vcpus: z.number().int(),
  ramMiB: z.number().int(),
  diskGiB: z.number().int(),
  swapMiB: z.number().int().default(0),
  ephemeralGiB: z.number().int().default(0),
  extraSpecs: words.default({}),
});

export const savedPort = z.object({
  id,
  name: z.string(),
  networkId: id,
  networkName: z.string().nullable(),
  mac: z.string(),
  fixedIps: z.array(z.object({ subnetId: id, address: z.string() })),
  allowedAddressPairs: z.array(z.object({ address: z.string(), mac: z.string().nullable() })),
  securityGroupIds: z.array(id),
  portSecurity: z.boolean().nullable(),
  vnicType: z.string().nullable(),
  adminUp: z.boolean().default(true),
});

export const savedSecurityRule = z.object({
  direction: z.enum(["ingress", "egress"]),
  ethertype: z.string(),
  protocol: z.string().nullable(),
  portMin: z.number().int().nullable(),
  portMax: z.number().int().nullable(),
  remotePrefix: z.string().nullable(),
  remoteGroupId: z.string().nullable(),
  description: z.string().default(""),
});

export const savedSecurityGroup = z.object({
  id,
  name: z.string(),
  description: z.string().default(""),
  stateful: z.boolean().nullable().default(null),
  rules: z.array(savedSecurityRule),
});
export type SavedSecurityGroup = z.infer<typeof savedSecurityGroup>;

export const savedAttachment = z.object({
  volumeId: id,
  device: z.string().nullable(),
  boot: z.boolean(),
  deleteOnTermination: z.boolean(),
  tag: z.string().nullable().default(null),
});

export const savedServer = z.object({
  kind: z.literal("OS::Nova::Server"),
  ...saved,
  status: z.string(),
  description: z.string().nullable(),
  hostname: z.string().nullable(),
  flavor: savedFlavor,
  /** Null: it boots from a volume. */
  imageId: z.string().nullable(),
  /** The public half only; the private one cannot be recovered from a cloud. */
  keyPair: z
    .object({
      name: z.string(),
      type: z.string(),
      publicKey: z.string().nullable(),
      fingerprint: z.string().nullable(),
    })
    .nullable(),
  ports: z.array(savedPort),
  serverGroup: z
    .object({
      id,
      name: z.string(),
      policy: z.string(),
      rules: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
    })
    .nullable(),
  metadata: words,
  tags: z.array(z.string()),
  /** Base64, as Nova takes it. Null: none, or not readable and not supplied by the plan. */
  userData: z.string().nullable(),
  attachments: z.array(savedAttachment),
  zone: z.string().nullable(),
  configDrive: z.boolean(),
  floatingIps: z.array(
    z.object({
      address: z.string(),
      networkId: id,
      fixedAddress: z.string().nullable(),
      portId: z.string().nullable(),
    }),
  ),
});
export type SavedServer = z.infer<typeof savedServer>;

export const savedVolume = z.object({
  kind: z.literal("OS::Cinder::Volume"),
  ...saved,
  sizeGiB: z.number().int().positive(),
  volumeType: z.string().nullable(),
  description: z.string().nullable(),
  metadata: words,
  bootable: z.boolean(),
  imageMetadata: words.default({}),
  zone: z.string().nullable(),
  multiattach: z.boolean(),
  encrypted: z.boolean(),
});
export type SavedVolume = z.infer<typeof savedVolume>;

export const savedImage = z.object({
  kind: z.literal("OS::Glance::Image"),
  ...saved,
  diskFormat: z.string().nullable(),
  containerFormat: z.string().nullable(),
  minDiskGiB: z.number().int().default(0),
  minRamMiB: z.number().int().default(0),
  sizeBytes: z.number().nullable(),
  /** As Glance tells it: `algo:value` of the multihash, else md5. */
  checksum: z.string().nullable(),
  visibility: z.string(),
  tags: z.array(z.string()).default([]),
  properties: words,
});
export type SavedImage = z.infer<typeof savedImage>;

const route = z.object({ destination: z.string(), nexthop: z.string() });

export const savedSubnet = z.object({
  id,
  name: z.string(),
  ipVersion: z.union([z.literal(4), z.literal(6)]),
  cidr: z.string(),
  gateway: z.string().nullable(),
  dhcp: z.boolean(),
  pools: z.array(z.object({ start: z.string(), end: z.string() })),
  nameservers: z.array(z.string()),
  hostRoutes: z.array(route),
  ipv6AddressMode: z.string().nullable().default(null),
  ipv6RaMode: z.string().nullable().default(null),
});

export const savedRouter = z.object({
  id,
  name: z.string(),
  adminUp: z.boolean().default(true),
  externalNetworkId: z.string().nullable(),
  snat: z.boolean().nullable(),
  interfaces: z.array(z.object({ subnetId: id, address: z.string().nullable() })),
  routes: z.array(route),
});

export const savedNetwork = z.object({
  kind: z.literal("OS::Neutron::Network"),
  ...saved,
  description: z.string().nullable().default(null),
  mtu: z.number().int().nullable(),
  adminUp: z.boolean().default(true),
  shared: z.boolean(),
  external: z.boolean(),
  portSecurity: z.boolean().nullable(),
  tags: z.array(z.string()).default([]),
  subnets: z.array(savedSubnet),
  routers: z.array(savedRouter),
});
export type SavedNetwork = z.infer<typeof savedNetwork>;

export const savedResource = z.discriminatedUnion("kind", [savedServer, savedVolume, savedImage, savedNetwork]);
export type SavedResource = z.infer<typeof savedResource>;
