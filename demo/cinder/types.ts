import { notFound, ok, param, type Call, type Route } from "../call";
import { uuidOf } from "../ids";

export const VOLUME_TYPES = ["standard", "replicated", "__DEFAULT__"] as const;
export const ZONE = "nova";

const DESCRIPTIONS: Record<string, string> = {
  __DEFAULT__: "Default Volume Type",
  default_cgsnapshot_type: "Default group type for migrating cgsnapshot",
};
const BACKENDS: Record<string, string> = { standard: "standard", replicated: "replicated" };
const GROUP_SPECS: Record<string, Record<string, string>> = {
  replicated: { consistent_group_snapshot_enabled: "<is> False", group_replication_enabled: "<is> True" },
  plain: {},
  consistent: { consistent_group_snapshot_enabled: "<is> True" },
  default_cgsnapshot_type: { consistent_group_snapshot_enabled: "<is> True" },
};

/** Both sites of one cloud name a type alike and number it differently. */
export function volumeTypeId(site: string, name: string): string {
  return uuidOf(`${site} volume type ${name}`);
}

export function groupTypeId(site: string, name: string): string {
  return uuidOf(`${site} group type ${name}`);
}

/** By name or id. */
export function findVolumeType(site: string, asked: string): string {
  const found = VOLUME_TYPES.find((name) => name === asked || volumeTypeId(site, name) === asked);
  if (found !== undefined) return found;
  throw notFound(
    asked.length === 36
      ? `Volume type ${asked} could not be found.`
      : `Volume type with name ${asked} could not be found.`,
  );
}

export function findGroupType(site: string, asked: string): string {
  const found = Object.keys(GROUP_SPECS).find((name) => name === asked || groupTypeId(site, name) === asked);
  if (found === undefined) throw notFound(`Group type ${asked} could not be found.`);
  return found;
}

export function isReplicated(volumeType: string): boolean {
  return volumeType === "replicated";
}

function typeView(call: Call, name: string, listed: boolean) {
  const seen: Record<string, string> = isReplicated(name) ? { replication_enabled: "<is> True" } : {};
  const backend = BACKENDS[name];
  const specs = call.caller.isAdmin && backend !== undefined ? { ...seen, volume_backend_name: backend } : seen;
  return {
    id: volumeTypeId(call.site.name, name),
    name,
    is_public: true,
    description: DESCRIPTIONS[name] ?? null,
    extra_specs: specs,
    ...(call.caller.isAdmin ? { qos_specs_id: null } : {}),
    ...(listed ? { "os-volume-type-access:is_public": true } : {}),
  };
}

function groupTypeView(call: Call, name: string) {
  return {
    id: groupTypeId(call.site.name, name),
    name,
    description: DESCRIPTIONS[name] ?? null,
    is_public: true,
    ...(call.caller.isAdmin ? { group_specs: GROUP_SPECS[name] } : {}),
  };
}

export const typeRoutes: Route[] = [
  {
    method: "GET",
    path: "/v3/types",
    can: "reader",
    rule: "volume_extension:type_get_all",
    handle: (call) => ok({ volume_types: VOLUME_TYPES.map((name) => typeView(call, name, true)) }),
  },
  {
    method: "GET",
    path: "/v3/types/:id",
    can: "reader",
    rule: "volume_extension:type_get",
    handle: (call) => {
      const id = param(call, "id");
      const name = id === "default" ? "standard" : VOLUME_TYPES.find((one) => volumeTypeId(call.site.name, one) === id);
      if (name === undefined) throw notFound(`Volume type ${id} could not be found.`);
      return ok({ volume_type: typeView(call, name, false) });
    },
  },
  {
    method: "GET",
    path: "/v3/types/:id/extra_specs",
    can: "reader",
    rule: "volume_extension:types_extra_specs:index",
    handle: (call) =>
      ok({
        extra_specs: typeView(call, findVolumeType(call.site.name, param(call, "id")), false).extra_specs,
      }),
  },
  {
    method: "GET",
    path: "/v3/group_types",
    can: "reader",
    rule: "group:access_group_types",
    handle: (call) => ok({ group_types: Object.keys(GROUP_SPECS).map((name) => groupTypeView(call, name)) }),
  },
  {
    method: "GET",
    path: "/v3/group_types/:id",
    can: "reader",
    rule: "group:access_group_types",
    handle: (call) => ok({ group_type: groupTypeView(call, findGroupType(call.site.name, param(call, "id"))) }),
  },
];
