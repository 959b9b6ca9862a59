import { z } from "zod";
import { ApiError, gone, ok, param, parse, type Answer, type Call, type Route } from "../call";
import type { Service } from "../admit";
import { neutronRefusal } from "../shapes";
import type { Site } from "../world";
import { find, type Kind } from "./lists";
import { networkKind, networkRoutes, subnetKind } from "./networks";
import { portKind, portRoutes } from "./ports";
import type { NeutronTables } from "./records";
import { routerRoutes } from "./routers";
import { floatingIpKind } from "./floating-ips";
import { routerKind } from "./router-interfaces";
import { securityGroupKind, securityGroupRoutes } from "./security-groups";

const QUOTAS: Record<string, number> = {
  network: 1000,
  subnet: 1000,
  subnetpool: -1,
  port: -1,
  router: 1000,
  floatingip: 1000,
  rbac_policy: 10,
  security_group: 1000,
  security_group_rule: -1,
};

const EXTENSIONS = [
  "address-group",
  "allowed-address-pairs",
  "external-net",
  "extra_dhcp_opt",
  "extraroute",
  "fip-port-details",
  "net-mtu",
  "pagination",
  "port-security",
  "project-id",
  "quotas",
  "quota_details",
  "router",
  "security-group",
  "sorting",
  "standard-attr-description",
  "standard-attr-revisions",
  "standard-attr-tag",
  "standard-attr-timestamp",
  "subnet_allocation",
];

function limitsOf(site: Site, projectId: string): Record<string, number> {
  return { ...QUOTAS, ...site.neutron.quotas.get(projectId)?.limits };
}

function used(tables: NeutronTables, projectId: string): Record<string, number> {
  const count = (rows: { project_id: string }[]) => rows.filter((row) => row.project_id === projectId).length;
  return {
    network: count(tables.networks.all()),
    subnet: count(tables.subnets.all()),
    port: count(tables.ports.all()),
    router: count(tables.routers.all()),
    floatingip: count(tables.floatingIps.all()),
    security_group: count(tables.securityGroups.all()),
    security_group_rule: count(tables.rules.all()),
  };
}

function mayAsk(call: Call): string {
  const target = param(call, "target");
  if (target !== call.projectId && !call.caller.isAdmin)
    throw new ApiError(403, "rule:get_quota is disallowed by policy", "PolicyNotAuthorized");
  return target;
}

const quotaRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.0/quotas/:target",
    can: "reader",
    rule: "get_quota",
    handle: (call) => ok({ quota: limitsOf(call.site, mayAsk(call)) }),
  },
  {
    method: "GET",
    path: "/v2.0/quotas/:target/:what{details(\\.json)?}",
    can: "reader",
    rule: "get_quota",
    handle: (call) => {
      const target = mayAsk(call);
      const inUse = used(call.site.neutron, target);
      const details = Object.entries(limitsOf(call.site, target)).map(([key, limit]) => [
        key,
        { limit, used: inUse[key] ?? 0, reserved: 0 },
      ]);
      return ok({ quota: Object.fromEntries(details) });
    },
  },
  {
    method: "PUT",
    path: "/v2.0/quotas/:target",
    can: "admin",
    rule: "update_quota",
    handle: (call) => {
      const target = param(call, "target");
      const { quota } = parse(call, z.object({ quota: z.record(z.string(), z.coerce.number()) }));
      call.site.neutron.quotas.put({
        id: target,
        limits: { ...call.site.neutron.quotas.get(target)?.limits, ...quota },
      });
      return ok({ quota: limitsOf(call.site, target) });
    },
  },
];

type Tagged = { id: string; project_id: string; tags: string[]; revision_number: number; updated_at: string };

function tagRoutes<T extends Tagged>(plural: string, kind: Kind<T>): Route[] {
  const table = (call: Call) => kind.rows(call.site.neutron);
  const set = (call: Call, row: T, tags: string[]) => {
    // Every kind's rows are a Table, of which Kind only promises to read.
    const writable = table(call) as ReturnType<Kind<T>["rows"]> & { put(row: T): T };
    writable.put({ ...row, tags: [...new Set(tags)].sort() });
  };
  const row = (call: Call) => find(call, kind, param(call, "id"));
  const at = `/v2.0/${plural}/:id/tags`;
  const change = (method: Route["method"], path: string, handle: (call: Call, held: T) => Answer): Route => ({
    method,
    path,
    can: method === "GET" ? "reader" : "member",
    rule: `update_${kind.word}_tags`,
    handle: (call) => handle(call, row(call)),
  });
  return [
    change("GET", at, (_call, held) => ok({ tags: held.tags })),
    change("PUT", at, (call, held) => {
      const { tags } = parse(call, z.object({ tags: z.array(z.string().max(255)) }));
      set(call, held, tags);
      return ok({ tags });
    }),
    change("DELETE", at, (call, held) => {
      set(call, held, []);
      return gone();
    }),
    change("PUT", `${at}/:tag`, (call, held) => {
      set(call, held, [...held.tags, param(call, "tag")]);
      return { status: 201, body: null };
    }),
    change("DELETE", `${at}/:tag`, (call, held) => {
      if (!held.tags.includes(param(call, "tag")))
        throw new ApiError(404, `Tag ${param(call, "tag")} could not be found.`, "TagNotFound");
      set(
        call,
        held,
        held.tags.filter((tag) => tag !== param(call, "tag")),
      );
      return gone();
    }),
  ];
}

const otherRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.0",
    can: "reader",
    rule: "versions",
    handle: (call) =>
      ok({
        resources: ["networks", "subnets", "ports", "routers", "floatingips", "security-groups"].map((name) => ({
          name: name.replace(/s$/, ""),
          collection: name,
          links: [{ rel: "self", href: `${call.base}/v2.0/${name}` }],
        })),
      }),
  },
  {
    method: "GET",
    path: "/v2.0/extensions",
    can: "reader",
    rule: "get_extension",
    handle: () =>
      ok({
        extensions: EXTENSIONS.map((alias) => ({
          name: alias,
          alias,
          description: alias,
          updated: "2015-01-01T10:00:00-00:00",
          links: [],
        })),
      }),
  },
  {
    method: "GET",
    path: "/v2.0/extensions/:alias",
    can: "reader",
    rule: "get_extension",
    handle: (call) => {
      const alias = param(call, "alias");
      if (!EXTENSIONS.includes(alias))
        throw new ApiError(404, `Extension with alias ${alias} does not exist`, "HTTPNotFound");
      return ok({
        extension: {
          name: alias,
          alias,
          description: alias,
          updated: "2015-01-01T10:00:00-00:00",
          links: [],
        },
      });
    },
  },
  {
    method: "GET",
    path: "/v2.0/availability_zones",
    can: "reader",
    rule: "get_availability_zone",
    handle: () => ok({ availability_zones: [] }),
  },
  { method: "GET", path: "/v2.0/agents", can: "admin", rule: "get_agent", handle: () => ok({ agents: [] }) },
];

export const neutronService: Service = {
  type: "network",
  mount: "/network",
  routes: [
    ...otherRoutes,
    ...networkRoutes,
    ...portRoutes,
    ...routerRoutes,
    ...securityGroupRoutes,
    ...quotaRoutes,
    ...tagRoutes("networks", networkKind),
    ...tagRoutes("subnets", subnetKind),
    ...tagRoutes("ports", portKind),
    ...tagRoutes("routers", routerKind),
    ...tagRoutes("security-groups", securityGroupKind),
    ...tagRoutes("floatingips", floatingIpKind),
  ],
  microversions: null,
  refuse: neutronRefusal,
  open: (path, base) =>
    path === "/"
      ? ok({ versions: [{ id: "v2.0", status: "CURRENT", links: [{ rel: "self", href: `${base}/v2.0/` }] }] })
      : null,
  projectInPath: null,
  wordRefusal: (rule) => new ApiError(403, `rule:${rule} is disallowed by policy`, "PolicyNotAuthorized"),
};
