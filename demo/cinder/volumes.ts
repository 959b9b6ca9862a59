import { z } from "zod";
import { accepted, badRequest, notFound, ok, param, parse, type Answer, type Call, type Route } from "../call";
import { later } from "../work";
import { list, visible } from "./lists";
import type { VolumeRow } from "./records";
import { brief, volumeView } from "./views";
import { texts, createBody, findVolume, createVolume } from "./volume-create";

const updateBody = z.object({
  volume: z.object({
    name: z.string().nullish(),
    description: z.string().nullish(),
    metadata: texts.optional(),
  }),
});

function create(call: Call): Answer {
  const row = createVolume(call, parse(call, createBody).volume);
  return accepted({ volume: volumeView(call, row, true) });
}

function fields(row: VolumeRow): Record<string, unknown> {
  return {
    name: row.name,
    status: row.status,
    metadata: row.metadata,
    bootable: row.bootable,
    migration_status: null,
    availability_zone: row.zone,
    group_id: row.groupId,
    size: row.size,
    created_at: "",
    updated_at: "",
    consumes_quota: true,
  };
}

function listing(call: Call, detailed: boolean): Answer {
  return list(call, {
    word: "volumes",
    noun: "Volume",
    rows: call.site.cinder.volumes.all(),
    fields,
    view: (row) => (detailed ? volumeView(call, row) : brief(call, "volumes", row)),
    detailed,
    counted: true,
  });
}

function update(call: Call): Answer {
  const row = findVolume(call, param(call, "id"));
  const asked = parse(call, updateBody).volume;
  const changed = call.site.cinder.volumes.put({
    ...row,
    name: asked.name === undefined ? row.name : asked.name,
    description: asked.description === undefined ? row.description : asked.description,
    metadata: asked.metadata ?? row.metadata,
    updatedAt: call.world.clock.now(),
  });
  return ok({ volume: volumeView(call, changed) });
}

function destroy(call: Call): Answer {
  const row = findVolume(call, param(call, "id"));
  removeVolume(call, row);
  return accepted();
}

export function removeVolume(call: Call, row: VolumeRow): void {
  const deletable = ["available", "error", "error_restoring", "error_extending", "error_managing"].includes(row.status);
  const snapshots = call.site.cinder.snapshots.all().some((one) => one.volumeId === row.id);
  if (!deletable || row.attachments.length > 0 || snapshots || row.groupId !== null) {
    throw badRequest(
      "Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.",
    );
  }
  call.site.cinder.volumes.patch(row.id, { status: "deleting", updatedAt: call.world.clock.now() });
  later(call.world, { site: call.site, kind: "volume-deleted", target: row.id, seconds: 0.5 });
}

const metadataBody = z.object({ metadata: texts });

function setMetadata(call: Call, replace: boolean): Answer {
  const row = findVolume(call, param(call, "id"));
  const asked = parse(call, metadataBody).metadata;
  const metadata = replace ? asked : { ...row.metadata, ...asked };
  call.site.cinder.volumes.patch(row.id, { metadata, updatedAt: call.world.clock.now() });
  return ok({ metadata });
}

function dropMetadata(call: Call): Answer {
  const row = findVolume(call, param(call, "id"));
  const { [param(call, "key")]: dropped, ...metadata } = row.metadata;
  if (dropped === undefined) throw notFound(`Volume ${row.id} has no metadata with key ${param(call, "key")}.`);
  call.site.cinder.volumes.patch(row.id, { metadata });
  return { status: 200 };
}

function summary(call: Call): Answer {
  const rows = visible(call, call.site.cinder.volumes.all());
  const metadata: Record<string, string[]> = {};
  for (const row of rows)
    for (const [key, value] of Object.entries(row.metadata))
      metadata[key] = [...new Set([...(metadata[key] ?? []), value])];
  return ok({
    "volume-summary": {
      total_count: rows.length,
      total_size: rows.reduce((total, row) => total + row.size, 0),
      metadata,
    },
  });
}

export const volumeRoutes: Route[] = [
  {
    method: "GET",
    path: "/v3/volumes",
    can: "reader",
    rule: "volume:get_all",
    handle: (call) => listing(call, false),
  },
  {
    method: "GET",
    path: "/v3/volumes/detail",
    can: "reader",
    rule: "volume:get_all",
    handle: (call) => listing(call, true),
  },
  { method: "GET", path: "/v3/volumes/summary", can: "reader", rule: "volume:get_all", handle: summary },
  { method: "POST", path: "/v3/volumes", can: "member", rule: "volume:create", handle: create },
  {
    method: "GET",
    path: "/v3/volumes/:id",
    can: "reader",
    rule: "volume:get",
    handle: (call) => ok({ volume: volumeView(call, findVolume(call, param(call, "id"))) }),
  },
  { method: "PUT", path: "/v3/volumes/:id", can: "member", rule: "volume:update", handle: update },
  { method: "DELETE", path: "/v3/volumes/:id", can: "member", rule: "volume:delete", handle: destroy },
  {
    method: "GET",
    path: "/v3/volumes/:id/metadata",
    can: "reader",
    rule: "volume:get_volume_metadata",
    handle: (call) => ok({ metadata: findVolume(call, param(call, "id")).metadata }),
  },
  {
    method: "POST",
    path: "/v3/volumes/:id/metadata",
    can: "member",
    rule: "volume:create_volume_metadata",
    handle: (call) => setMetadata(call, false),
  },
  {
    method: "PUT",
    path: "/v3/volumes/:id/metadata",
    can: "member",
    rule: "volume:update_volume_metadata",
    handle: (call) => setMetadata(call, true),
  },
  {
    method: "DELETE",
    path: "/v3/volumes/:id/metadata/:key",
    can: "member",
    rule: "volume:delete_volume_metadata",
    handle: dropMetadata,
  },
];
