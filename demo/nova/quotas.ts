import { z } from "zod";
import { forbidden, ok, param, parse, type Call, type Route } from "../call";
import type { FlavorRow } from "./records";

const DEFAULTS: Record<string, number> = {
  cores: -1,
  instances: 1000,
  key_pairs: 100,
  metadata_items: 128,
  ram: -1,
  server_group_members: 10,
  server_groups: 10,
};

function limitsOf(call: Call, projectId: string): Record<string, number> {
  return { ...DEFAULTS, ...call.site.nova.quotas.get(projectId)?.limits };
}

function used(call: Call, projectId: string): Record<string, number> {
  const servers = call.site.nova.servers.all().filter((row) => row.projectId === projectId);
  const flavors = servers.flatMap((row) => call.site.nova.flavors.get(row.flavorId) ?? []);
  return {
    instances: servers.length,
    cores: flavors.reduce((total, flavor) => total + flavor.vcpus, 0),
    ram: flavors.reduce((total, flavor) => total + flavor.ram, 0),
    server_groups: call.site.nova.serverGroups.all().filter((row) => row.projectId === projectId).length,
  };
}

export function refuseOverQuota(call: Call, flavor: FlavorRow): void {
  const limits = limitsOf(call, call.projectId);
  const inUse = used(call, call.projectId);
  const needs: Record<string, number> = { instances: 1, cores: flavor.vcpus, ram: flavor.ram };
  for (const [key, need] of Object.entries(needs)) {
    const limit = limits[key] ?? -1;
    const have = inUse[key] ?? 0;
    if (limit >= 0 && have + need > limit)
      throw forbidden(`Quota exceeded for ${key}: Requested ${need}, but already used ${have} of ${limit} ${key}`);
  }
}

function mayAsk(call: Call): string {
  const target = param(call, "target");
  if (target !== call.projectId && !call.caller.isAdmin)
    throw forbidden("Policy doesn't allow os_compute_api:os-quota-sets:show to be performed.");
  return target;
}

export const computeQuotaRoutes: Route[] = [
  {
    method: "GET",
    path: "/v2.1/limits",
    can: "reader",
    rule: "os_compute_api:limits",
    handle: (call) => {
      const limits = limitsOf(call, call.projectId);
      const inUse = used(call, call.projectId);
      return ok({
        limits: {
          rate: [],
          absolute: {
            maxTotalInstances: limits["instances"],
            maxTotalCores: limits["cores"],
            maxTotalRAMSize: limits["ram"],
            maxServerMeta: 128,
            maxTotalKeypairs: limits["key_pairs"],
            maxServerGroups: limits["server_groups"],
            maxServerGroupMembers: limits["server_group_members"],
            totalRAMUsed: inUse["ram"],
            totalCoresUsed: inUse["cores"],
            totalInstancesUsed: inUse["instances"],
            totalServerGroupsUsed: inUse["server_groups"],
          },
        },
      });
    },
  },
  {
    method: "GET",
    path: "/v2.1/os-quota-sets/:target",
    can: "reader",
    rule: "os_compute_api:os-quota-sets:show",
    handle: (call) => ok({ quota_set: { id: param(call, "target"), ...limitsOf(call, mayAsk(call)) } }),
  },
  {
    method: "GET",
    path: "/v2.1/os-quota-sets/:target/detail",
    can: "reader",
    rule: "os_compute_api:os-quota-sets:detail",
    handle: (call) => {
      const target = mayAsk(call);
      const inUse = used(call, target);
      const detail = Object.entries(limitsOf(call, target)).map(([key, limit]) => [
        key,
        { limit, in_use: inUse[key] ?? 0, reserved: 0 },
      ]);
      return ok({ quota_set: { id: target, ...Object.fromEntries(detail) } });
    },
  },
  {
    method: "GET",
    path: "/v2.1/os-quota-sets/:target/defaults",
    can: "reader",
    rule: "os_compute_api:os-quota-sets:defaults",
    handle: (call) => ok({ quota_set: { id: param(call, "target"), ...DEFAULTS } }),
  },
  {
    method: "PUT",
    path: "/v2.1/os-quota-sets/:target",
    can: "admin",
    rule: "os_compute_api:os-quota-sets:update",
    handle: (call) => {
      const target = param(call, "target");
      const asked = parse(
        call,
        z.object({ quota_set: z.record(z.string(), z.union([z.coerce.number(), z.boolean()])) }),
      ).quota_set;
      const limits = Object.fromEntries(
        Object.entries(asked)
          .filter(([key]) => key in DEFAULTS)
          .map(([key, value]) => [key, Number(value)]),
      );
      call.site.nova.quotas.put({
        id: target,
        limits: { ...call.site.nova.quotas.get(target)?.limits, ...limits },
      });
      return ok({ quota_set: limitsOf(call, target) });
    },
  },
];
