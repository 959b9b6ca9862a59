import { sealManifest, type Manifest } from "../lib/domain/manifest";
import type { SavedServer, SavedVolume } from "../lib/domain/manifest-resources";
import type { Dependency } from "../lib/domain/resource";
import type { HistoryCheckpoint, HistoryPlan } from "./history-types";
import { serverSpec, volumeSpec } from "./history-plans";
import { FLAVORS } from "./nova/records";
import { exportedRecord } from "./seed-backups";
import { KEY, PUBLIC_KEY, SERVER_GROUPS } from "./seed-data";
import { type ServerSpec } from "./seed-machines";
import { imageId, portName, publicNetworkId, seededId, seededMac } from "./seed-ids";
import { fingerprintOf } from "./nova/keypairs";
import { SITE, onSite, savedNetwork, groupsOf } from "./history-network";

export type HistorySite = {
  id: string;
  name: string;
  keystoneUrl: string;
  region: string;
  backupStore: string | null;
};

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
  const sealed = sealManifest(manifest);
  return { manifest: sealed.value, sha256: sealed.sha256 };
}

function savedVolume(plan: HistoryPlan, one: HistoryCheckpoint["captured"][number], site: HistorySite): SavedVolume[] {
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
