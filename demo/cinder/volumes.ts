import { z } from "zod";
import {
  accepted,
  badRequest,
  notFound,
  ok,
  param,
  parse,
  type Answer,
  type Call,
  type Route,
} from "../call";
import { newUuid } from "../ids";
import { later } from "../work";
import { emptyHash } from "./bytes";
import { list, own, visible } from "./lists";
import { reserve } from "./quotas";
import type { VolumeRow } from "./records";
import { findVolumeType, ZONE } from "./types";
import { brief, volumeView } from "./views";

const texts = z.record(z.string(), z.string());
const size = z.union([
  z.number().int().min(1),
  z
    .string()
    .regex(/^[0-9]+$/)
    .transform(Number),
]);

const createBody = z.object({
  volume: z.object({
    size: size.nullish(),
    name: z.string().max(255).nullish(),
    description: z.string().nullish(),
    metadata: texts.nullish(),
    volume_type: z.string().nullish(),
    availability_zone: z.string().nullish(),
    snapshot_id: z.uuid().nullish(),
    source_volid: z.uuid().nullish(),
    backup_id: z.uuid().nullish(),
    imageRef: z.string().nullish(),
    image_id: z.string().nullish(),
    multiattach: z.boolean().nullish(),
  }),
});
const updateBody = z.object({
  volume: z.object({
    name: z.string().nullish(),
    description: z.string().nullish(),
    metadata: texts.optional(),
  }),
});

export function findVolume(call: Call, id: string): VolumeRow {
  return own(call, call.site.cinder.volumes.get(id), `Volume ${id} could not be found.`);
}

type Source = Partial<VolumeRow> & { hash: string; size: number; seconds: number; kind?: string };

function sourceOf(call: Call, asked: z.output<typeof createBody>["volume"]): Source {
  const { snapshots, volumes, backups } = call.site.cinder;
  if (asked.snapshot_id) {
    const from = own(
      call,
      snapshots.get(asked.snapshot_id),
      `Snapshot ${asked.snapshot_id} could not be found.`,
    );
    if (from.status !== "available")
      throw badRequest(`Invalid snapshot: Originating snapshot status must be one of 'available' values`);
    const parent = volumes.get(from.volumeId);
    return {
      hash: from.hash,
      size: from.size,
      seconds: 1.5,
      snapshotId: from.id,
      volumeType: parent?.volumeType,
      bootable: parent?.bootable,
      imageMetadata: parent?.imageMetadata,
    };
  }
  if (asked.source_volid) {
    const from = own(
      call,
      volumes.get(asked.source_volid),
      `Volume ${asked.source_volid} could not be found.`,
    );
    return {
      hash: from.hash,
      size: from.size,
      seconds: 1.5,
      sourceVolid: from.id,
      volumeType: from.volumeType,
      bootable: from.bootable,
      imageMetadata: from.imageMetadata,
    };
  }
  if (asked.backup_id && call.minor >= 47) {
    const from = own(call, backups.get(asked.backup_id), `Backup ${asked.backup_id} could not be found.`);
    if (from.status !== "available") throw badRequest(`Invalid backup: Backup status must be available`);
    return { hash: emptyHash(call.world), size: from.size, seconds: 0.6, kind: "volume-from-backup" };
  }
  const imageId = asked.imageRef ?? asked.image_id;
  if (!imageId) return { hash: emptyHash(call.world), size: 0, seconds: 0.6 };
  const image = call.site.images.get(imageId);
  if (image === undefined || (image.visibility !== "public" && image.owner !== call.projectId)) {
    throw badRequest("Invalid image identifier or unable to access requested image.");
  }
  if (image.status !== "active") throw badRequest(`Invalid input received: Image ${imageId} is not active.`);
  const imageMetadata = {
    checksum: image.checksum ?? "",
    container_format: image.containerFormat ?? "bare",
    disk_format: image.diskFormat ?? "raw",
    image_id: image.id,
    image_name: image.name ?? "",
    min_disk: String(image.minDisk),
    min_ram: String(image.minRam),
    signature_verified: "False",
    size: String(image.size ?? 0),
    ...image.properties,
  };
  return { hash: image.hash ?? emptyHash(call.world), size: 1, seconds: 1.5, bootable: true, imageMetadata };
}

/** Also what Nova and a restore without a target ask of Cinder. */
export function createVolume(call: Call, asked: z.output<typeof createBody>["volume"]): VolumeRow {
  const { seconds, kind, ...source } = sourceOf(call, asked);
  const gib = asked.size ?? source.size;
  if (gib === 0)
    throw badRequest(
      "The server could not comply with the request since it is either malformed or otherwise incorrect.",
    );
  if (gib < source.size)
    throw badRequest(
      `Invalid input received: Invalid volume size provided for create request: ${gib} (size argument must be an integer (or string representation of an integer) and greater than or equal to ${source.size}).`,
    );
  const zone = asked.availability_zone ?? ZONE;
  if (zone !== ZONE) throw badRequest(`Availability zone '${zone}' is invalid.`);
  const volumeType = asked.volume_type
    ? findVolumeType(call.site.name, asked.volume_type)
    : (source.volumeType ?? "standard");
  reserve(call, "volumes", gib);
  const row = call.site.cinder.volumes.put({
    id: newUuid(),
    projectId: call.projectId,
    userId: call.caller.userId,
    createdAt: call.world.clock.now(),
    updatedAt: null,
    name: asked.name ?? null,
    description: asked.description ?? null,
    status: "creating",
    previousStatus: null,
    bootable: source.bootable ?? false,
    volumeType,
    metadata: asked.metadata ?? {},
    snapshotId: source.snapshotId ?? null,
    sourceVolid: source.sourceVolid ?? null,
    groupId: null,
    zone,
    attachments: [],
    imageMetadata: source.imageMetadata ?? null,
    multiattach: asked.multiattach ?? false,
    hash: source.hash,
    size: gib,
  });
  const args: Record<string, string> = asked.backup_id ? { backup: asked.backup_id } : {};
  later(call.world, { site: call.site, kind: kind ?? "volume-created", target: row.id, seconds, args });
  return row;
}

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
    path: detailed ? "volumes/detail" : "volumes",
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
  const deletable = ["available", "error", "error_restoring", "error_extending", "error_managing"].includes(
    row.status,
  );
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
  if (dropped === undefined)
    throw notFound(`Volume ${row.id} has no metadata with key ${param(call, "key")}.`);
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
