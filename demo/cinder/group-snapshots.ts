import { z } from "zod";
import { accepted, badRequest, param, parse, type Answer, type Call } from "../call";
import { microTime } from "../clock";
import { later } from "../work";
import { list, newOwned, own } from "./lists";
import { reserve } from "./quotas";
import type { GroupSnapshotRow } from "./records";
import { takeSnapshot } from "./snapshots";
import { findGroup, members } from "./group-rows";

const snapshotBody = z.object({
  group_snapshot: z.object({
    group_id: z.uuid(),
    name: z.string().nullish(),
    description: z.string().nullish(),
  }),
});

export function findGroupSnapshot(call: Call, id: string): GroupSnapshotRow {
  return own(call, call.site.cinder.groupSnapshots.get(id), `GroupSnapshot ${id} could not be found.`);
}

export function snapshotView(call: Call, row: GroupSnapshotRow) {
  return {
    id: row.id,
    group_id: row.groupId,
    group_type_id: row.groupTypeId,
    status: row.status,
    created_at: microTime(row.createdAt),
    name: row.name,
    description: row.description,
    ...(call.minor >= 58 && call.caller.isAdmin ? { project_id: row.projectId } : {}),
  };
}

export function createSnapshot(call: Call): Answer {
  const asked = parse(call, snapshotBody).group_snapshot;
  const group = findGroup(call, asked.group_id);
  const volumes = members(call, group);
  if (volumes.length === 0) throw badRequest("Invalid Group: Group is empty. No group snapshot will be created.");
  for (const volume of volumes) reserve(call, "snapshots", volume.size);
  const row = call.site.cinder.groupSnapshots.put({
    ...newOwned(call),
    name: asked.name ?? null,
    description: asked.description ?? null,
    groupId: group.id,
    groupTypeId: group.groupTypeId,
    status: "creating",
  });
  for (const volume of volumes)
    takeSnapshot(call, volume, {
      name: row.name,
      description: row.description,
      metadata: {},
      groupSnapshotId: row.id,
    });
  later(call.world, { site: call.site, kind: "group-snapshot-ready", target: row.id, seconds: 0.6 });
  return accepted({ group_snapshot: { id: row.id, name: row.name, group_type_id: row.groupTypeId } });
}

export function destroySnapshot(call: Call): Answer {
  const row = findGroupSnapshot(call, param(call, "id"));
  if (!["available", "error"].includes(row.status))
    throw badRequest(
      "Invalid GroupSnapshot: GroupSnapshot status must be available or error, and no Group can be currently using it as source for its creation.",
    );
  call.site.cinder.groupSnapshots.patch(row.id, { status: "deleting" });
  for (const one of call.site.cinder.snapshots.all())
    if (one.groupSnapshotId === row.id) call.site.cinder.snapshots.patch(one.id, { status: "deleting" });
  later(call.world, { site: call.site, kind: "group-snapshot-deleted", target: row.id, seconds: 0.6 });
  return accepted();
}

export function listSnapshots(call: Call, detailed: boolean): Answer {
  return list(call, {
    word: "group_snapshots",
    noun: "GroupSnapshot",
    rows: call.site.cinder.groupSnapshots.all(),
    fields: (row) => ({ name: row.name, status: row.status, group_id: row.groupId }),
    view: (row) =>
      detailed ? snapshotView(call, row) : { id: row.id, name: row.name, group_type_id: row.groupTypeId },
    detailed,
  });
}
