import { REBUILT } from "@/lib/domain/restore-facts";
import type { RestoreInput, RestoreOptions } from "@/lib/domain/restore";
import type { LiveVolume, RestoreSource } from "@/lib/domain/restore-source";
import type { TargetFacts } from "@/lib/domain/restore-target";
import type { Cloud } from "@/lib/openstack/cloud";
import type { Server } from "@/lib/openstack/nova/schemas";

/** What a site offers for the choices of a restore; its calls go side by side. */
export async function readOptions(cloud: Cloud): Promise<RestoreOptions> {
  const [flavors, networks, subnets, types, computeZones, volumeZones, keyPairs, external] = await Promise.all([
    cloud.nova.flavors.list(),
    cloud.neutron.networks.list(),
    cloud.neutron.subnets.list(),
    cloud.cinder.types.list(),
    cloud.nova.zones(),
    cloud.cinder.zones(),
    cloud.nova.keypairs.list(),
    cloud.neutron.networks.external(),
  ]);
  const outside = new Set(external.map((network) => network.id));
  const usable = networks.filter(
    (network) => (network.project_id === cloud.projectId || network.shared) && !outside.has(network.id),
  );
  return {
    flavors: flavors.map(({ id, name, vcpus, ram, disk }) => ({
      id,
      name,
      vcpus,
      ramMiB: ram,
      diskGiB: disk,
    })),
    networks: usable.map(({ id, name }) => ({
      id,
      name: name || id,
      cidrs: subnets.filter((subnet) => subnet.network_id === id).map((subnet) => subnet.cidr),
    })),
    volumeTypes: types.filter((type) => !type.name.startsWith("__")).map(({ id, name }) => ({ id, name })),
    zones: { compute: open(computeZones), volume: open(volumeZones) },
    keyPairs: keyPairs.map((key) => key.name),
    externalNetworks: external.map(({ id, name }) => ({ id, name: name || id })),
  };
}

function open(zones: { zoneName: string; zoneState: { available: boolean } }[]): string[] {
  return zones.filter((zone) => zone.zoneState.available).map((zone) => zone.zoneName);
}

type CloudFacts = Omit<TargetFacts, "siteId" | "siteName" | "imports" | "credential">;

/** Everything that the checks ask of the target. A failed call fails all: a check that guesses is none. */
export async function readTargetFacts(cloud: Cloud, input: RestoreInput, source: RestoreSource): Promise<CloudFacts> {
  const chosen = source.volumes.filter((volume) => input.volumes.some((item) => item.capturedId === volume.capturedId));
  const [options, storage, compute, network, servers, volumes, backups, ports] = await Promise.all([
    readOptions(cloud),
    cloud.cinder.quota(),
    cloud.nova.limits(),
    cloud.neutron.quota(),
    cloud.nova.servers.list(),
    cloud.cinder.volumes.list(),
    cloud.cinder.backups.list(),
    readPorts(cloud, input),
  ]);
  const names = new Map(servers.map((server) => [server.id, server.name]));
  const inPlace = chosen.filter((volume) =>
    input.volumes.some((item) => item.capturedId === volume.capturedId && item.how !== "beside"),
  );
  const wanted = new Set(chosen.flatMap((volume) => volume.chain.map((link) => link.backupId)));
  return {
    options,
    quota: {
      volumes: of(storage.volumes),
      gigabytes: of(storage.gigabytes),
      backups: of(storage.backups),
      backupGigabytes: of(storage.backup_gigabytes),
      instances: { limit: compute.maxTotalInstances, used: compute.totalInstancesUsed },
      cores: { limit: compute.maxTotalCores, used: compute.totalCoresUsed },
      ramMiB: { limit: compute.maxTotalRAMSize, used: compute.totalRAMUsed },
      ports: { limit: network.port.limit, used: network.port.used + network.port.reserved },
    },
    serverNames: servers.map((server) => server.name),
    volumeNames: volumes.flatMap((volume) => volume.name ?? []),
    ports: ports.map((port) => ({
      networkId: port.network_id,
      mac: port.mac_address,
      addresses: port.fixed_ips.map((ip) => ip.ip_address),
      owner: names.get(port.device_id) ?? port.name,
    })),
    live: inPlace.flatMap(({ volumeId }): LiveVolume[] => {
      const volume = volumes.find((one) => one.id === volumeId);
      return volume
        ? [
            {
              volumeId,
              status: volume.status,
              sizeGiB: volume.size,
              attachment: attachmentOf(volumeId, volume.attachments, servers),
            },
          ]
        : [];
    }),
    backups: Object.fromEntries(
      backups.filter((backup) => wanted.has(backup.id)).map((backup) => [backup.id, backup.status]),
    ),
  };
}

/** Only the networks that servers go to: those are the addresses that can collide. */
async function readPorts(cloud: Cloud, input: RestoreInput) {
  const ids = [...new Set(input.servers.flatMap((server) => Object.values(server.networks)))].filter(
    (id) => !id.startsWith(REBUILT),
  );
  return ids.length === 0 ? [] : cloud.neutron.ports.list({ network_id: ids });
}

function of({ limit, in_use, reserved }: { limit: number; in_use: number; reserved: number }) {
  return { limit, used: in_use + reserved };
}

type VolumeAttachments = { server_id?: string | null; device?: string | null }[];

function attachmentOf(volumeId: string, attachments: VolumeAttachments, servers: Server[]): LiveVolume["attachment"] {
  const [own] = attachments;
  const server = servers.find((one) => one.id === own?.server_id);
  if (!own?.server_id) return null;
  const kept = server?.["os-extended-volumes:volumes_attached"].find((one) => one.id === volumeId);
  return {
    serverId: own.server_id,
    serverName: server?.name ?? own.server_id,
    device: own.device ?? null,
    boot: !server?.image && /^\/dev\/[a-z]*da$/.test(own.device ?? ""),
    running: server?.status !== "SHUTOFF",
    deleteOnTermination: kept?.delete_on_termination ?? false,
  };
}
