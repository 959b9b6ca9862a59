import { gone, notFound, ok, param, type Answer, type Call, type Route } from "../call";
import { microTime } from "../clock";
import type { FlavorRow } from "./records";
import { flavorView } from "./views";
import { createKey, key, showKey, listKeys } from "./keypairs";
import { groupView, group, createGroup } from "./server-groups";

function flavor(call: Call): FlavorRow {
  const row = call.site.nova.flavors.get(param(call, "id"));
  if (row === undefined) throw notFound(`Flavor ${param(call, "id")} could not be found.`);
  return row;
}

function flavors(call: Call, detailed: boolean): Answer {
  const marker = call.query.get("marker");
  const all = call.site.nova.flavors.all();
  const at = marker === null ? -1 : all.findIndex((row) => row.id === marker);
  const page = all.slice(at + 1, at + 1 + Number(call.query.get("limit") ?? "1000"));
  return ok({ flavors: page.map((row) => flavorView(call, row, detailed)) });
}

const zone = { zoneName: "nova", zoneState: { available: true }, hosts: null };

export const catalogueRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.1/flavors",
    can: "reader",
    rule: "os_compute_api:flavors",
    handle: (call) => flavors(call, false),
  },
  {
    method: "GET",
    path: "/v2.1/flavors/detail",
    can: "reader",
    rule: "os_compute_api:flavors",
    handle: (call) => flavors(call, true),
  },
  {
    method: "GET",
    path: "/v2.1/flavors/:id",
    can: "reader",
    rule: "os_compute_api:flavors",
    handle: (call) => ok({ flavor: flavorView(call, flavor(call), true) }),
  },
  {
    method: "GET",
    path: "/v2.1/flavors/:id/os-extra_specs",
    can: "reader",
    rule: "os_compute_api:os-flavor-extra-specs:index",
    handle: (call) => ok({ extra_specs: flavor(call).extraSpecs }),
  },
  {
    method: "GET",
    path: "/v2.1/os-keypairs",
    can: "reader",
    rule: "os_compute_api:os-keypairs:index",
    handle: listKeys,
  },
  {
    method: "POST",
    path: "/v2.1/os-keypairs",
    can: "reader",
    rule: "os_compute_api:os-keypairs:create",
    handle: createKey,
  },
  {
    method: "GET",
    path: "/v2.1/os-keypairs/:name",
    can: "reader",
    rule: "os_compute_api:os-keypairs:show",
    handle: showKey,
  },
  {
    method: "DELETE",
    path: "/v2.1/os-keypairs/:name",
    can: "reader",
    rule: "os_compute_api:os-keypairs:delete",
    handle: (call) => {
      call.site.nova.keypairs.remove(key(call).id);
      return gone();
    },
  },
  {
    method: "GET",
    path: "/v2.1/os-server-groups",
    can: "reader",
    rule: "os_compute_api:os-server-groups:index",
    handle: (call) =>
      ok({
        server_groups: call.site.nova.serverGroups
          .all()
          .filter((row) => row.projectId === call.projectId)
          .map((row) => groupView(call, row)),
      }),
  },
  {
    method: "POST",
    path: "/v2.1/os-server-groups",
    can: "member",
    rule: "os_compute_api:os-server-groups:create",
    handle: createGroup,
  },
  {
    method: "GET",
    path: "/v2.1/os-server-groups/:id",
    can: "reader",
    rule: "os_compute_api:os-server-groups:show",
    handle: (call) => ok({ server_group: groupView(call, group(call)) }),
  },
  {
    method: "DELETE",
    path: "/v2.1/os-server-groups/:id",
    can: "member",
    rule: "os_compute_api:os-server-groups:delete",
    handle: (call) => {
      call.site.nova.serverGroups.remove(group(call).id);
      return gone();
    },
  },
  {
    method: "GET",
    path: "/v2.1/os-availability-zone",
    can: "reader",
    rule: "os_compute_api:os-availability-zone:list",
    handle: () => ok({ availabilityZoneInfo: [zone] }),
  },
  {
    method: "GET",
    path: "/v2.1/os-hypervisors",
    can: "admin",
    rule: "os_compute_api:os-hypervisors:list",
    handle: () => ok({ hypervisors: [] }),
  },
  {
    method: "GET",
    path: "/v2.1/os-services",
    can: "admin",
    rule: "os_compute_api:os-services:list",
    handle: computeServices,
  },
];

function computeServices(call: Call): Answer {
  const binary = call.query.get("binary");
  const at = {
    zone: "internal",
    status: "enabled",
    state: "up",
    disabled_reason: null,
    forced_down: false,
    updated_at: microTime(call.world.clock.now()),
  };
  const rows = ["nova-conductor", "nova-scheduler", "nova-compute"].map((name) => ({
    id: `${call.site.name}-${name}`,
    host: "demo-compute",
    binary: name,
    ...at,
    ...(name === "nova-compute" ? { zone: "nova" } : {}),
  }));
  return ok({ services: rows.filter((row) => binary === null || row.binary === binary) });
}
