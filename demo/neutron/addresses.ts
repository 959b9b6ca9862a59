import ipaddr from "ipaddr.js";
import type { Site } from "../world";
import { bad, inUse } from "./lists";
import type { FixedIp, SubnetRow } from "./records";

const toNumber = (address: string) =>
  ipaddr.IPv4.parse(address)
    .toByteArray()
    .reduce((total, byte) => total * 256 + byte, 0);
const toText = (number: number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");

function isInside(address: string, cidr: string): boolean {
  const range = ipaddr.parseCIDR(cidr);
  const one = ipaddr.parse(address);
  return one.kind() === range[0].kind() && one.match(range);
}

/** First and last usable address of an IPv4 network, and its gateway. */
export function plan(cidr: string): { first: string; last: string; gateway: string } {
  const [network] = ipaddr.parseCIDR(cidr);
  if (network.kind() === "ipv6") {
    const base = network.toString().replace(/::$/, "");
    return { first: `${base}::2`, last: `${base}::ffff:ffff:ffff:ffff`, gateway: `${base}::1` };
  }
  const start = toNumber(ipaddr.IPv4.networkAddressFromCIDR(cidr).toString());
  const end = toNumber(ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString());
  return { first: toText(start + 2), last: toText(end - 1), gateway: toText(start + 1) };
}

export function overlaps(a: string, b: string): boolean {
  const [left, right] = [ipaddr.parseCIDR(a), ipaddr.parseCIDR(b)];
  if (left[0].kind() !== right[0].kind()) return false;
  return left[1] < right[1] ? isInside(right[0].toString(), a) : isInside(left[0].toString(), b);
}

function taken(site: Site, subnetId: string): Set<string> {
  const ports = site.neutron.ports.all().flatMap((port) => port.fixed_ips);
  const gateways = site.neutron.routers
    .all()
    .flatMap((router) => router.external_gateway_info?.external_fixed_ips ?? []);
  const floating = site.neutron.floatingIps.all().map((one) => one.floating_ip_address);
  const own = [...ports, ...gateways].filter((ip) => ip.subnet_id === subnetId).map((ip) => ip.ip_address);
  return new Set([...own, ...floating]);
}

/** The lowest free address of the subnet's pools. */
export function freeAddress(site: Site, subnet: SubnetRow): string {
  const used = taken(site, subnet.id);
  if (subnet.gateway_ip !== null) used.add(subnet.gateway_ip);
  for (const pool of subnet.allocation_pools) {
    if (subnet.ip_version === 6) return `${subnet.cidr.replace(/::\/\d+$/, "")}::${(used.size + 2).toString(16)}`;
    for (let number = toNumber(pool.start); number <= toNumber(pool.end); number += 1) {
      if (!used.has(toText(number))) return toText(number);
    }
  }
  throw inUse(`No more IP addresses available on network ${subnet.network_id}.`, "IpAddressGenerationFailure");
}

export type WantedIp = { subnet_id?: string | undefined; ip_address?: string | undefined };

/** Gives a port its addresses: those asked for, or one of the first IPv4 subnet. */
export function allocate(site: Site, networkId: string, wanted: WantedIp[] | undefined): FixedIp[] {
  const subnets = site.neutron.subnets.all().filter((subnet) => subnet.network_id === networkId);
  if (wanted === undefined) {
    const first = subnets.find((subnet) => subnet.ip_version === 4) ?? subnets[0];
    return first === undefined ? [] : [{ subnet_id: first.id, ip_address: freeAddress(site, first) }];
  }
  return wanted.map((one) => {
    const subnet = subnets.find((candidate) =>
      one.subnet_id === undefined
        ? one.ip_address !== undefined && isInside(one.ip_address, candidate.cidr)
        : candidate.id === one.subnet_id,
    );
    if (subnet === undefined) {
      throw bad(
        `IP address ${one.ip_address ?? ""} is not a valid IP for any of the subnets on the specified network.`,
        "InvalidIpForNetwork",
      );
    }
    if (one.ip_address === undefined) return { subnet_id: subnet.id, ip_address: freeAddress(site, subnet) };
    if (!isInside(one.ip_address, subnet.cidr))
      throw bad(`IP address ${one.ip_address} is not a valid IP for the specified subnet.`, "InvalidIpForSubnet");
    if (taken(site, subnet.id).has(one.ip_address)) {
      throw inUse(`IP address ${one.ip_address} already allocated in subnet ${subnet.id}`, "IpAddressAlreadyAllocated");
    }
    return { subnet_id: subnet.id, ip_address: one.ip_address };
  });
}
