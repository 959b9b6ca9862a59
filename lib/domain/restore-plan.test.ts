import { describe, expect, test } from "vitest";
import type { RestoreInput } from "./restore";
import { judgeRestore, isBlocked } from "./restore-checks";
import type { RestoreFacts } from "./restore-facts";
import { interruptedServers, overwritesOf, planRestore } from "./restore-plan";
import { proposeRestore, wholeOf } from "./restore-proposal";
import type { LiveVolume, RestoreSource } from "./restore-source";
import type { TargetFacts } from "./restore-target";

const chain = (id: string, length = 2) =>
  Array.from({ length }, (_, index) => ({
    copyId: `${id}-copy-${index}`,
    backupId: `${id}-backup-${index}`,
    hasRecord: true,
    available: true,
  }));

const source: RestoreSource = {
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
    },
  ],
  images: [],
  networks: [{ capturedId: "c-net", networkId: "net", name: "billing", cidrs: ["10.0.0.0/24"] }],
};

const free = { limit: 100, used: 0 };
const target = (facts: Partial<TargetFacts> = {}): TargetFacts => ({
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

const attached: LiveVolume = {
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
const planning = (facts: Partial<RestoreFacts> = {}): RestoreFacts => ({
  source,
  targetSiteId: "one",
  targetSiteName: "RegionOne",
  live: new Map(),
  batch: 2,
  msPerGiB: 1000,
  ...facts,
});
const whole = (siteId = "one", options = target().options) =>
  proposeRestore(source, wholeOf(source), { siteId, options });
const nothing: RestoreInput = {
  checkpointId: "point",
  targetSiteId: "one",
  volumes: [],
  servers: [],
  images: [],
  networks: [],
  confirmation: null,
};
const doings = (input: RestoreInput, facts?: Partial<RestoreFacts>) =>
  planRestore(input, planning(facts)).map((step) => step.do);

describe("the list of steps", () => {
  test("a workload at its own site needs no import; volumes come before the server, and reading back is last", () => {
    expect(doings(whole())).toEqual([
      "make-security-groups",
      "make-key-pair",
      "make-server-group",
      "create-volume",
      "create-volume",
      "await-volume",
      "await-volume",
      "make-ports",
      "create-server",
      "await-server",
      "read-back",
    ]);
  });

  test("at another site every chain is made known first, the full backup before its increments", () => {
    const steps = planRestore(whole("two"), planning({ targetSiteId: "two", targetSiteName: "RegionTwo" }));
    const imports = steps.filter((step) => step.do === "import-records");
    expect(imports.map((step) => step.backupIds)).toEqual([
      ["root-backup-0"],
      ["data-backup-0", "data-backup-1", "data-backup-2"],
    ]);
    expect(steps.slice(0, 2)).toEqual(imports);
  });

  test("a running server is shut down before its volume is taken off, and started when it is back at its device", () => {
    const input: RestoreInput = { ...nothing, volumes: [{ how: "into", capturedId: "c-data" }] };
    const steps = planRestore(input, planning({ live: new Map([["data", attached]]) }));
    expect(steps.map((step) => step.do)).toEqual([
      "stop-server",
      "await-stopped",
      "detach-volume",
      "await-detached",
      "restore-into",
      "await-restored",
      "attach-volume",
      "await-attached",
      "start-server",
      "await-started",
      "read-back",
    ]);
    expect(steps.find((step) => step.do === "attach-volume")).toMatchObject({
      device: "/dev/vdb",
      volume: { volumeId: "data" },
    });
  });

  test("a server that is shut down already is left so", () => {
    const live = new Map([
      [
        "data",
        { ...attached, attachment: attached.attachment && { ...attached.attachment, running: false } },
      ],
    ]);
    expect(doings({ ...nothing, volumes: [{ how: "into", capturedId: "c-data" }] }, { live })).not.toContain(
      "start-server",
    );
  });

  test("a swap fills the new volume before the server is shut down", () => {
    const input: RestoreInput = {
      ...nothing,
      volumes: [{ how: "swap", capturedId: "c-data", name: "db-data-2" }],
    };
    const steps = doings(input, { live: new Map([["data", attached]]) });
    expect(steps.indexOf("await-volume")).toBeLessThan(steps.indexOf("stop-server"));
    expect(steps).not.toContain("restore-into");
  });

  test("only so many volumes are filled at a time", () => {
    expect(doings(whole(), { batch: 1 }).slice(3, 7)).toEqual([
      "create-volume",
      "await-volume",
      "create-volume",
      "await-volume",
    ]);
  });

  test("keys are unique, and the same facts give the same list", () => {
    const steps = planRestore(whole("two"), planning({ targetSiteId: "two" }));
    expect(new Set(steps.map((step) => step.key)).size).toBe(steps.length);
    expect(planRestore(whole("two"), planning({ targetSiteId: "two" }))).toEqual(steps);
  });

  test("what is overwritten and who stands still is said", () => {
    const input: RestoreInput = { ...nothing, volumes: [{ how: "into", capturedId: "c-data" }] };
    expect(overwritesOf(input, source)).toHaveLength(1);
    expect(interruptedServers(input, planning({ live: new Map([["data", attached]]) }))).toEqual(["db-1"]);
    expect(overwritesOf(whole(), source)).toEqual([]);
  });
});

describe("the proposal", () => {
  test("beside at the same site things get names of their own and keep type, zone, flavor and network", () => {
    const input = whole();
    expect(input.servers[0]).toMatchObject({
      name: "db-1-restored",
      flavorId: "f2",
      networks: { net: "net" },
      keyName: "ops",
    });
    expect(input.volumes[1]).toMatchObject({ name: "db-data-restored", volumeType: "fast", zone: "nova" });
    expect(input.networks).toEqual([]);
  });

  test("where the target lacks a network it is rebuilt; where it lacks a flavor the smallest that is enough is taken", () => {
    const options = {
      ...target().options,
      networks: [],
      volumeTypes: [],
      flavors: [
        { id: "x", name: "big", vcpus: 8, ramMiB: 16_384, diskGiB: 40 },
        { id: "y", name: "huge", vcpus: 16, ramMiB: 32_768, diskGiB: 40 },
      ],
    };
    const input = whole("two", options);
    expect(input.servers[0]).toMatchObject({ name: "db-1", flavorId: "x", networks: { net: "rebuilt:net" } });
    expect(input.networks).toEqual([{ capturedId: "c-net", name: "billing" }]);
    expect(input.volumes[0]).toMatchObject({ volumeType: null });
  });
});

describe("the checks", () => {
  const verdict = (input: RestoreInput, facts: Partial<TargetFacts>, key: string, from = source) =>
    judgeRestore(input, from, target(facts)).find((check) => check.key === key)?.verdict;

  test("all pass for a workload that fits", () => {
    const checks = judgeRestore(whole(), source, target());
    expect(checks.filter((check) => check.verdict !== "passed")).toEqual([]);
    expect(isBlocked(checks)).toBe(false);
  });

  const two = { siteId: "two", siteName: "RegionTwo", backups: {} };
  const holed: RestoreSource = {
    ...source,
    volumes: source.volumes.map((volume) => ({
      ...volume,
      chain: volume.chain.map((link, index) => ({ ...link, available: index > 0 })),
    })),
  };
  const unrecorded: RestoreSource = {
    ...source,
    volumes: source.volumes.map((volume) => ({
      ...volume,
      chain: volume.chain.map((link) => ({ ...link, hasRecord: false })),
    })),
  };
  const imaged: RestoreSource = {
    ...source,
    servers: source.servers.map((server) => ({
      ...server,
      bootsFrom: "image",
      image: { id: "image", captured: true, sizeGiB: 1 },
    })),
  };
  const into: RestoreInput = { ...nothing, volumes: [{ how: "into", capturedId: "c-data" }] };
  const swap: RestoreInput = { ...nothing, volumes: [{ how: "swap", capturedId: "c-data", name: "x" }] };
  test.each<[string, RestoreInput, Partial<TargetFacts>, string, string, RestoreSource?]>([
    ["nothing chosen", nothing, {}, "choice", "blocked"],
    [
      "no quota for the volumes",
      whole(),
      { quota: { ...target().quota, gigabytes: { limit: 150, used: 60 } } },
      "quota",
      "blocked",
    ],
    [
      "no limit is no obstacle",
      whole(),
      { quota: { ...target().quota, gigabytes: { limit: -1, used: 60 } } },
      "quota",
      "passed",
    ],
    [
      "no quota for the imported records",
      whole("two"),
      { ...two, quota: { ...target().quota, backups: { limit: 3, used: 0 } } },
      "quota",
      "blocked",
    ],
    ["a name in use", whole(), { serverNames: ["db-1-restored"] }, "names", "warning"],
    [
      "an address in use",
      whole(),
      { ports: [{ networkId: "net", mac: null, addresses: ["10.0.0.10"], owner: "db-1" }] },
      "addresses",
      "warning",
    ],
    ["a chain with a hole", whole(), {}, "copies", "blocked", holed],
    ["a backup that Cinder lost", whole(), { backups: {} }, "copies", "blocked"],
    [
      "a backup that is being restored now",
      whole(),
      { backups: { ...target().backups, "data-backup-2": "restoring" } },
      "copies",
      "warning",
    ],
    [
      "a credential that is refused",
      whole(),
      { credential: { usable: false, problem: "Revoked." } },
      "credential",
      "blocked",
    ],
    ["another site with kept records", whole("two"), two, "import", "passed"],
    [
      "another site without the store",
      whole("two"),
      { ...two, imports: { ...target().imports, sharedStore: false } },
      "import",
      "blocked",
    ],
    [
      "another cloud",
      whole("two"),
      { ...two, imports: { ...target().imports, sameCloud: false } },
      "import",
      "blocked",
    ],
    [
      "no service account there",
      whole("two"),
      { ...two, imports: { ...target().imports, targetAccount: false } },
      "import",
      "blocked",
    ],
    [
      "no records, and the source silent",
      whole("two"),
      { ...two, imports: { ...target().imports, sourceAccount: false } },
      "import",
      "blocked",
      unrecorded,
    ],
    ["no records, but the source can export", whole("two"), two, "import", "passed", unrecorded],
    ["into a volume that is attached to a running server", into, { live: [attached] }, "in-place", "warning"],
    ["into a volume that is gone", into, { live: [] }, "in-place", "blocked"],
    [
      "into the volume that a server boots from",
      into,
      { live: [{ ...attached, attachment: attached.attachment && { ...attached.attachment, boot: true } }] },
      "in-place",
      "blocked",
    ],
    ["into a volume at another site", { ...into, targetSiteId: "two" }, two, "in-place", "blocked"],
    [
      "swapping what is attached to nothing",
      swap,
      { live: [{ ...attached, status: "available", attachment: null }] },
      "in-place",
      "blocked",
    ],
    [
      "a server without its boot volume",
      { ...whole(), volumes: whole().volumes.filter((item) => item.capturedId !== "c-root") },
      {},
      "boot",
      "blocked",
    ],
    [
      "a server without one of its volumes",
      { ...whole(), volumes: whole().volumes.filter((item) => item.capturedId !== "c-data") },
      {},
      "boot",
      "warning",
    ],
    [
      "a flavor that does not exist",
      { ...whole(), servers: whole().servers.map((one) => ({ ...one, flavorId: "none" })) },
      {},
      "flavor",
      "blocked",
    ],
    [
      "a smaller flavor",
      { ...whole(), servers: whole().servers.map((one) => ({ ...one, flavorId: "f1" })) },
      {},
      "flavor",
      "warning",
    ],
    [
      "a network that does not exist",
      { ...whole(), servers: whole().servers.map((one) => ({ ...one, networks: { net: "none" } })) },
      {},
      "networks",
      "blocked",
    ],
    [
      "no network at all",
      { ...whole(), servers: whole().servers.map((one) => ({ ...one, networks: {} })) },
      {},
      "networks",
      "warning",
    ],
    [
      "an image at a site that does not answer",
      whole("two"),
      { ...two, imports: { ...target().imports, sourceReachable: false } },
      "images",
      "blocked",
      imaged,
    ],
    ["an image that can be copied", whole("two"), two, "images", "passed", imaged],
    [
      "a key pair of somebody else",
      { ...whole(), servers: whole().servers.map((one) => ({ ...one, keyName: "mine" })) },
      {},
      "keys",
      "warning",
    ],
    [
      "a key pair that must be imported",
      whole(),
      { options: { ...target().options, keyPairs: [] } },
      "keys",
      "passed",
    ],
    [
      "a type that does not exist",
      {
        ...whole(),
        volumes: whole().volumes.map((item) =>
          item.how === "beside" ? { ...item, volumeType: "gold" } : item,
        ),
      },
      {},
      "placement",
      "blocked",
    ],
  ])("%s", (_name, input, facts, key, expected, from) => {
    expect(verdict(input, facts, key, from)).toBe(expected);
  });

  test("whatever stands in the way says what to do", () => {
    for (const check of judgeRestore(into, source, target({ live: [] })))
      if (check.verdict !== "passed") expect(check.remedy).toBeTruthy();
  });
});
