import type { Dependency } from "@/lib/domain/resource";
import type { Network, Port, Router, Subnet } from "@/lib/openstack/neutron/schemas";
import { facts, named, type ListInventory, type ListedResource } from "./listing";
import { searchedPage } from "./searched-page";

type Around = { siteId: string; subnets: Subnet[]; routers: Map<string, Router>; routerPorts: Port[] };

const ROUTER_PORTS = [
  "network:router_interface",
  "network:router_interface_distributed",
  "network:ha_router_replicated_interface",
];

/** The project's own networks with their subnets and routers. */
export const listNetworks: ListInventory = async (cloud, query) => {
  const own = { project_id: cloud.projectId };
  const [subnets, routers, routerPorts, firstPage] = await Promise.all([
    cloud.neutron.subnets.list(own),
    cloud.neutron.routers.list(own),
    cloud.neutron.ports.list({ ...own, device_owner: ROUTER_PORTS }),
    pageOf(query),
  ]);
  const around: Around = {
    siteId: cloud.site.id,
    subnets,
    routers: new Map(routers.map((router) => [router.id, router])),
    routerPorts,
  };
  return { ...firstPage, rows: firstPage.rows.map((row) => withSurroundings(row, around)) };

  function pageOf(asked: typeof query) {
    return searchedPage(asked, {
      page: ({ marker, limit }) =>
        cloud.neutron.networks.page({ ...own, marker, limit, sort_key: "name", sort_dir: "asc" }),
      toRow: (network) => networkRow(network, cloud.site.id),
    });
  }
};

export function networkRow(network: Network, siteId: string): ListedResource {
  return {
    kind: "OS::Neutron::Network",
    id: network.id,
    name: named(network.name, network.id),
    siteId,
    status: network.status,
    sizeGiB: null,
    createdAt: null,
    facts: facts({ Shared: network.shared ? "yes" : null, External: network["router:external"] ? "yes" : null }),
    dependsOn: [],
  };
}

/** The routers with an interface on a network. */
export function routerIdsOn(networkId: string, routerPorts: Port[]): string[] {
  return [...new Set(routerPorts.filter((port) => port.network_id === networkId).map((port) => port.device_id))];
}

export function withSurroundings(row: ListedResource, { subnets, routers, routerPorts }: Around): ListedResource {
  const mine = subnets.filter((subnet) => subnet.network_id === row.id);
  const dependsOn: Dependency[] = [
    ...mine.map((subnet): Dependency => ({
      kind: "OS::Neutron::Subnet",
      id: subnet.id,
      name: named(subnet.name, subnet.id),
      note: subnet.cidr,
    })),
    ...routerIdsOn(row.id, routerPorts).map((id): Dependency => ({
      kind: "OS::Neutron::Router",
      id,
      name: routers.get(id)?.name || id,
    })),
  ];
  return {
    ...row,
    dependsOn,
    facts: [...row.facts, ...facts({ Addresses: mine.map((subnet) => subnet.cidr).join(", ") })],
  };
}
