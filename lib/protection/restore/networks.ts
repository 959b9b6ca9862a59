import type { SavedNetwork } from "@/lib/domain/manifest-resources";
import type { Cloud } from "@/lib/openstack/cloud";
import type { Network } from "@/lib/openstack/neutron/schemas";
import type { RestoreContext } from "./context";

type SavedSubnet = SavedNetwork["subnets"][number];
type SavedRouter = SavedNetwork["routers"][number];
type RebuiltNetwork = { networkId: string; subnets: Record<string, string>; notes: string[] };

/** Rebuilds a network with its subnets, and the routers that led out of it. Each part is found by its tag or made. */
export async function rebuildNetwork(
  context: RestoreContext,
  saved: SavedNetwork,
  { name, isolated, external = {} }: { name: string; isolated: boolean; external?: Record<string, string> },
): Promise<RebuiltNetwork> {
  const cloud = await context.target();
  const note = (kind: string, resourceId: string, called: string, tag: string) =>
    context.run.note({ siteId: context.targetSiteId, kind, resourceId, name: called, tag });
  const tag = context.run.tag(`network:${saved.ref.id}`);
  const network = await cloud.neutron.networks.ensure(tag, {
    name,
    description: saved.description,
    admin_state_up: saved.adminUp,
    ...(saved.portSecurity === null ? {} : { port_security_enabled: saved.portSecurity }),
  });
  await note("OS::Neutron::Network", network.id, name, tag);
  const subnets: Record<string, string> = {};
  for (const subnet of saved.subnets) {
    const subnetTag = context.run.tag(`subnet:${subnet.id}`);
    const made = await cloud.neutron.subnets.ensure(subnetTag, subnetInput(network.id, subnet));
    await note("OS::Neutron::Subnet", made.id, subnet.name || subnet.cidr, subnetTag);
    subnets[subnet.id] = made.id;
  }
  const notes: string[] = [];
  for (const router of isolated ? [] : saved.routers)
    notes.push(...(await rebuildRouter(context, { router, subnets, external })));
  return { networkId: network.id, subnets, notes };
}

function subnetInput(networkId: string, subnet: SavedSubnet) {
  return {
    network_id: networkId,
    name: subnet.name,
    ip_version: subnet.ipVersion,
    cidr: subnet.cidr,
    gateway_ip: subnet.gateway,
    enable_dhcp: subnet.dhcp,
    allocation_pools: subnet.pools,
    dns_nameservers: subnet.nameservers,
    host_routes: subnet.hostRoutes,
    ...(subnet.ipv6AddressMode ? { ipv6_address_mode: subnet.ipv6AddressMode } : {}),
    ...(subnet.ipv6RaMode ? { ipv6_ra_mode: subnet.ipv6RaMode } : {}),
  };
}

/** One router of the run for each router of the source, also when it joins several networks. */
async function rebuildRouter(
  context: RestoreContext,
  {
    router,
    subnets,
    external,
  }: { router: SavedRouter; subnets: Record<string, string>; external: Record<string, string> },
): Promise<string[]> {
  const cloud = await context.target();
  const tag = context.run.tag(`router:${router.id}`);
  const outside = await externalNetwork(cloud, router.externalNetworkId, external);
  const gateway = outside ? { external_gateway_info: { network_id: outside.id } } : {};
  const made = await cloud.neutron.routers.ensure(tag, {
    name: router.name,
    admin_state_up: router.adminUp,
    ...gateway,
  });
  await context.run.note({
    siteId: context.targetSiteId,
    kind: "OS::Neutron::Router",
    resourceId: made.id,
    name: router.name,
    tag,
  });
  const attached = await cloud.neutron.ports.list({ device_id: made.id });
  const joined = new Set(attached.flatMap((port) => port.fixed_ips.map((ip) => ip.subnet_id)));
  for (const { subnetId } of router.interfaces) {
    const target = subnets[subnetId];
    if (target && !joined.has(target)) await cloud.neutron.routers.addInterface(made.id, { subnet_id: target });
  }
  if (router.externalNetworkId && !outside)
    return [
      `Router ${router.name} has no way out: ${cloud.site.name} does not have one external network that is clearly the same.`,
    ];
  return [];
}

/** The one that is chosen for it, else the same, else the only one there is; null when that would be a guess. */
async function externalNetwork(
  cloud: Cloud,
  wanted: string | null,
  external: Record<string, string>,
): Promise<Network | null> {
  if (wanted === null) return null;
  const all = await cloud.neutron.networks.list({ "router:external": true });
  const same = all.find((network) => network.id === (external[wanted] ?? wanted));
  return same ?? (all.length === 1 ? (all[0] ?? null) : null);
}
