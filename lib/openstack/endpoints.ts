import { OpenStackError, SERVICES, type ServiceName } from "./error";
import { keystoneBase } from "./keystone/authenticate";
import type { CatalogEntry } from "./keystone/schemas";
import type { Site } from "./site";

/** The types under which catalogues list a service, the usual one first. */
export const SERVICE_TYPES: Record<ServiceName, readonly string[]> = {
  keystone: ["identity"],
  nova: ["compute"],
  cinder: ["volumev3", "block-storage"],
  glance: ["image"],
  neutron: ["network"],
  swift: ["object-store"],
  heat: ["orchestration"],
};

/** Where the catalogue says that a service of this site is; throws `unsupported` when it is not listed. */
export function endpointOf(site: Site, service: ServiceName, catalog: readonly CatalogEntry[]): string {
  if (service === "keystone") return keystoneBase(site.keystoneUrl);
  const found = findEndpoint(site, service, catalog);
  if (found) return found;
  const facts = { service, site: site.name, code: "unsupported", status: 0 } as const;
  throw new OpenStackError(
    `The catalogue of ${site.name} has no ${SERVICES[service]} in region ${site.region}.`,
    facts,
  );
}

/** The same, null when it is not listed. */
export function findEndpoint(site: Site, service: ServiceName, catalog: readonly CatalogEntry[]): string | null {
  for (const type of SERVICE_TYPES[service])
    for (const entry of catalog.filter((one) => one.type === type))
      for (const one of entry.endpoints)
        if (one.interface === site.interface && (one.region_id ?? one.region) === site.region) return one.url;
  return null;
}

/** Some catalogues end the URL with the API's version and some do not; the clients' paths begin after what this returns. */
export function baseUrl(service: ServiceName, endpoint: string): string {
  const url = endpoint.replace(/\/+$/, "");
  if (service === "glance") return url.replace(/\/v2(\.\d+)?$/, "");
  if (service === "neutron") return url.replace(/\/v2\.0$/, "");
  return url;
}
