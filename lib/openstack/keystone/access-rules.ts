import { findEndpoint } from "../endpoints";
import type { ServiceName } from "../error";
import type { Site } from "../site";
import type { AccessRule, CatalogEntry } from "./schemas";

type Call = readonly [methods: string, ...paths: string[]];

/** What work without a person may call: capture, restore, expiry. No quotas, no flavors, no other users' things. */
const CALLS: Partial<Record<ServiceName, readonly Call[]>> = {
  cinder: [
    ["GET", "/**"],
    [
      "POST",
      "/volumes",
      "/volumes/*/action",
      "/volumes/*/metadata",
      "/snapshots",
      "/backups",
      "/backups/*/restore",
      "/groups",
      "/groups/*/action",
      "/group_snapshots",
    ],
    ["PUT", "/volumes/*", "/snapshots/*", "/backups/*", "/groups/*"],
    ["DELETE", "/volumes/*", "/volumes/*/metadata/*", "/snapshots/*", "/backups/*", "/group_snapshots/*"],
  ],
  nova: [
    ["GET", "/**"],
    [
      "POST",
      "/servers",
      "/servers/*/action",
      "/servers/*/metadata",
      "/servers/*/os-volume_attachments",
      "/servers/*/os-interface",
      "/os-server-groups",
      "/os-keypairs",
    ],
    ["PUT", "/servers/*", "/servers/*/tags/*"],
    [
      "DELETE",
      "/servers/*",
      "/servers/*/tags/*",
      "/servers/*/os-volume_attachments/*",
      "/servers/*/os-interface/*",
      "/os-server-groups/*",
      "/os-keypairs/*",
    ],
  ],
  glance: [
    ["GET", "/v2/images", "/v2/images/*", "/v2/images/*/file"],
    ["POST", "/v2/images"],
    ["PUT", "/v2/images/*/file"],
    ["PATCH", "/v2/images/*"],
    ["DELETE", "/v2/images/*"],
  ],
  neutron: [
    ["GET", "/v2.0/**"],
    [
      "POST",
      "/v2.0/networks",
      "/v2.0/subnets",
      "/v2.0/ports",
      "/v2.0/routers",
      "/v2.0/security-groups",
      "/v2.0/security-group-rules",
      "/v2.0/floatingips",
    ],
    [
      "PUT",
      "/v2.0/*/*",
      "/v2.0/*/*/tags",
      "/v2.0/routers/*/add_router_interface",
      "/v2.0/routers/*/remove_router_interface",
    ],
    [
      "DELETE",
      "/v2.0/networks/*",
      "/v2.0/subnets/*",
      "/v2.0/ports/*",
      "/v2.0/routers/*",
      "/v2.0/security-groups/*",
      "/v2.0/security-group-rules/*",
      "/v2.0/floatingips/*",
    ],
  ],
  // The bank. Swift gives the account itself no rule, only what is in it.
  swift: [["GET HEAD PUT DELETE", "/*", "/*/**"]],
  heat: [["GET", "/**"]],
};

/** The catalogue's type goes into the rule: it is what the service's own configuration names. */
const TYPES: Partial<Record<ServiceName, string>> = {
  cinder: "volumev3",
  nova: "compute",
  glance: "image",
  neutron: "network",
  swift: "object-store",
  heat: "orchestration",
};

/**
 * The access rules of the application credential with which Breakwater works for a user at these sites,
 * which share a Keystone. A service that the catalogue does not list needs none.
 */
export function workingRules(sites: readonly Site[], catalog: readonly CatalogEntry[]): AccessRule[] {
  const rules = sites.flatMap((site) =>
    serviceNames().flatMap((service) => rulesFor(service, findEndpoint(site, service, catalog))),
  );
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

function rulesFor(service: ServiceName, endpoint: string | null): AccessRule[] {
  if (!endpoint) return [];
  const type = TYPES[service] ?? service;
  return (CALLS[service] ?? []).flatMap(([methods, ...paths]) =>
    methods
      .split(" ")
      .flatMap((method) =>
        prefixesOf(service, endpoint).flatMap((prefix) =>
          paths.map((path) => ({ service: type, method, path: `${prefix}${path}` })),
        ),
      ),
  );
}

// A proxy may or may not have taken the part before the version away when the service looks at the path.
function prefixesOf(service: ServiceName, endpoint: string): string[] {
  const path = new URL(endpoint).pathname.replace(/\/+$/, "");
  const whole =
    service === "glance"
      ? path.replace(/\/v2(\.\d+)?$/, "")
      : service === "neutron"
        ? path.replace(/\/v2\.0$/, "")
        : path;
  const bare = whole.replace(/^.*?(?=\/v\d)/, "");
  return service === "glance" || service === "neutron" ? [...new Set(["", whole])] : [...new Set([bare, whole])];
}

function serviceNames(): ServiceName[] {
  return ["cinder", "nova", "glance", "neutron", "swift", "heat"];
}
