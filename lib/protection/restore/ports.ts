import ipaddr from "ipaddr.js";
import type { SavedServer } from "@/lib/domain/manifest-resources";
import type { Cloud } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";
import type { NewPort } from "@/lib/openstack/neutron/client";
import type { Port, Subnet } from "@/lib/openstack/neutron/schemas";
import type { RestoreContext } from "./context";
import type { GroupMap } from "./security-groups";

const PORT = "OS::Neutron::Port";
type SavedPort = SavedServer["ports"][number];
type MadePorts = { ids: string[]; notes: string[] };
type Wanted = {
  serverName: string;
  ports: SavedPort[];
  networkOf: (sourceId: string) => string | null;
  groups: GroupMap;
  keepAddresses: boolean;
};

/** Makes the server's ports before the server, so that addresses and MACs are kept where they are free; says where not. */
export async function makePorts(
  context: RestoreContext,
  { serverName, ports, networkOf, groups, keepAddresses }: Wanted,
): Promise<MadePorts> {
  const cloud = await context.target();
  const made: MadePorts = { ids: [], notes: [] };
  for (const saved of ports) {
    const networkId = networkOf(saved.networkId);
    if (networkId === null) continue;
    const tag = context.run.tag(`port:${saved.id}`);
    const subnets = await cloud.neutron.subnets.list({ network_id: networkId });
    const plain = plainPort({ saved, networkId, groups, serverName });
    const port = await ensurePort(cloud, tag, {
      plain,
      kept: keepAddresses ? addressesIn(saved, subnets) : {},
    });
    await context.run.note({
      siteId: context.targetSiteId,
      kind: PORT,
      resourceId: port.id,
      name: plain.name ?? "",
      tag,
    });
    made.ids.push(port.id);
    if (keepAddresses) made.notes.push(...differences(serverName, saved, port));
  }
  return made;
}

function plainPort({
  saved,
  networkId,
  groups,
  serverName,
}: {
  saved: SavedPort;
  networkId: string;
  groups: GroupMap;
  serverName: string;
}): NewPort {
  const open = saved.portSecurity === false;
  return {
    network_id: networkId,
    name: saved.name || `${serverName} port`,
    admin_state_up: saved.adminUp,
    ...(open
      ? { port_security_enabled: false, security_groups: [] }
      : { security_groups: saved.securityGroupIds.flatMap((id) => groups[id] ?? []) }),
    ...(saved.allowedAddressPairs.length > 0 && !open
      ? {
          allowed_address_pairs: saved.allowedAddressPairs.map(({ address, mac }) => ({
            ip_address: address,
            ...(mac && mac !== saved.mac ? { mac_address: mac } : {}),
          })),
        }
      : {}),
    ...(saved.vnicType && saved.vnicType !== "normal" ? { "binding:vnic_type": saved.vnicType } : {}),
  };
}

type Kept = Pick<NewPort, "mac_address" | "fixed_ips">;

/** With all that can be kept; without the MAC if that is what is taken; with neither if the address is. */
async function ensurePort(cloud: Cloud, tag: string, { plain, kept }: { plain: NewPort; kept: Kept }): Promise<Port> {
  const attempts: NewPort[] = [
    { ...plain, ...kept },
    { ...plain, ...(kept.fixed_ips ? { fixed_ips: kept.fixed_ips } : {}) },
    { ...plain, ...(kept.mac_address ? { mac_address: kept.mac_address } : {}) },
  ];
  for (const attempt of attempts) {
    try {
      return await cloud.neutron.ports.ensure(tag, attempt);
    } catch (error) {
      // Taken by another, or outside of what the network gives out.
      if (!isOpenStackError(error, "conflict", "invalid")) throw error;
    }
  }
  return cloud.neutron.ports.ensure(tag, plain);
}

function addressesIn(saved: SavedPort, subnets: Subnet[]): Kept {
  const fixed = saved.fixedIps.flatMap(({ address }) => {
    const subnet = subnets.find((one) => holds(one, address));
    return subnet ? [{ subnet_id: subnet.id, ip_address: address }] : [];
  });
  return { mac_address: saved.mac, ...(fixed.length > 0 ? { fixed_ips: fixed } : {}) };
}

function holds({ cidr }: Subnet, address: string): boolean {
  const ip = ipaddr.parse(address);
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return ip.kind() === network.kind() && ip.match(network, bits);
}

function differences(serverName: string, saved: SavedPort, port: Port): string[] {
  const now = port.fixed_ips.map((ip) => ip.ip_address);
  const lost = saved.fixedIps.map((ip) => ip.address).filter((address) => !now.includes(address));
  return [
    ...(lost.length > 0
      ? [`${serverName}: ${lost.join(", ")} could not be kept; the port has ${now.join(", ") || "no address"}.`]
      : []),
    ...(port.mac_address.toLowerCase() === saved.mac.toLowerCase()
      ? []
      : [`${serverName}: the MAC ${saved.mac} is in use; the port has ${port.mac_address}.`]),
  ];
}
