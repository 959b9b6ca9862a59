import { linkTo, type ConnectOptions } from "./cloud";
import { baseUrl, findEndpoint, SERVICE_TYPES } from "./endpoints";
import { OpenStackError, SERVICES, type ServiceName } from "./error";
import { exchange } from "./exchange";
import { keystoneBase } from "./keystone/authenticate";
import type { CatalogEntry } from "./keystone/schemas";
import { versionsOf } from "./microversion";
import type { Site } from "./site";

/** What one service of a site answered when it was asked for its versions. */
export type Probe = {
  service: ServiceName;
  type: string;
  name: string;
  url: string;
  reachable: boolean;
  minVersion: string | null;
  maxVersion: string | null;
  latencyMs: number | null;
  problem: string | null;
};

/** Asks every service that the catalogue lists for the site's region, side by side. Needs no token beyond the catalogue. */
export async function probeServices(
  site: Site,
  catalog: readonly CatalogEntry[],
  options: ConnectOptions = {},
): Promise<Probe[]> {
  const listed = serviceNames().flatMap((service) => {
    const url = service === "keystone" ? keystoneBase(site.keystoneUrl) : findEndpoint(site, service, catalog);
    return url ? [{ service, url }] : [];
  });
  return Promise.all(listed.map((one) => probe(site, one, options)));
}

/** Whether Keystone answers at all; the cheapest question that can be put to a site. Throws an OpenStackError if not. */
export async function pingKeystone(site: Site, options: ConnectOptions = {}): Promise<number> {
  const began = performance.now();
  const answer = await exchange(linkTo(site, options), {
    service: "keystone",
    method: "GET",
    url: keystoneBase(site.keystoneUrl),
  });
  await answer.body.dump();
  if (answer.status < 500) return performance.now() - began;
  const facts = {
    service: "keystone",
    site: site.name,
    code: "unavailable",
    status: answer.status,
    requestId: answer.requestId,
  } as const;
  throw new OpenStackError(`Keystone at ${site.name} failed with status ${answer.status}.`, facts);
}

async function probe(
  site: Site,
  { service, url }: { service: ServiceName; url: string },
  options: ConnectOptions,
): Promise<Probe> {
  const about = { service, type: SERVICE_TYPES[service][0] ?? service, name: SERVICES[service], url };
  const began = performance.now();
  try {
    // Not from memory: what was true ten minutes ago is not the question.
    const { min, max } = await versionsOf(linkTo(site, options), service, baseUrl(service, url), { remembered: false });
    return {
      ...about,
      reachable: true,
      minVersion: min,
      maxVersion: max,
      latencyMs: performance.now() - began,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof OpenStackError)) throw error;
    return { ...about, reachable: false, minVersion: null, maxVersion: null, latencyMs: null, problem: error.message };
  }
}

function serviceNames(): ServiceName[] {
  return ["keystone", "nova", "cinder", "glance", "neutron", "swift", "heat"];
}
