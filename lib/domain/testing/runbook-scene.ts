import { bankCheckpoint, bankPlan, type BankCheckpoint } from "../bank-content";
import { sealManifest, type Manifest } from "../manifest";
import type { ResolvedMappings } from "../mapping-proposal";
import { orderOf } from "../recovery-order";
import { recoverySettings } from "../recovery-settings";
import { runbookPoint, type RunbookFacts } from "../runbook-facts";

const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, "0")}:00:00.000Z`;
const ref = (kind: Manifest["resources"][number]["kind"], id: string) => ({ kind, id, name: id });
const saved = { capturedAt: at(9), consistency: "crash" as const, dependsOn: [], copies: [] };

/** A server that boots from an image and has a volume, in a network of its own, with a group that names a lost one. */
export const manifest: Manifest = sealManifest({
  version: 1,
  checkpointId: "p",
  capturedAt: at(9),
  spreadMs: 0,
  consistency: "crash",
  plan: { id: "plan", name: "shop", projectId: "demo", projectName: "demo" },
  site: { id: "one", name: "One", keystoneUrl: "http://k", region: "One", backupStore: "s" },
  resources: [
    {
      ...saved,
      kind: "OS::Nova::Server",
      ref: ref("OS::Nova::Server", "web"),
      description: null,
      status: "ACTIVE",
      hostname: null,
      flavor: {
        id: "1",
        name: "small",
        vcpus: 1,
        ramMiB: 512,
        diskGiB: 1,
        swapMiB: 0,
        ephemeralGiB: 0,
        extraSpecs: {},
      },
      imageId: "original",
      keyPair: null,
      ports: [
        {
          id: "port",
          name: "",
          networkId: "net",
          networkName: "net",
          mac: "fa:16:3e:00:00:01",
          fixedIps: [{ subnetId: "sub", address: "10.0.0.5" }],
          allowedAddressPairs: [],
          securityGroupIds: ["group"],
          portSecurity: true,
          vnicType: "normal",
          adminUp: true,
        },
      ],
      serverGroup: null,
      metadata: { "breakwater:tag": "x", role: "--force" },
      tags: [],
      userData: null,
      attachments: [{ volumeId: "vol", device: "/dev/vdb", boot: false, deleteOnTermination: false, tag: null }],
      zone: null,
      configDrive: false,
      floatingIps: [],
    },
    {
      ...saved,
      kind: "OS::Cinder::Volume",
      ref: ref("OS::Cinder::Volume", "vol"),
      sizeGiB: 3,
      volumeType: null,
      description: null,
      metadata: {},
      bootable: false,
      imageMetadata: {},
      zone: null,
      multiattach: false,
      encrypted: false,
    },
  ],
  securityGroups: [
    {
      id: "group",
      name: "default",
      description: "",
      stateful: null,
      rules: [
        {
          direction: "ingress",
          ethertype: "IPv4",
          protocol: "tcp",
          portMin: 22,
          portMax: 22,
          remotePrefix: null,
          remoteGroupId: "lost",
          description: "",
        },
      ],
    },
  ],
  missing: [],
}).value;

export const plan = bankPlan.parse({
  id: "plan",
  cloudId: "cloud",
  projectId: "demo",
  projectName: "demo",
  siteId: "one",
  recoverySiteId: "two",
  name: "shop",
  description: "",
  provider: "native",
  selection: { by: "tag", tag: "x" },
  schedule: { every: "manual", timeZone: "UTC" },
  retention: { last: 3, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null },
  fullEvery: 7,
  consistency: "crash",
  state: "active",
  ownerUserId: "ana",
  ownerUserName: "ana",
  activatedAt: at(8),
  createdAt: at(8),
  updatedAt: at(8),
  objectives: [],
  members: [],
  sites: [],
});

type Copy = Partial<BankCheckpoint["copies"][number]> & { of: string };

export function point(id: string, hour: number, more: object = {}, copies: Copy[] = []): BankCheckpoint {
  const { value, sha256 } = sealManifest({ ...manifest, checkpointId: id, capturedAt: at(hour) });
  const captured = manifest.resources.map(({ kind, ref: { id: resourceId } }) => ({
    id: `${id}-${resourceId}`,
    kind,
    resourceId,
    name: resourceId,
    state: "captured",
    dependsOn: [],
  }));
  const whole = { siteId: "one", medium: "backup", parentId: null, incremental: false, state: "available" };
  return bankCheckpoint.parse({
    id,
    planId: "plan",
    cloudId: "cloud",
    projectId: "demo",
    siteId: "one",
    state: "usable",
    trigger: "manual",
    createdAt: at(hour),
    capturedAt: at(hour),
    full: true,
    memberCount: 2,
    capturedCount: 2,
    pinned: false,
    manifest: value,
    manifestSha256: sha256,
    captured,
    copies: copies.map(({ of, ...copy }, index) => ({
      id: `${id}-copy-${index}`,
      capturedId: `${id}-${of}`,
      remoteId: `${id}-remote-${index}`,
      imported: false,
      createdAt: at(hour),
      ...whole,
      ...copy,
    })),
    ...more,
  });
}

const resolved: ResolvedMappings = {
  targetSiteName: "Two",
  networks: [
    {
      key: "net",
      name: "net",
      usedBy: ["web"],
      how: "same name",
      note: null,
      target: { to: "existing", networkId: "there", name: "net" },
    },
  ],
  flavors: [],
  volumeTypes: [],
  zones: [],
  keyPairs: [],
  floating: [],
};

export function facts(checkpoints: BankCheckpoint[]): RunbookFacts {
  const found = runbookPoint({ plan, checkpoints });
  if (!found) throw new Error("There is no point");
  const servers = [
    { serverId: "web", name: "web", gates: [{ kind: "manual", instructions: "Ask the shop", owner: "Ana" }] },
  ];
  return {
    ...found,
    planName: "shop",
    projectName: "demo",
    sourceSite: "One",
    target: {
      id: "two",
      name: "Two",
      region: "Two",
      interface: "public",
      allowedHosts: [],
      backupStore: "s",
      caCertificate: null,
      cloud: { id: "cloud", name: "Cloud", keystoneUrl: "http://k" },
    },
    resolved,
    gaps: [],
    order: orderOf(found.source, recoverySettings.parse({ servers })),
  };
}
