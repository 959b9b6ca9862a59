import { sealManifest, type Manifest } from "../lib/domain/manifest";
import type {
  SavedNetwork,
  SavedSecurityGroup,
  SavedServer,
  SavedVolume,
} from "../lib/domain/manifest-resources";
import type { Dependency } from "../lib/domain/resource";
import type { HistoryCheckpoint, HistoryPlan } from "./history";
import { networkSpec, serverSpec, volumeSpec } from "./history-plans";
import { FLAVORS } from "./nova/records";
import { plan as addressPlan } from "./neutron/addresses";
import { exportedRecord } from "./seed-backups";
import { KEY, PUBLIC_KEY, SECURITY_GROUPS, SERVER_GROUPS, type ServerSpec } from "./seed-data";
import { imageId, portName, publicNetworkId, seededId, seededMac } from "./seed-ids";
import { fingerprintOf } from "./nova/catalogue";

export type HistorySite = {
  id: string;
  name: string;
  keystoneUrl: string;
  region: string;
  backupStore: string | null;
};

const SITE = "RegionOne";
const onSite = (name: string) => `${SITE} ${name}`;

/** The manifest that this checkpoint would have had; null for one that captured nothing. */
export function manifestOf(
  plan: HistoryPlan,
  checkpoint: HistoryCheckpoint,
  site: HistorySite,
): { manifest: Manifest; sha256: string } | null {
  if (checkpoint.capturedAt === null) return null;
  const { spec } = plan;
  const manifest: Manifest = {
    version: 1,
    checkpointId: checkpoint.id,
    capturedAt: checkpoint.capturedAt.toISOString(),
    spreadMs: checkpoint.spreadMs ?? 0,
    consistency: "crash",
    plan: { id: plan.id, name: spec.name, projectId: plan.projectId, projectName: plan.projectName },
    site,
    resources: [
      ...spec.networks.map((name) => savedNetwork(spec.project, name, checkpoint)),
      ...checkpoint.captured.flatMap((one) => savedVolume(plan, one, site)),
      ...spec.servers.map((name) => savedServer(spec.project, name, checkpoint)),
    ],
    securityGroups: groupsOf(spec.project, spec.servers),
    missing: checkpoint.captured.flatMap((one) =>
      one.state === "failed"
        ? [
            {
              ref: { kind: "OS::Cinder::Volume" as const, id: one.volumeId, name: one.name },
              cause: one.cause ?? "It was not captured",
            },
          ]
        : [],
    ),
  };
  return { manifest, sha256: sealManifest(manifest).sha256 };
}

function savedVolume(
  plan: HistoryPlan,
  one: HistoryCheckpoint["captured"][number],
  site: HistorySite,
): SavedVolume[] {
  if (one.copy === null) return [];
  const { spec } = plan;
  const volume = volumeSpec(spec.project, one.name);
  return [
    {
      kind: "OS::Cinder::Volume",
      ref: { kind: "OS::Cinder::Volume", id: one.volumeId, name: one.name },
      capturedAt: one.copy.capturedAt.toISOString(),
      consistency: "crash",
      dependsOn: [],
      copies: [
        {
          siteId: site.id,
          medium: "backup",
          remoteId: one.copy.backupId,
          parentId: one.copy.parentBackupId,
          incremental: one.copy.incremental,
          sizeGiB: one.copy.sizeGiB,
          record: spec.recoverySite === null ? null : exportedRecord(plan, one.copy),
          sha256: null,
        },
      ],
      sizeGiB: volume.sizeGiB,
      volumeType: volume.type,
      description: volume.description,
      metadata: volume.metadata,
      bootable: volume.boots !== null,
      imageMetadata:
        volume.boots === null
          ? {}
          : {
              image_id: imageId(SITE, volume.boots),
              image_name: volume.boots,
              disk_format: "raw",
              container_format: "bare",
              min_disk: "0",
              min_ram: "0",
              hw_qemu_guest_agent: "yes",
            },
      zone: "nova",
      multiattach: false,
      encrypted: false,
    },
  ];
}

/** What the server stands on and uses, for the checkpoint's graph. */
export function dependenciesOf(project: string, name: string): Dependency[] {
  const spec = serverSpec(project, name);
  const flavor = FLAVORS.find((one) => one.id === spec.flavor);
  return [
    ...spec.volumes.map((volume, index): Dependency => ({
      kind: "OS::Cinder::Volume",
      id: seededId("volume", project, volume),
      name: volume,
      note: index === 0 && spec.image === null ? "boots from it" : device(spec, index),
    })),
    ...spec.networks.map((nic): Dependency => ({
      kind: "OS::Neutron::Network",
      id: seededId("network", project, onSite(nic.name)),
      name: nic.name,
    })),
    ...spec.networks.map((nic): Dependency => ({
      kind: "OS::Neutron::Port",
      id: seededId("port", project, portName(name, nic.name)),
      name: nic.ip,
      note: nic.ip,
    })),
    ...spec.securityGroups.map((group): Dependency => ({
      kind: "OS::Neutron::SecurityGroup",
      id: seededId("security-group", project, group),
      name: group,
    })),
    { kind: "OS::Nova::KeyPair", id: KEY, name: KEY },
    { kind: "OS::Nova::Flavor", id: spec.flavor, name: flavor?.name ?? spec.flavor },
  ];
}

const device = (spec: ServerSpec, index: number) =>
  `/dev/vd${String.fromCharCode(97 + index + (spec.image === null ? 0 : 1))}`;

function savedServer(project: string, name: string, checkpoint: HistoryCheckpoint): SavedServer {
  const spec = serverSpec(project, name);
  const flavor = FLAVORS.find((one) => one.id === spec.flavor);
  const group = SERVER_GROUPS.find((one) => one.project === project && one.name === spec.group);
  return {
    kind: "OS::Nova::Server",
    ref: { kind: "OS::Nova::Server", id: seededId("server", project, name), name },
    capturedAt: checkpoint.capturedAt?.toISOString() ?? null,
    consistency: "crash",
    dependsOn: dependenciesOf(project, name),
    copies: [],
    status: spec.status,
    description: null,
    hostname: name,
    flavor: {
      id: spec.flavor,
      name: flavor?.name ?? "",
      vcpus: flavor?.vcpus ?? 1,
      ramMiB: flavor?.ram ?? 0,
      diskGiB: flavor?.disk ?? 0,
      swapMiB: 0,
      ephemeralGiB: 0,
      extraSpecs: flavor?.extraSpecs ?? {},
    },
    imageId: spec.image === null ? null : imageId(SITE, spec.image),
    keyPair: { name: KEY, type: "ssh", publicKey: PUBLIC_KEY, fingerprint: fingerprintOf(PUBLIC_KEY) },
    ports: spec.networks.map((nic) => ({
      id: seededId("port", project, portName(name, nic.name)),
      name: "",
      networkId: seededId("network", project, onSite(nic.name)),
      networkName: nic.name,
      mac: seededMac(project, name, nic.name),
      fixedIps: [{ subnetId: seededId("subnet", project, onSite(nic.name)), address: nic.ip }],
      allowedAddressPairs:
        nic.pair === undefined ? [] : [{ address: nic.pair, mac: seededMac(project, name, nic.name) }],
      securityGroupIds: spec.securityGroups.map((one) => seededId("security-group", project, one)),
      portSecurity: true,
      vnicType: "normal",
      adminUp: true,
    })),
    serverGroup:
      group === undefined
        ? null
        : {
            id: seededId("server-group", project, group.name),
            name: group.name,
            policy: group.policy,
            rules: {},
          },
    metadata: spec.metadata,
    tags: spec.tags,
    userData: null,
    attachments: spec.volumes.map((volume, index) => ({
      volumeId: seededId("volume", project, volume),
      device: device(spec, index),
      boot: index === 0 && spec.image === null,
      deleteOnTermination: false,
      tag: null,
    })),
    zone: "nova",
    configDrive: false,
    floatingIps: spec.networks.flatMap((nic) =>
      nic.floating === undefined
        ? []
        : [
            {
              address: nic.floating,
              networkId: publicNetworkId(SITE),
              fixedAddress: nic.ip,
              portId: seededId("port", project, portName(name, nic.name)),
            },
          ],
    ),
  };
}

function savedNetwork(project: string, name: string, checkpoint: HistoryCheckpoint): SavedNetwork {
  const spec = networkSpec(project, name);
  const { first, last, gateway } = addressPlan(spec.cidr);
  const id = seededId("network", project, onSite(name));
  const subnetId = seededId("subnet", project, onSite(name));
  return {
    kind: "OS::Neutron::Network",
    ref: { kind: "OS::Neutron::Network", id, name },
    capturedAt: checkpoint.capturedAt?.toISOString() ?? null,
    consistency: null,
    dependsOn: [],
    copies: [],
    description: "",
    mtu: 1450,
    adminUp: true,
    shared: false,
    external: false,
    portSecurity: true,
    tags: [],
    subnets: [
      {
        id: subnetId,
        name,
        ipVersion: 4,
        cidr: spec.cidr,
        gateway: spec.router === null ? null : gateway,
        dhcp: true,
        pools: [{ start: first, end: last }],
        nameservers: spec.dns,
        hostRoutes: [],
        ipv6AddressMode: null,
        ipv6RaMode: null,
      },
    ],
    routers:
      spec.router === null
        ? []
        : [
            {
              id: seededId("router", project, onSite(spec.router)),
              name: spec.router,
              adminUp: true,
              externalNetworkId: publicNetworkId(SITE),
              snat: true,
              interfaces: [{ subnetId, address: gateway }],
              routes: [],
            },
          ],
  };
}

/** The servers' groups, and those that their rules speak of. */
function groupsOf(project: string, servers: string[]): SavedSecurityGroup[] {
  const found = new Set<string>();
  const open = servers.flatMap((name) => serverSpec(project, name).securityGroups);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const rules = SECURITY_GROUPS.find((one) => one.project === project && one.name === name)?.rules ?? [];
    open.push(...rules.flatMap((rule) => ("group" in rule.from ? [rule.from.group] : [])));
  }
  const rule = {
    protocol: null,
    portMin: null,
    portMax: null,
    remotePrefix: null,
    remoteGroupId: null,
    description: "",
  };
  return SECURITY_GROUPS.filter((one) => one.project === project && found.has(one.name)).map((one) => ({
    id: seededId("security-group", project, one.name),
    name: one.name,
    description: one.description,
    stateful: true,
    rules: [
      { ...rule, direction: "egress" as const, ethertype: "IPv4" },
      { ...rule, direction: "egress" as const, ethertype: "IPv6" },
      ...one.rules.map((held) => ({
        ...rule,
        direction: "ingress" as const,
        ethertype: "IPv4",
        protocol: held.protocol,
        portMin: held.port,
        portMax: held.port,
        remotePrefix: "cidr" in held.from ? held.from.cidr : null,
        remoteGroupId: "group" in held.from ? seededId("security-group", project, held.from.group) : null,
      })),
    ],
  }));
}
