import type { Dependency } from "@/lib/domain/resource";
import type { SavedServer } from "@/lib/domain/manifest-resources";
import type { Network, Port } from "@/lib/openstack/neutron/schemas";
import type { Flavor, Server } from "@/lib/openstack/nova/schemas";
import { named, remembered, type Describing, type Kind, type Node } from "../kind";
import { bootVolumeOf, deviceOn, portsOf, volumesOf, type Surroundings } from "../surroundings";
import { networkNode } from "./network";
import { volumeNode } from "./volume";

export const server: Kind = {
  refs: ({ servers }) => servers.map((each) => ({ kind: "OS::Nova::Server", ...named(each) })),
  nodes: ({ id }, around) =>
    around.servers.filter((each) => each.id === id).flatMap((each) => serverNodes(each, around)),
  describe: async (context, node) => {
    const found = context.around.servers.find(({ id }) => id === node.id);
    return found ? savedServer(context, found, node) : null;
  },
};

function serverNodes(server: Server, around: Surroundings): Node[] {
  const volumes = volumesOf(server, around);
  const networks = networksOf(server, around);
  const node: Node = {
    kind: "OS::Nova::Server",
    id: server.id,
    name: server.name,
    sizeGiB: null,
    dependsOn: serverDependencies(server, around),
  };
  return [...networks.map((network) => networkNode(network, around)), ...volumes.map(volumeNode), node];
}

function serverDependencies(server: Server, around: Surroundings): Dependency[] {
  const boot = bootVolumeOf(server, around);
  const ports = portsOf(server, around);
  const groupIds = new Set(ports.flatMap((port) => port.security_groups));
  return [
    ...(server.image
      ? [{ kind: "OS::Glance::Image" as const, id: server.image.id, name: server.image.id, note: "boots from it" }]
      : []),
    ...volumesOf(server, around).map((volume) => ({
      kind: "OS::Cinder::Volume" as const,
      id: volume.id,
      name: volume.name || volume.id,
      note: volume.id === boot?.id ? "boots from it" : deviceOn(server, volume) || undefined,
    })),
    ...networksOf(server, around).map(({ id, name }) => ({
      kind: "OS::Neutron::Network" as const,
      id,
      name: name || id,
    })),
    ...ports.map(({ id, name, fixed_ips, mac_address }) => ({
      kind: "OS::Neutron::Port" as const,
      id,
      name: name || fixed_ips[0]?.ip_address || mac_address,
      note: fixed_ips.map(({ ip_address }) => ip_address).join(", ") || undefined,
    })),
    ...around.securityGroups
      .filter(({ id }) => groupIds.has(id))
      .map(({ id, name }) => ({ kind: "OS::Neutron::SecurityGroup" as const, id, name })),
    ...around.floatingIps
      .filter(({ port_id }) => ports.some(({ id }) => id === port_id))
      .map(({ id, floating_ip_address }) => ({
        kind: "OS::Neutron::FloatingIP" as const,
        id,
        name: floating_ip_address,
      })),
    ...(server.key_name ? [{ kind: "OS::Nova::KeyPair" as const, id: server.key_name, name: server.key_name }] : []),
    {
      kind: "OS::Nova::Flavor",
      id: server.flavor.id ?? server.flavor.original_name ?? "unknown",
      name: server.flavor.original_name ?? server.flavor.id ?? "unknown",
    },
    ...around.serverGroups
      .filter(({ members }) => members.includes(server.id))
      .map(({ id, name }) => ({ kind: "OS::Nova::ServerGroup" as const, id, name })),
  ];
}

function networksOf(server: Server, around: Surroundings): Network[] {
  const ids = new Set(portsOf(server, around).map((port) => port.network_id));
  return around.networks.filter(({ id }) => ids.has(id));
}

async function savedServer(
  { cloud, around, flavors, userData }: Describing,
  server: Server,
  node: Node,
): Promise<SavedServer> {
  const [attachments, keypair] = await Promise.all([
    cloud.nova.attachments.list(server.id),
    // It belongs to a user: of another user's only the name can be known.
    server.key_name ? cloud.nova.keypairs.find(server.key_name) : null,
  ]);
  const boot = bootVolumeOf(server, around);
  const group = around.serverGroups.find(({ members }) => members.includes(server.id));
  const ports = portsOf(server, around);
  const supplied = userData[server.id];
  return {
    kind: "OS::Nova::Server",
    ...remembered(node),
    status: server.status,
    description: server.description,
    hostname: server["OS-EXT-SRV-ATTR:hostname"] ?? null,
    flavor: flavorOf(server, flavors),
    imageId: server.image?.id ?? null,
    keyPair: server.key_name
      ? {
          name: server.key_name,
          type: keypair?.type ?? "ssh",
          publicKey: keypair?.public_key ?? null,
          fingerprint: keypair?.fingerprint ?? null,
        }
      : null,
    ports: ports.map((port) => savedPort(port, around)),
    serverGroup: group
      ? {
          id: group.id,
          name: group.name,
          policy: group.policy ?? group.policies?.[0] ?? "anti-affinity",
          rules: simpleRules(group.rules),
        }
      : null,
    metadata: server.metadata,
    tags: server.tags,
    userData:
      server["OS-EXT-SRV-ATTR:user_data"] ??
      (supplied === undefined ? null : Buffer.from(supplied, "utf8").toString("base64")),
    attachments: attachments.map(({ volumeId, device, delete_on_termination, tag }) => ({
      volumeId,
      device,
      boot: volumeId === boot?.id,
      deleteOnTermination: delete_on_termination,
      tag,
    })),
    zone: server["OS-EXT-AZ:availability_zone"],
    configDrive: server.config_drive,
    floatingIps: around.floatingIps
      .filter(({ port_id }) => ports.some(({ id }) => id === port_id))
      .map((floating) => ({
        address: floating.floating_ip_address,
        networkId: floating.floating_network_id,
        fixedAddress: floating.fixed_ip_address,
        portId: floating.port_id,
      })),
  };
}

function flavorOf({ flavor }: Server, flavors: Flavor[]): SavedServer["flavor"] {
  const known = flavors.find(({ id, name }) =>
    flavor.id === undefined ? name === flavor.original_name : id === flavor.id,
  );
  return {
    id: known?.id ?? flavor.id ?? null,
    name: known?.name ?? flavor.original_name ?? flavor.id ?? "unknown",
    vcpus: flavor.vcpus ?? known?.vcpus ?? 0,
    ramMiB: flavor.ram ?? known?.ram ?? 0,
    diskGiB: flavor.disk ?? known?.disk ?? 0,
    swapMiB: Number(flavor.swap ?? known?.swap ?? 0),
    ephemeralGiB: flavor.ephemeral ?? known?.["OS-FLV-EXT-DATA:ephemeral"] ?? 0,
    extraSpecs: flavor.extra_specs ?? known?.extra_specs ?? {},
  };
}

function savedPort(port: Port, { networks }: Surroundings): SavedServer["ports"][number] {
  return {
    id: port.id,
    name: port.name,
    networkId: port.network_id,
    networkName: networks.find(({ id }) => id === port.network_id)?.name ?? null,
    mac: port.mac_address,
    fixedIps: port.fixed_ips.map(({ subnet_id, ip_address }) => ({ subnetId: subnet_id, address: ip_address })),
    allowedAddressPairs: port.allowed_address_pairs.map(({ ip_address, mac_address }) => ({
      address: ip_address,
      mac: mac_address ?? null,
    })),
    securityGroupIds: port.security_groups,
    portSecurity: port.port_security_enabled ?? null,
    vnicType: port["binding:vnic_type"] ?? null,
    adminUp: port.admin_state_up,
  };
}

function simpleRules(rules: Record<string, unknown> | undefined): Record<string, string | number | boolean> {
  const simple = Object.entries(rules ?? {}).flatMap(([key, value]) =>
    ["string", "number", "boolean"].includes(typeof value) ? [[key, value as string | number | boolean] as const] : [],
  );
  return Object.fromEntries(simple);
}
