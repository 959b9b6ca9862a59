import type { Row, Store, Table } from "../store";

export type ServerRow = Row & {
  projectId: string;
  userId: string;
  name: string;
  description: string | null;
  hostname: string;
  status: string;
  vmState: string;
  taskState: string | null;
  powerState: number;
  createdAt: number;
  updatedAt: number;
  launchedAt: number | null;
  flavorId: string;
  /** Null when the server boots from a volume. */
  imageId: string | null;
  keyName: string | null;
  metadata: Record<string, string>;
  tags: string[];
  zone: string;
  userData: string | null;
  configDrive: boolean;
  serverGroupId: string | null;
  /** The boot volume first. */
  volumes: AttachedVolume[];
  /** Ports that Nova made go with the server; the tenant's own stay. */
  ownPortIds: string[];
  fault: string | null;
  /** Of its root disk, when it boots from an image. */
  rootHash: string | null;
};

export type AttachedVolume = {
  volumeId: string;
  device: string;
  tag: string | null;
  deleteOnTermination: boolean;
  boot: boolean;
};

type KeypairRow = Row & {
  name: string;
  userId: string;
  publicKey: string;
  fingerprint: string;
  createdAt: number;
};

export type ServerGroupRow = Row & {
  name: string;
  projectId: string;
  userId: string;
  policy: string;
  rules: Record<string, number>;
};

export type ActionRow = Row & {
  serverId: string;
  action: string;
  requestId: string;
  userId: string;
  projectId: string;
  at: number;
  failed: boolean;
};

type ComputeQuotaRow = Row & { limits: Record<string, number> };

export type FlavorRow = Row & {
  name: string;
  ram: number;
  disk: number;
  vcpus: number;
  extraSpecs: Record<string, string>;
};

export type NovaTables = {
  servers: Table<ServerRow>;
  keypairs: Table<KeypairRow>;
  serverGroups: Table<ServerGroupRow>;
  actions: Table<ActionRow>;
  quotas: Table<ComputeQuotaRow>;
  flavors: Table<FlavorRow>;
};

export function novaTables(store: Store, site: string): NovaTables {
  return {
    servers: store.table(`${site}/servers`),
    keypairs: store.table(`${site}/keypairs`),
    serverGroups: store.table(`${site}/server-groups`),
    actions: store.table(`${site}/instance-actions`),
    quotas: store.table(`${site}/compute-quotas`),
    flavors: store.table(`${site}/flavors`),
  };
}

export const FLAVORS: FlavorRow[] = [
  { id: "1", name: "m1.tiny", ram: 512, disk: 1, vcpus: 1, extraSpecs: {} },
  { id: "2", name: "m1.small", ram: 2048, disk: 20, vcpus: 1, extraSpecs: {} },
  { id: "3", name: "m1.medium", ram: 4096, disk: 40, vcpus: 2, extraSpecs: {} },
  { id: "4", name: "m1.large", ram: 8192, disk: 80, vcpus: 4, extraSpecs: { "hw:cpu_policy": "shared" } },
];
