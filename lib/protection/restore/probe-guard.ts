import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { AppError } from "@/lib/domain/errors";

/**
 * Lets a worker ask an address only inside the networks that the administrator named: a tenant writes the gates, and
 * must not learn through them what stands beside Breakwater.
 */
export async function mayProbe(host: string, networks: readonly string[]): Promise<void> {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const addresses = ipaddr.isValid(bare) ? [bare] : (await lookup(bare, { all: true })).map(({ address }) => address);
  if (addresses.length > 0 && addresses.every((address) => networks.some((network) => within(address, network))))
    return;
  throw new AppError("forbidden", `${host} may not be asked from here.`, {
    safe: "What has been made stays.",
    remedy:
      "The administrator names the networks for gates in BREAKWATER_PROBE_NETWORKS; or let a person pass the gate.",
  });
}

function within(address: string, network: string): boolean {
  const ip = ipaddr.process(address);
  const [base, bits] = ipaddr.parseCIDR(network);
  return ip.kind() === base.kind() && ip.match(base, bits);
}
