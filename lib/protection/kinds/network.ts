import type { SavedNetwork } from "@/lib/domain/manifest-resources";
import type { Network } from "@/lib/openstack/neutron/schemas";
import { named, remembered, type Kind, type Node } from "../kind";
import type { Surroundings } from "../surroundings";

export const network: Kind = {
  refs: ({ networks }) => networks.map((each) => ({ kind: "OS::Neutron::Network", ...named(each) })),
  nodes: ({ id }, around) => around.networks.filter((each) => each.id === id).map((each) => networkNode(each, around)),
  describe: async ({ around }, node) => {
    const found = around.networks.find(({ id }) => id === node.id);
    return found ? savedNetwork(around, found, node) : null;
  },
};

export function networkNode(network: Network, { subnets, routers, ports }: Surroundings): Node {
  const own = subnets.filter(({ network_id }) => network_id === network.id);
  const routerIds = new Set(
    ports
      .filter((port) => port.network_id === network.id && port.device_owner.startsWith("network:router"))
      .map((port) => port.device_id),
  );
  return {
    kind: "OS::Neutron::Network",
    id: network.id,
    name: network.name || network.id,
    sizeGiB: null,
    dependsOn: [
      ...own.map(({ id, name, cidr }) => ({
        kind: "OS::Neutron::Subnet" as const,
        id,
        name: name || cidr,
        note: cidr,
      })),
      ...routers
        .filter(({ id }) => routerIds.has(id))
        .map(({ id, name }) => ({ kind: "OS::Neutron::Router" as const, id, name: name || id })),
    ],
  };
}

function savedNetwork(around: Surroundings, network: Network, node: Node): SavedNetwork {
  const subnets = around.subnets.filter(({ network_id }) => network_id === network.id);
  const routerPorts = around.ports.filter(
    (port) => port.network_id === network.id && port.device_owner.startsWith("network:router"),
  );
  const routers = around.routers.filter(({ id }) => routerPorts.some((port) => port.device_id === id));
  return {
    kind: "OS::Neutron::Network",
    ...remembered(node),
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
      interfaces: routerPorts
        .filter((port) => port.device_id === router.id)
        .flatMap((port) =>
          port.fixed_ips.map(({ subnet_id, ip_address }) => ({ subnetId: subnet_id, address: ip_address })),
        ),
      routes: router.routes.map(({ destination, nexthop }) => ({ destination, nexthop })),
    })),
  };
}
