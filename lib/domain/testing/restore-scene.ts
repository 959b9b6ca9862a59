import type { RestoreInput } from "../restore";
import type { RestoreFacts } from "../restore-facts";
import { planRestore } from "../restore-plan";
import { proposeRestore, wholeOf } from "../restore-proposal";
import type { LiveVolume, RestoreSource } from "../restore-source";
import type { TargetFacts } from "../restore-target";

const chain = (id: string, length = 2) =>
  Array.from({ length }, (_, index) => ({
    copyId: `${id}-copy-${index}`,
    backupId: `${id}-backup-${index}`,
    hasRecord: true,
    available: true,
  }));

/** What the tests of a restore stand on: a server with its boot and its data volume, and a target where all of it fits. */
export const source: RestoreSource = {
  checkpointId: "point",
  planId: "plan",
  planName: "billing",
  siteId: "one",
  siteName: "RegionOne",
  capturedAt: "2026-11-20T09:00:00.000Z",
  volumes: [
    {
      capturedId: "c-root",
      volumeId: "root",
      name: "db-root",
      sizeGiB: 20,
      volumeType: "standard",
      zone: "nova",
      bootable: true,
      chain: chain("root", 1),
    },
    {
      capturedId: "c-data",
      volumeId: "data",
      name: "db-data",
      sizeGiB: 80,
      volumeType: "fast",
      zone: "nova",
      bootable: false,
      chain: chain("data", 3),
    },
  ],
  servers: [
    {
      capturedId: "c-db",
      serverId: "db",
      name: "db-1",
      flavor: { id: "f2", name: "m1.large", vcpus: 4, ramMiB: 8192, diskGiB: 20 },
      zone: "nova",
      keyName: "ops",
      networks: [{ id: "net", name: "billing" }],
      ports: [{ networkId: "net", mac: "fa:16:3e:00:00:01", addresses: ["10.0.0.10"] }],
      volumeIds: ["root", "data"],
      bootsFrom: "volume",
      image: null,
      inServerGroup: true,
      keyImportable: true,
      floatingIps: [{ address: "203.0.113.10", networkId: "public", fixedAddress: "10.0.0.10" }],
    },
  ],
  images: [],
  imageCopies: [],
  networks: [
    {
      capturedId: "c-net",
      networkId: "net",
      name: "billing",
      cidrs: ["10.0.0.0/24"],
      external: false,
      outside: ["public"],
    },
  ],
};

const free = { limit: 100, used: 0 };
export const target = (facts: Partial<TargetFacts> = {}): TargetFacts => ({
  siteId: "one",
  siteName: "RegionOne",
  options: {
    flavors: [
      { id: "f1", name: "m1.small", vcpus: 1, ramMiB: 2048, diskGiB: 20 },
      { id: "f2", name: "m1.large", vcpus: 4, ramMiB: 8192, diskGiB: 20 },
    ],
    networks: [{ id: "net", name: "billing", cidrs: ["10.0.0.0/24"] }],
    volumeTypes: [
      { id: "t1", name: "standard" },
      { id: "t2", name: "fast" },
    ],
    zones: { compute: ["nova"], volume: ["nova"] },
    keyPairs: ["ops"],
    externalNetworks: [{ id: "internet", name: "internet" }],
  },
  quota: {
    volumes: free,
    gigabytes: { limit: 1000, used: 0 },
    backups: free,
    backupGigabytes: free,
    instances: free,
    cores: free,
    ramMiB: { limit: 100_000, used: 0 },
    ports: free,
  },
  serverNames: [],
  volumeNames: [],
  ports: [],
  live: [],
  backups: Object.fromEntries(
    source.volumes.flatMap((volume) => volume.chain.map((link) => [link.backupId, "available"])),
  ),
  imports: {
    needed: false,
    sameCloud: true,
    sharedStore: true,
    targetAccount: true,
    sourceAccount: true,
    sourceReachable: true,
  },
  credential: { usable: true, problem: null },
  ...facts,
});

export const attached: LiveVolume = {
  volumeId: "data",
  status: "in-use",
  sizeGiB: 80,
  attachment: {
    serverId: "db",
    serverName: "db-1",
    device: "/dev/vdb",
    boot: false,
    running: true,
    deleteOnTermination: false,
  },
};
export const planning = (facts: Partial<RestoreFacts> = {}): RestoreFacts => ({
  source,
  targetSiteId: "one",
  targetSiteName: "RegionOne",
  live: new Map(),
  batch: 2,
  msPerGiB: 1000,
  ...facts,
});
export const whole = (siteId = "one", options = target().options) =>
  proposeRestore(source, wholeOf(source), { siteId, options });
export const nothing: RestoreInput = {
  checkpointId: "point",
  targetSiteId: "one",
  volumes: [],
  servers: [],
  images: [],
  networks: [],
  confirmation: null,
};
export const doings = (input: RestoreInput, facts?: Partial<RestoreFacts>) =>
  planRestore(input, planning(facts)).map((step) => step.do);
