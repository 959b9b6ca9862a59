import { z } from "zod";
import { accepted, badRequest, parse, type Answer, type Call } from "../call";
import { later } from "../work";
import { newOwned } from "./lists";
import { reserve } from "./quotas";
import type { BackupRow, SnapshotRow, VolumeRow } from "./records";
import { findSnapshot } from "./snapshots";
import { brief } from "./views";
import { findVolume } from "./volume-create";

export const texts = z.record(z.string(), z.string());
const createBody = z.object({
  backup: z.object({
    volume_id: z.uuid(),
    snapshot_id: z.uuid().nullish(),
    name: z.string().nullish(),
    description: z.string().nullish(),
    container: z.string().nullish(),
    incremental: z.boolean().nullish(),
    force: z.boolean().nullish(),
    metadata: texts.nullish(),
    availability_zone: z.string().nullish(),
  }),
});

type Asked = z.output<typeof createBody>["backup"];

function refuseUnready(asked: Asked, volume: VolumeRow, snapshot: SnapshotRow | null): void {
  if (snapshot !== null) {
    if (snapshot.volumeId !== volume.id)
      throw badRequest(
        `Invalid volume: Volume ${volume.id} does not match with snapshot.volume_id ${snapshot.volumeId}.`,
      );
    if (snapshot.status !== "available")
      throw badRequest(
        `Invalid snapshot: Snapshot to be backed up must be available, but the current status is "${snapshot.status}".`,
      );
    return;
  }
  if (!["available", "in-use"].includes(volume.status)) {
    throw badRequest(
      `Invalid volume: Volume to be backed up must be available or in-use, but the current status is "${volume.status}".`,
    );
  }
  if (volume.status === "in-use" && asked.force !== true)
    throw badRequest("Invalid volume: Backing up an in-use volume must use the force flag.");
}

/** Cinder takes the backup with the newest data; for a snapshot, only what is older than the snapshot counts, in whole seconds. */
function parentOf(call: Call, volume: VolumeRow, snapshot: SnapshotRow | null): BackupRow {
  const mine = call.site.cinder.backups
    .all()
    .filter((one) => one.volumeId === volume.id && one.projectId === call.projectId);
  const age = (one: BackupRow) =>
    snapshot === null || secondOf(one.dataTimestamp) < secondOf(snapshot.createdAt) ? secondOf(one.dataTimestamp) : 0;
  const newest = mine.sort((a, b) => age(b) - age(a))[0];
  if (newest === undefined) throw badRequest("Invalid backup: No backups available to do an incremental backup.");
  if (newest.status !== "available")
    throw badRequest("Invalid backup: The parent backup must be available for incremental backup.");
  return newest;
}

// Cinder's database keeps no fractions.
const secondOf = (at: number): number => Math.floor(at / 1000);

export function create(call: Call): Answer {
  const asked = parse(call, createBody).backup;
  const volume = findVolume(call, asked.volume_id);
  const snapshot = asked.snapshot_id ? findSnapshot(call, asked.snapshot_id) : null;
  refuseUnready(asked, volume, snapshot);
  reserve(call, "backups", volume.size);
  const parent = asked.incremental === true ? parentOf(call, volume, snapshot) : null;
  const { world, site } = call;
  const now = world.clock.now();
  const row = site.cinder.backups.put({
    ...newOwned(call),
    updatedAt: now,
    name: asked.name ?? null,
    description: asked.description ?? null,
    volumeId: volume.id,
    snapshotId: snapshot?.id ?? null,
    parentId: parent?.id ?? null,
    size: volume.size,
    status: "creating",
    container: asked.container ?? null,
    objectCount: 0,
    metadata: asked.metadata ?? {},
    dataTimestamp: snapshot?.createdAt ?? now,
    failReason: null,
    zone: asked.availability_zone ?? null,
  });
  if (snapshot === null)
    site.cinder.volumes.patch(volume.id, {
      status: "backing-up",
      previousStatus: volume.status,
      updatedAt: now,
    });
  else site.cinder.snapshots.patch(snapshot.id, { status: "backing-up", updatedAt: now });
  const seconds = parent === null ? Math.min(4 + volume.size / 25, 12) : 2;
  later(world, {
    site,
    kind: "backup-created",
    target: row.id,
    seconds,
    args: { hash: snapshot?.hash ?? volume.hash },
  });
  return accepted({ backup: brief(call, "backups", row) });
}
