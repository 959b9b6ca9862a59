import { z } from "zod";
import { accepted, badRequest, isRecord, isTrue, ok, param, parse, type Answer, type Call, type Route } from "../call";
import { microTime } from "../clock";
import { later } from "../work";
import { list, newOwned } from "./lists";
import type { GroupRow } from "./records";
import { findGroupType, findVolumeType, groupTypeId, volumeTypeId, ZONE } from "./types";
import { findVolume } from "./volume-create";
import { findGroup, members } from "./group-rows";
import { findGroupSnapshot, snapshotView, createSnapshot, destroySnapshot, listSnapshots } from "./group-snapshots";

const createBody = z.object({
  group: z.object({
    name: z.string().nullish(),
    description: z.string().nullish(),
    group_type: z.string(),
    volume_types: z.array(z.string()).min(1),
    availability_zone: z.string().nullish(),
  }),
});
const updateBody = z.object({
  group: z.object({
    name: z.string().nullish(),
    description: z.string().nullish(),
    add_volumes: z.string().nullish(),
    remove_volumes: z.string().nullish(),
  }),
});

const ids = (text: string | null | undefined) =>
  (text ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");

function view(call: Call, row: GroupRow) {
  return {
    id: row.id,
    status: row.status,
    availability_zone: row.zone,
    created_at: microTime(row.createdAt),
    name: row.name,
    description: row.description,
    group_type: row.groupTypeId,
    volume_types: row.volumeTypeIds,
    ...(call.minor >= 14 ? { group_snapshot_id: null, source_group_id: null } : {}),
    ...(call.minor >= 25 && isTrue(call.query.get("list_volume"))
      ? { volumes: members(call, row).map((volume) => volume.id) }
      : {}),
    ...(call.minor >= 38 ? { replication_status: row.replicationStatus } : {}),
    ...(call.minor >= 58 && call.caller.isAdmin ? { project_id: row.projectId } : {}),
  };
}

function create(call: Call): Answer {
  const asked = parse(call, createBody).group;
  const { site, world } = call;
  const type = findGroupType(site.name, asked.group_type);
  const groupType = groupTypeId(site.name, type);
  if (type === "default_cgsnapshot_type") {
    throw badRequest(
      `Group_type ${groupType} is reserved for migrating CGs to groups. Migrated group can only be operated by CG APIs.`,
    );
  }
  const row = site.cinder.groups.put({
    ...newOwned(call),
    name: asked.name ?? null,
    description: asked.description ?? null,
    groupTypeId: groupType,
    volumeTypeIds: asked.volume_types.map((one) => volumeTypeId(site.name, findVolumeType(site.name, one))),
    status: "creating",
    zone: asked.availability_zone ?? ZONE,
    replicationStatus: "disabled",
  });
  later(world, { site, kind: "group-ready", target: row.id, seconds: 0.8 });
  return accepted({ group: { id: row.id, name: row.name } });
}

function update(call: Call): Answer {
  const row = findGroup(call, param(call, "id"));
  const asked = parse(call, updateBody).group;
  if (row.status !== "available") throw badRequest("Invalid Group: Group status must be available.");
  const add = ids(asked.add_volumes).map((id) => findVolume(call, id));
  for (const volume of add) {
    if (volume.groupId !== null)
      throw badRequest(
        `Invalid volume: Cannot add volume ${volume.id} to group ${row.id} because it is already in group ${volume.groupId}.`,
      );
    if (!["available", "in-use"].includes(volume.status)) {
      throw badRequest(
        `Invalid volume: Cannot add volume ${volume.id} to group ${row.id} because volume is in an invalid state: ${volume.status}. Valid states are: ('available', 'in-use').`,
      );
    }
    if (!row.volumeTypeIds.includes(volumeTypeId(call.site.name, volume.volumeType))) {
      throw badRequest(
        `Invalid volume: Cannot add volume ${volume.id} to group ${row.id} because volume type ${volumeTypeId(call.site.name, volume.volumeType)} is not supported by the group.`,
      );
    }
  }
  call.site.cinder.groups.patch(row.id, {
    name: asked.name === undefined ? row.name : asked.name,
    description: asked.description === undefined ? row.description : asked.description,
    status: add.length > 0 || ids(asked.remove_volumes).length > 0 ? "updating" : "available",
  });
  const args = { add: add.map((volume) => volume.id).join(","), remove: ids(asked.remove_volumes).join(",") };
  if (args.add !== "" || args.remove !== "")
    later(call.world, { site: call.site, kind: "group-updated", target: row.id, seconds: 0.6, args });
  return accepted();
}

function act(call: Call): Answer {
  const row = findGroup(call, param(call, "id"));
  const order = isRecord(call.body) ? call.body["delete"] : undefined;
  if (!isRecord(order))
    throw badRequest(
      "The server could not comply with the request since it is either malformed or otherwise incorrect.",
    );
  const volumes = members(call, row);
  if (call.site.cinder.groupSnapshots.all().some((one) => one.groupId === row.id))
    throw badRequest("Invalid Group: Group has existing snapshots.");
  if (volumes.length > 0 && order["delete-volumes"] !== true) {
    throw badRequest(
      `Invalid Group: Group ${row.id} still contains volumes. The delete-volumes flag is required to delete it.`,
    );
  }
  if (volumes.some((volume) => volume.attachments.length > 0))
    throw badRequest(`Invalid Group: Volume in group ${row.id} is attached. Need to detach first.`);
  call.site.cinder.groups.patch(row.id, { status: "deleting" });
  later(call.world, { site: call.site, kind: "group-deleted", target: row.id, seconds: 0.6 });
  return accepted();
}

function listGroups(call: Call, detailed: boolean): Answer {
  return list(call, {
    word: "groups",
    noun: "Group",
    rows: call.site.cinder.groups.all(),
    fields: (row) => ({ name: row.name }),
    view: (row) => (detailed ? view(call, row) : { id: row.id, name: row.name }),
    detailed,
  });
}

export const groupRoutes: Route[] = [
  {
    method: "GET",
    path: "/v3/groups",
    can: "reader",
    rule: "group:get_all",
    handle: (call) => listGroups(call, false),
  },
  {
    method: "GET",
    path: "/v3/groups/detail",
    can: "reader",
    rule: "group:get_all",
    handle: (call) => listGroups(call, true),
  },
  { method: "POST", path: "/v3/groups", can: "member", rule: "group:create", handle: create },
  {
    method: "GET",
    path: "/v3/groups/:id",
    can: "reader",
    rule: "group:get",
    handle: (call) => ok({ group: view(call, findGroup(call, param(call, "id"))) }),
  },
  { method: "PUT", path: "/v3/groups/:id", can: "member", rule: "group:update", handle: update },
  { method: "POST", path: "/v3/groups/:id/action", can: "member", rule: "group:delete", handle: act },
  {
    method: "GET",
    path: "/v3/group_snapshots",
    can: "reader",
    rule: "group:get_all_group_snapshots",
    handle: (call) => listSnapshots(call, false),
  },
  {
    method: "GET",
    path: "/v3/group_snapshots/detail",
    can: "reader",
    rule: "group:get_all_group_snapshots",
    handle: (call) => listSnapshots(call, true),
  },
  {
    method: "POST",
    path: "/v3/group_snapshots",
    can: "member",
    rule: "group:create_group_snapshot",
    handle: createSnapshot,
  },
  {
    method: "GET",
    path: "/v3/group_snapshots/:id",
    can: "reader",
    rule: "group:get_group_snapshot",
    handle: (call) => ok({ group_snapshot: snapshotView(call, findGroupSnapshot(call, param(call, "id"))) }),
  },
  {
    method: "DELETE",
    path: "/v3/group_snapshots/:id",
    can: "member",
    rule: "group:delete_group_snapshot",
    handle: destroySnapshot,
  },
];
