import type { Dependency, ResourceKind, ResourceRef } from "@/lib/domain/resource";
import type { Server } from "@/lib/openstack/nova/schemas";
import type { Volume } from "@/lib/openstack/cinder/schemas";
import type { Network } from "@/lib/openstack/neutron/schemas";
import { bootVolumeOf, deviceOn, portsOf, volumesOf, type Surroundings } from "./surroundings";

/** One thing that a checkpoint holds, and what must be there before it can come back. */
export type Node = ResourceRef & { sizeGiB: number | null; dependsOn: Dependency[] };

/** The members, and all that they stand on and that has to come back with them. */
export function dependencyGraph(members: ResourceRef[], around: Surroundings): Node[] {
  const nodes = new Map<string, Node>();
  const add = (node: Node) => void nodes.set(`${node.kind}/${node.id}`, node);
  for (const member of members) for (const node of nodesOf(member, around)) add(node);
  return [...nodes.values()];
}

function nodesOf(member: ResourceRef, around: Surroundings): Node[] {
  const makers: Record<ResourceKind, () => Node[]> = {
    "OS::Nova::Server": () => around.servers.filter(({ id }) => id === member.id).flatMap((server) => serverNodes(server, around)),
    "OS::Cinder::Volume": () => around.volumes.filter(({ id }) => id === member.id).map(volumeNode),
    "OS::Glance::Image": () => [{ ...member, sizeGiB: null, dependsOn: [] }],
    "OS::Neutron::Network": () => around.networks.filter(({ id }) => id === member.id).map((network) => networkNode(network, around)),
  };
  return makers[member.kind]();
}

function serverNodes(server: Server, around: Surroundings): Node[] {
  const volumes = volumesOf(server, around);
  const networks = networksOf(server, around);
  const node: Node = { kind: "OS::Nova::Server", id: server.id, name: server.name, sizeGiB: null, dependsOn: serverDependencies(server, around) };
  return [...networks.map((network) => networkNode(network, around)), ...volumes.map(volumeNode), node];
}

function serverDependencies(server: Server, around: Surroundings): Dependency[] {
  const boot = bootVolumeOf(server, around);
  const ports = portsOf(server, around);
  const groupIds = new Set(ports.flatMap((port) => port.security_groups));
  return [
    ...(server.image ? [{ kind: "OS::Glance::Image" as const, id: server.image.id, name: server.image.id, note: "boots from it" }] : []),
    ...volumesOf(server, around).map((volume) => ({
      kind: "OS::Cinder::Volume" as const,
      id: volume.id,
      name: volume.name || volume.id,
      note: volume.id === boot?.id ? "boots from it" : deviceOn(server, volume) || undefined,
    })),
    ...networksOf(server, around).map(({ id, name }) => ({ kind: "OS::Neutron::Network" as const, id, name: name || id })),
    ...ports.map(({ id, name, fixed_ips, mac_address }) => ({
      kind: "OS::Neutron::Port" as const,
      id,
      name: name || fixed_ips[0]?.ip_address || mac_address,
      note: fixed_ips.map(({ ip_address }) => ip_address).join(", ") || undefined,
    })),
    ...around.securityGroups.filter(({ id }) => groupIds.has(id)).map(({ id, name }) => ({ kind: "OS::Neutron::SecurityGroup" as const, id, name })),
    ...around.floatingIps
      .filter(({ port_id }) => ports.some(({ id }) => id === port_id))
      .map(({ id, floating_ip_address }) => ({ kind: "OS::Neutron::FloatingIP" as const, id, name: floating_ip_address })),
    ...(server.key_name ? [{ kind: "OS::Nova::KeyPair" as const, id: server.key_name, name: server.key_name }] : []),
    { kind: "OS::Nova::Flavor", id: server.flavor.id ?? server.flavor.original_name ?? "unknown", name: server.flavor.original_name ?? server.flavor.id ?? "unknown" },
    ...around.serverGroups.filter(({ members }) => members.includes(server.id)).map(({ id, name }) => ({ kind: "OS::Nova::ServerGroup" as const, id, name })),
  ];
}

function networksOf(server: Server, around: Surroundings): Network[] {
  const ids = new Set(portsOf(server, around).map((port) => port.network_id));
  return around.networks.filter(({ id }) => ids.has(id));
}

function volumeNode(volume: Volume): Node {
  return { kind: "OS::Cinder::Volume", id: volume.id, name: volume.name || volume.id, sizeGiB: volume.size, dependsOn: [] };
}

function networkNode(network: Network, { subnets, routers, ports }: Surroundings): Node {
  const own = subnets.filter(({ network_id }) => network_id === network.id);
  const routerIds = new Set(ports.filter((port) => port.network_id === network.id && port.device_owner.startsWith("network:router")).map((port) => port.device_id));
  return {
    kind: "OS::Neutron::Network",
    id: network.id,
    name: network.name || network.id,
    sizeGiB: null,
    dependsOn: [
      ...own.map(({ id, name, cidr }) => ({ kind: "OS::Neutron::Subnet" as const, id, name: name || cidr, note: cidr })),
      ...routers.filter(({ id }) => routerIds.has(id)).map(({ id, name }) => ({ kind: "OS::Neutron::Router" as const, id, name: name || id })),
    ],
  };
}
