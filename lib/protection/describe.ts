import type { Dependency } from "@/lib/domain/resource";
import type { SavedNetwork, SavedResource, SavedSecurityGroup, SavedServer, SavedVolume } from "@/lib/domain/manifest-resources";
import type { Cloud } from "@/lib/openstack/cloud";
import { propertiesOf } from "@/lib/openstack/glance/schemas";
import type { Volume } from "@/lib/openstack/cinder/schemas";
import type { Network, Port, SecurityGroup } from "@/lib/openstack/neutron/schemas";
import type { Flavor, Server } from "@/lib/openstack/nova/schemas";
import type { Node } from "./graph";
import { bootVolumeOf, portsOf, type Surroundings } from "./surroundings";

/** What is remembered of a project's things, before anything is known of their copies. */
export type Description = { resources: SavedResource[]; securityGroups: SavedSecurityGroup[] };
type Context = { cloud: Cloud; around: Surroundings; flavors: Flavor[]; userData: Record<string, string> };

/** All that a faithful rebuild needs. `userData`: server id → plain text, for clouds that do not let it be read back. */
export async function describe(cloud: Cloud, { nodes, around, userData }: { nodes: Node[]; around: Surroundings; userData: Record<string, string> }): Promise<Description> {
  const context: Context = { cloud, around, flavors: await cloud.nova.flavors.list(), userData };
  const resources = await Promise.all(nodes.map((node) => saved(context, node)));
  return { resources: resources.filter((resource) => resource !== null), securityGroups: securityGroupsOf(nodes, around) };
}

async function saved(context: Context, node: Node): Promise<SavedResource | null> {
  const { around } = context;
  switch (node.kind) {
    case "OS::Nova::Server": {
      const server = around.servers.find(({ id }) => id === node.id);
      return server ? savedServer(context, server, node) : null;
    }
    case "OS::Cinder::Volume": {
      const volume = around.volumes.find(({ id }) => id === node.id);
      return volume ? savedVolume(volume, node) : null;
    }
    case "OS::Glance::Image":
      return savedImage(context, node);
    case "OS::Neutron::Network": {
      const network = around.networks.find(({ id }) => id === node.id);
      return network ? savedNetwork(around, network, node) : null;
    }
  }
}

function common({ kind, id, name, dependsOn }: Node) {
  return { ref: { kind, id, name }, capturedAt: null, consistency: null, dependsOn: dependsOn satisfies Dependency[], copies: [] };
}

async function savedServer({ cloud, around, flavors, userData }: Context, server: Server, node: Node): Promise<SavedServer> {
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
    ...common(node),
    status: server.status,
    description: server.description,
    hostname: server["OS-EXT-SRV-ATTR:hostname"] ?? null,
    flavor: flavorOf(server, flavors),
    imageId: server.image?.id ?? null,
    keyPair: server.key_name
      ? { name: server.key_name, type: keypair?.type ?? "ssh", publicKey: keypair?.public_key ?? null, fingerprint: keypair?.fingerprint ?? null }
      : null,
    ports: ports.map((port) => savedPort(port, around)),
    serverGroup: group ? { id: group.id, name: group.name, policy: group.policy ?? group.policies?.[0] ?? "anti-affinity", rules: simpleRules(group.rules) } : null,
    metadata: server.metadata,
    tags: server.tags,
    userData: server["OS-EXT-SRV-ATTR:user_data"] ?? (supplied === undefined ? null : Buffer.from(supplied, "utf8").toString("base64")),
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
      .map((floating) => ({ address: floating.floating_ip_address, networkId: floating.floating_network_id, fixedAddress: floating.fixed_ip_address, portId: floating.port_id })),
  };
}

function flavorOf({ flavor }: Server, flavors: Flavor[]): SavedServer["flavor"] {
  const known = flavors.find(({ id, name }) => (flavor.id === undefined ? name === flavor.original_name : id === flavor.id));
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
    allowedAddressPairs: port.allowed_address_pairs.map(({ ip_address, mac_address }) => ({ address: ip_address, mac: mac_address ?? null })),
    securityGroupIds: port.security_groups,
    portSecurity: port.port_security_enabled ?? null,
    vnicType: port["binding:vnic_type"] ?? null,
    adminUp: port.admin_state_up,
  };
}

function savedVolume(volume: Volume, node: Node): SavedVolume {
  return {
    kind: "OS::Cinder::Volume",
    ...common(node),
    sizeGiB: volume.size,
    volumeType: volume.volume_type,
    description: volume.description,
    metadata: volume.metadata,
    bootable: volume.bootable,
    imageMetadata: volume.volume_image_metadata ?? {},
    zone: volume.availability_zone,
    multiattach: volume.multiattach,
    encrypted: volume.encrypted,
  };
}

async function savedImage({ cloud }: Context, node: Node): Promise<SavedResource | null> {
  const image = await cloud.glance.images.find(node.id);
  if (!image) return null;
  const checksum = image.os_hash_algo && image.os_hash_value ? `${image.os_hash_algo}:${image.os_hash_value}` : image.checksum ? `md5:${image.checksum}` : null;
  return {
    kind: "OS::Glance::Image",
    ...common(node),
    diskFormat: image.disk_format,
    containerFormat: image.container_format,
    minDiskGiB: image.min_disk,
    minRamMiB: image.min_ram,
    sizeBytes: image.size,
    checksum,
    visibility: image.visibility,
    tags: image.tags,
    properties: propertiesOf(image),
  };
}

function savedNetwork(around: Surroundings, network: Network, node: Node): SavedNetwork {
  const subnets = around.subnets.filter(({ network_id }) => network_id === network.id);
  const routerPorts = around.ports.filter((port) => port.network_id === network.id && port.device_owner.startsWith("network:router"));
  const routers = around.routers.filter(({ id }) => routerPorts.some((port) => port.device_id === id));
  return {
    kind: "OS::Neutron::Network",
    ...common(node),
    description: network.description,
    mtu: network.mtu ?? null,
    adminUp: network.admin_state_up,
    shared: network.shared ?? false,
    external: network["router:external"] ?? false,
    portSecurity: network.port_security_enabled ?? null,
    tags: network.tags,
    subnets: subnets.map((subnet) => ({
      id: subnet.id,
      name: subnet.name,
      ipVersion: subnet.ip_version,
      cidr: subnet.cidr,
      gateway: subnet.gateway_ip,
      dhcp: subnet.enable_dhcp,
      pools: subnet.allocation_pools.map(({ start, end }) => ({ start, end })),
      nameservers: subnet.dns_nameservers,
      hostRoutes: subnet.host_routes.map(({ destination, nexthop }) => ({ destination, nexthop })),
      ipv6AddressMode: subnet.ipv6_address_mode,
      ipv6RaMode: subnet.ipv6_ra_mode,
    })),
    routers: routers.map((router) => ({
      id: router.id,
      name: router.name,
      adminUp: router.admin_state_up,
      externalNetworkId: router.external_gateway_info?.network_id ?? null,
      snat: router.external_gateway_info?.enable_snat ?? null,
      interfaces: routerPorts.filter((port) => port.device_id === router.id).flatMap((port) => port.fixed_ips.map(({ subnet_id, ip_address }) => ({ subnetId: subnet_id, address: ip_address }))),
      routes: router.routes.map(({ destination, nexthop }) => ({ destination, nexthop })),
    })),
  };
}

/** The groups of the servers' ports, and those that their rules refer to, however far. */
function securityGroupsOf(nodes: Node[], { securityGroups }: Surroundings): SavedSecurityGroup[] {
  const byId = new Map(securityGroups.map((group) => [group.id, group]));
  const found = new Map<string, SecurityGroup>();
  const open = nodes.flatMap(({ dependsOn }) => dependsOn.filter(({ kind }) => kind === "OS::Neutron::SecurityGroup").map(({ id }) => id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const group = byId.get(id);
    if (!group || found.has(id)) continue;
    found.set(id, group);
    open.push(...group.security_group_rules.flatMap((rule) => rule.remote_group_id ?? []));
  }
  return [...found.values()].map((group) => ({
    id: group.id,
    name: group.name,
    description: group.description,
    stateful: group.stateful ?? null,
    rules: group.security_group_rules.map((rule) => ({
      direction: rule.direction,
      ethertype: rule.ethertype,
      protocol: rule.protocol,
      portMin: rule.port_range_min,
      portMax: rule.port_range_max,
      remotePrefix: rule.remote_ip_prefix,
      remoteGroupId: rule.remote_group_id,
      description: rule.description,
    })),
  }));
}

function simpleRules(rules: Record<string, unknown> | undefined): Record<string, string | number | boolean> {
  const simple = Object.entries(rules ?? {}).flatMap(([key, value]) => (["string", "number", "boolean"].includes(typeof value) ? [[key, value as string | number | boolean] as const] : []));
  return Object.fromEntries(simple);
}
