import { lookup as resolve, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import type { Site } from "./site";

/** The guard's refusal; what the transport turns into an OpenStackError. */
export class BlockedAddress extends Error {
  override name = "BlockedAddress";
}

/** Never a cloud's API: link-local holds the metadata service, the rest are no hosts at all. */
const NEVER = new Set(["linkLocal", "unspecified", "broadcast", "multicast"]);
const METADATA_V6 = "fd00:ec2::254";

/**
 * Checks an address out of a catalogue, which a hostile cloud can fill as it likes: only http(s),
 * only hosts that the site's administrator allowed, never link-local however it is written.
 */
export function guardUrl(text: string, site: Pick<Site, "keystoneUrl" | "allowedHosts">): URL {
  const url = parse(text);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new BlockedAddress(`${url.protocol} is not http or https`);
  if (url.username || url.password) throw new BlockedAddress("an address must not hold a user name");
  const host = bareHost(url);
  if (ipaddr.isValid(host)) guardAddress(host);
  if (!isAllowed(url, site)) throw new BlockedAddress(`${url.host} is not among the hosts allowed for this site`);
  return url;
}

/** Refuses addresses at which no API may be, also inside IPv6 (mapped, 6to4, NAT64). */
export function guardAddress(address: string): void {
  const parsed = ipaddr.process(address);
  const inner = embedded(parsed);
  for (const one of inner ? [parsed, inner] : [parsed])
    if (NEVER.has(one.range()) || one.toString() === METADATA_V6)
      throw new BlockedAddress(`${address} is never a cloud's API`);
}

/** Resolves once, checks every answer, and lets the socket connect to what was checked: no rebinding in between. */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const first = addresses?.[0];
    if (error || !first) return callback(error ?? new Error(`${hostname} has no address`), "", 0);
    try {
      for (const { address } of addresses) guardAddress(address);
    } catch (blocked) {
      return callback(blocked instanceof Error ? blocked : new BlockedAddress(hostname), "", 0);
    }
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

function parse(text: string): URL {
  if (!URL.canParse(text)) throw new BlockedAddress("it is not an address");
  return new URL(text);
}

// The URL parser has already turned 0xa9.254.43518, 2852039166 and full-width digits into dotted quads.
function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

function isAllowed(url: URL, site: Pick<Site, "keystoneUrl" | "allowedHosts">): boolean {
  const host = bareHost(url).toLowerCase();
  if (host === bareHost(parse(site.keystoneUrl)).toLowerCase()) return true;
  return (site.allowedHosts ?? []).some((entry) => matches(entry.trim().toLowerCase(), host, url));
}

function matches(entry: string, host: string, url: URL): boolean {
  if (entry.startsWith("*.")) return host.endsWith(entry.slice(1)) && host.length > entry.length - 1;
  const written = `${url.protocol}//${entry}`;
  if (!URL.canParse(written)) return false;
  const allowed = new URL(written);
  if (bareHost(allowed).toLowerCase() !== host) return false;
  return !/:\d+$/.test(entry) || portOf(allowed) === portOf(url);
}

function portOf(url: URL): string {
  return url.port || (url.protocol === "https:" ? "443" : "80");
}

function embedded(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | null {
  if (address.kind() === "ipv4") return null;
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === "6to4") return new ipaddr.IPv4(bytes.slice(2, 6));
  if (range === "rfc6052" || range === "rfc6145" || bytes.slice(0, 12).every((byte) => byte === 0))
    return new ipaddr.IPv4(bytes.slice(12));
  return null;
}
