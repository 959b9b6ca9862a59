import { z } from "zod";
import {
  accepted,
  badRequest,
  forbidden,
  isRecord,
  ok,
  param,
  parse,
  type Answer,
  type Call,
  type Route,
} from "../call";
import { later } from "../work";
import { list, newOwned, own } from "./lists";
import { reserve } from "./quotas";
import type { SnapshotRow, VolumeRow } from "./records";
import { snapshotView } from "./views";
import { findVolume } from "./volume-create";

const texts = z.record(z.string(), z.string());
const createBody = z.object({
  snapshot: z.object({
    volume_id: z.uuid(),
    name: z.string().nullish(),
    description: z.string().nullish(),
    force: z.union([z.boolean(), z.string().transform((text) => text.toLowerCase() === "true")]).nullish(),
    metadata: texts.nullish(),
  }),
});
const updateBody = z.object({
  snapshot: z.object({ name: z.string().nullish(), description: z.string().nullish() }),
});

export function findSnapshot(call: Call, id: string): SnapshotRow {
  return own(call, call.site.cinder.snapshots.get(id), `Snapshot ${id} could not be found.`);
}

type New = {
  name: string | null;
  description: string | null;
  metadata: Record<string, string>;
  groupSnapshotId: string | null;
};

/** The moment of capture is this moment: later writes to the volume are not in it. */
export function takeSnapshot(call: Call, volume: VolumeRow, wanted: New): SnapshotRow {
  const row = call.site.cinder.snapshots.put({
    ...wanted,
    ...newOwned(call),
    volumeId: volume.id,
    size: volume.size,
    status: "creating",
    hash: volume.hash,
  });
  later(call.world, { site: call.site, kind: "snapshot-created", target: row.id, seconds: 0.5 });
  return row;
}

function create(call: Call): Answer {
  const asked = parse(call, createBody).snapshot;
  const volume = findVolume(call, asked.volume_id);
  if (call.minor >= 66 && asked.force === false) {
    throw badRequest(
      "Since microversion 3.66 the 'force' flag is invalid for this request.  For backward compatability, however, when the 'force' flag is passed with a value evaluating to True, it is silently ignored.",
    );
  }
  const inUse = volume.status === "in-use" && (call.minor >= 66 || asked.force === true);
  if (volume.status === "error")
    throw badRequest("Invalid volume: The snapshot cannot be created when the volume is in error status.");
  if (volume.status !== "available" && !inUse) {
    const wanted = call.minor >= 66 ? "available, in-use" : "available";
    throw badRequest(
      `Invalid volume: Volume ${volume.id} status must be ${wanted}, but current status is: ${volume.status}.`,
    );
  }
  reserve(call, "snapshots", volume.size);
  const row = takeSnapshot(call, volume, {
    name: asked.name ?? null,
    description: asked.description ?? null,
    metadata: asked.metadata ?? {},
    groupSnapshotId: null,
  });
  return accepted({ snapshot: snapshotView(call, row, true) });
}

function listing(call: Call, detailed: boolean): Answer {
  return list(call, {
    word: "snapshots",
    noun: "Snapshot",
    rows: call.site.cinder.snapshots.all(),
    fields: (row) => ({
      name: row.name,
      status: row.status,
      volume_id: row.volumeId,
      metadata: row.metadata,
      availability_zone: "nova",
      consumes_quota: true,
    }),
    view: (row) => snapshotView(call, row, !detailed),
    detailed,
    counted: true,
  });
}

function destroy(call: Call): Answer {
  const row = findSnapshot(call, param(call, "id"));
  if (!["available", "error"].includes(row.status) || row.groupSnapshotId !== null) {
    throw badRequest("Invalid snapshot: Snapshot status must be available or error and must not be part of a group.");
  }
  call.site.cinder.snapshots.patch(row.id, { status: "deleting", updatedAt: call.world.clock.now() });
  later(call.world, { site: call.site, kind: "snapshot-deleted", target: row.id, seconds: 0.5 });
  return accepted();
}

function update(call: Call): Answer {
  const row = findSnapshot(call, param(call, "id"));
  const asked = parse(call, updateBody).snapshot;
  const changed = call.site.cinder.snapshots.put({
    ...row,
    name: asked.name === undefined ? row.name : asked.name,
    description: asked.description === undefined ? row.description : asked.description,
  });
  return ok({ snapshot: snapshotView(call, changed) });
}

function setMetadata(call: Call, replace: boolean): Answer {
  const row = findSnapshot(call, param(call, "id"));
  const asked = parse(call, z.object({ metadata: texts })).metadata;
  const metadata = replace ? asked : { ...row.metadata, ...asked };
  call.site.cinder.snapshots.patch(row.id, { metadata });
  return ok({ metadata });
}

function act(call: Call): Answer {
  const row = findSnapshot(call, param(call, "id"));
  if (!call.caller.isAdmin)
    throw forbidden("Policy doesn't allow volume_extension:snapshot_admin_actions:reset_status to be performed.");
  const order = isRecord(call.body) ? call.body["os-reset_status"] : undefined;
  if (!isRecord(order) || typeof order["status"] !== "string") throw badRequest("There is no such action");
  call.site.cinder.snapshots.patch(row.id, { status: order["status"] });
  return accepted();
}

export const snapshotRoutes: Route[] = [
  {
    method: "GET",
    path: "/v3/snapshots",
    can: "reader",
    rule: "volume:get_all_snapshots",
    handle: (call) => listing(call, false),
  },
  {
    method: "GET",
    path: "/v3/snapshots/detail",
    can: "reader",
    rule: "volume:get_all_snapshots",
    handle: (call) => listing(call, true),
  },
  { method: "POST", path: "/v3/snapshots", can: "member", rule: "volume:create_snapshot", handle: create },
  {
    method: "GET",
    path: "/v3/snapshots/:id",
    can: "reader",
    rule: "volume:get_snapshot",
    handle: (call) => ok({ snapshot: snapshotView(call, findSnapshot(call, param(call, "id"))) }),
  },
  { method: "PUT", path: "/v3/snapshots/:id", can: "member", rule: "volume:update_snapshot", handle: update },
  {
    method: "DELETE",
    path: "/v3/snapshots/:id",
    can: "member",
    rule: "volume:delete_snapshot",
    handle: destroy,
  },
  {
    method: "GET",
    path: "/v3/snapshots/:id/metadata",
    can: "reader",
    rule: "volume:get_snapshot_metadata",
    handle: (call) => ok({ metadata: findSnapshot(call, param(call, "id")).metadata }),
  },
  {
    method: "POST",
    path: "/v3/snapshots/:id/metadata",
    can: "member",
    rule: "volume:update_snapshot_metadata",
    handle: (call) => setMetadata(call, false),
  },
  {
    method: "PUT",
    path: "/v3/snapshots/:id/metadata",
    can: "member",
    rule: "volume:update_snapshot_metadata",
    handle: (call) => setMetadata(call, true),
  },
  {
    method: "POST",
    path: "/v3/snapshots/:id/action",
    can: "member",
    rule: "volume:update_snapshot",
    handle: act,
  },
];
