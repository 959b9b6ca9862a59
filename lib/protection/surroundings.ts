import type { Cloud } from "@/lib/openstack/cloud";
import type { FloatingIp, Network, Port, Router, SecurityGroup, Subnet } from "@/lib/openstack/neutron/schemas";
import type { Server, ServerGroup } from "@/lib/openstack/nova/schemas";
import type { Volume } from "@/lib/openstack/cinder/schemas";

/** A project as it is now: what rules choose from, and what a rebuild would have to bring back. */
export type Surroundings = {
  servers: Server[];
  volumes: Volume[];
  networks: Network[];
  subnets: Subnet[];
  ports: Port[];
  routers: Router[];
  securityGroups: SecurityGroup[];
  floatingIps: FloatingIp[];
  serverGroups: ServerGroup[];
};

/** Ten listings side by side and none per row. One that fails fails all: half a picture is no picture. */
export async function readSurroundings(cloud: Cloud): Promise<Surroundings> {
  const { nova, cinder, neutron, projectId } = cloud;
  const [servers, volumes, networks, subnets, ports, routers, securityGroups, floatingIps, serverGroups] =
    await Promise.all([
      nova.servers.list(),
      cinder.volumes.list(),
      neutron.networks.list(),
      neutron.subnets.list(),
      neutron.ports.list(),
      neutron.routers.list(),
      neutron.securityGroups.list(),
      neutron.floatingIps.list(),
      nova.serverGroups.list(),
    ]);
  const own = <T extends { project_id: string }>(things: T[]) =>
    things.filter((thing) => thing.project_id === projectId);
  // An administrator's token lists every project's; networks of others are visible where they are shared.
  return {
    servers,
    volumes,
    networks: networks.filter(
      (network) => network.project_id === projectId || network.shared || network["router:external"],
    ),
    subnets,
    ports: ports.filter(
      (port) =>
        port.project_id === projectId ||
        servers.some((server) => server.id === port.device_id) ||
        port.device_owner.startsWith("network:router"),
    ),
    routers: own(routers),
    securityGroups: own(securityGroups),
    floatingIps: own(floatingIps),
    serverGroups,
  };
}

/** The server's volumes, boot volume first, then by device. */
export function volumesOf(server: Server, { volumes }: Surroundings): Volume[] {
  const ids = new Set(server["os-extended-volumes:volumes_attached"].map((attached) => attached.id));
  return volumes
    .filter(
      (volume) => ids.has(volume.id) || volume.attachments.some((attachment) => attachment.server_id === server.id),
    )
    .sort((a, b) => deviceOn(server, a).localeCompare(deviceOn(server, b)));
}

export function deviceOn(server: Server, volume: Volume): string {
  return volume.attachments.find((attachment) => attachment.server_id === server.id)?.device ?? "";
}

/** Without an image of its own the server boots from the first of its volumes that can boot. */
export function bootVolumeOf(server: Server, around: Surroundings): Volume | null {
  if (server.image) return null;
  const own = volumesOf(server, around);
  return own.find((volume) => volume.bootable) ?? own[0] ?? null;
}

export function portsOf(server: Server, { ports }: Surroundings): Port[] {
  return ports.filter((port) => port.device_id === server.id);
}
