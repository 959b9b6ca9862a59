import { z } from "zod";
import { badRequest, type Call } from "../call";
import { later } from "../work";
import { emptyHash } from "./bytes";
import { newOwned, own } from "./lists";
import { reserve } from "./quotas";
import type { VolumeRow } from "./records";
import { findVolumeType, ZONE } from "./types";

export const texts = z.record(z.string(), z.string());
const size = z.union([
  z.number().int().min(1),
  z
    .string()
    .regex(/^[0-9]+$/)
    .transform(Number),
]);

export const createBody = z.object({
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

export function findVolume(call: Call, id: string): VolumeRow {
  return own(call, call.site.cinder.volumes.get(id), `Volume ${id} could not be found.`);
}

type Source = Partial<VolumeRow> & { hash: string; size: number; seconds: number; kind?: string };

function sourceOf(call: Call, asked: z.output<typeof createBody>["volume"]): Source {
  const { snapshots, volumes, backups } = call.site.cinder;
  if (asked.snapshot_id) {
    const from = own(call, snapshots.get(asked.snapshot_id), `Snapshot ${asked.snapshot_id} could not be found.`);
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
    const from = own(call, volumes.get(asked.source_volid), `Volume ${asked.source_volid} could not be found.`);
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
    ...newOwned(call),
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
