import type { ResourcePart } from "@/lib/domain/resource-page";
import type { Port, Router } from "@/lib/openstack/neutron/schemas";
import { facts } from "../listing";
import { networkRow, routerIdsOn, withSurroundings } from "../networks";
import { joined, nameMap, type ReadDetail } from "./detail";
import { subnetPart } from "./server";

/** A network with its subnets, the routers it is connected to, and who has a port on it. */
export const readNetwork: ReadDetail = async (cloud, id) => {
  const own = { project_id: cloud.projectId };
  const [network, subnets, ports, routers, servers] = await Promise.all([
    cloud.neutron.networks.find(id),
    cloud.neutron.subnets.list({ network_id: id }),
    cloud.neutron.ports.list({ ...own, network_id: id }),
    cloud.neutron.routers.list(own),
    cloud.nova.servers.names(),
  ]);
  if (!network || network.project_id !== cloud.projectId) return null;
  const routerMap = new Map(routers.map((router) => [router.id, router]));
  const resource = withSurroundings(networkRow(network, cloud.site.id), {
    siteId: cloud.site.id,
    subnets,
    routers: routerMap,
    routerPorts: ports.filter(isRouters),
  });
  const more = facts({
    Description: network.description,
    MTU: network.mtu ? String(network.mtu) : null,
    Tags: joined(network.tags),
    "Port security": network.port_security_enabled === false ? "off" : null,
  });
  const names = nameMap(servers);
  const parts = [
    ...subnets.map(subnetPart),
    ...routerIdsOn(id, ports.filter(isRouters)).map((routerId) => routerPart(routerId, routerMap.get(routerId))),
    ...ports.filter((port) => !isRouters(port)).map((port) => portPart(port, names)),
  ];
  return { resource: { ...resource, facts: [...resource.facts, ...more] }, parts };
};

const isRouters = ({ device_owner }: Port) =>
  device_owner.startsWith("network:router") || device_owner === "network:ha_router_replicated_interface";

function routerPart(id: string, router: Router | undefined): ResourcePart {
  const outside = router?.external_gateway_info?.external_fixed_ips.map(({ ip_address }) => ip_address) ?? [];
  return {
    kind: "OS::Neutron::Router",
    id,
    name: router?.name || id,
    facts: facts({ "Outside address": joined(outside), State: router?.status.toLowerCase() }),
  };
}

function portPart(port: Port, servers: Map<string, string>): ResourcePart {
  const user =
    servers.get(port.device_id) ?? (port.device_owner === "network:dhcp" ? "DHCP" : port.device_owner || null);
  return {
    kind: "OS::Neutron::Port",
    id: port.id,
    name: port.name || port.id,
    facts: facts({
      Addresses: joined(port.fixed_ips.map(({ ip_address }) => ip_address)),
      MAC: port.mac_address,
      "Used by": user,
      State: port.status.toLowerCase(),
    }),
  };
}
