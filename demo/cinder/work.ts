import { newUuid } from "../ids";
import { later, type Finishing, type Work } from "../work";
import type { World } from "../world";
import { decode } from "./backup-records";
import { changedBlocks, emptyHash } from "./bytes";
import type { BackupRow, MessageRow } from "./records";
import { finishUpload } from "./upload-image";

/** How each order to Cinder ends. A fault makes it end in error, with a user message that says why. */
export const cinderWork: Record<string, Work> = {
  "volume-created": ({ world, site, task }) => {
    const status = task.fails === null ? "available" : "error";
    site.cinder.volumes.patch(task.target, { status, updatedAt: world.clock.now() });
    if (task.fails !== null) leaveMessage({ world, site, task }, "VOLUME", "VOLUME_VOLUME_001_002", task.fails);
  },
  "volume-deleted": ({ world, site, task }) => {
    if (task.fails === null) site.cinder.volumes.remove(task.target);
    else site.cinder.volumes.patch(task.target, { status: "error_deleting", updatedAt: world.clock.now() });
  },
  "volume-extended": ({ world, site, task }) => {
    const row = site.cinder.volumes.get(task.target);
    if (row === undefined) return;
    const done = { status: row.previousStatus ?? "available", size: Number(task.args["size"]) };
    site.cinder.volumes.patch(row.id, {
      ...(task.fails === null ? done : { status: "error_extending" }),
      previousStatus: null,
      updatedAt: world.clock.now(),
    });
  },
  "volume-uploaded": finishUpload,
  "volume-reverted": ({ world, site, task }) => {
    const done = { status: "available", hash: task.args["hash"] ?? emptyHash(world) };
    site.cinder.volumes.patch(task.target, {
      ...(task.fails === null ? done : { status: "error" }),
      updatedAt: world.clock.now(),
    });
  },
  "volume-from-backup": ({ world, site, task }) => {
    const backup = site.cinder.backups.get(task.args["backup"] ?? "");
    if (backup === undefined || task.fails !== null) {
      site.cinder.volumes.patch(task.target, { status: "error", updatedAt: world.clock.now() });
      return;
    }
    site.cinder.backups.patch(backup.id, { status: "restoring", updatedAt: world.clock.now() });
    later(world, {
      site,
      kind: "backup-restored",
      target: backup.id,
      seconds: 3,
      args: { volume: task.target },
    });
  },
  "snapshot-created": ({ world, site, task }) => {
    const status = task.fails === null ? "available" : "error";
    site.cinder.snapshots.patch(task.target, { status, updatedAt: world.clock.now() });
    if (task.fails !== null)
      leaveMessage({ world, site, task }, "VOLUME_SNAPSHOT", "VOLUME_VOLUME_SNAPSHOT_018_024", task.fails);
  },
  "snapshot-deleted": ({ world, site, task }) => {
    if (task.fails === null) site.cinder.snapshots.remove(task.target);
    else site.cinder.snapshots.patch(task.target, { status: "error_deleting", updatedAt: world.clock.now() });
  },
  "group-ready": ({ site, task }) =>
    void site.cinder.groups.patch(task.target, { status: task.fails === null ? "available" : "error" }),
  "group-updated": ({ site, task }) => {
    for (const id of split(task.args["add"])) site.cinder.volumes.patch(id, { groupId: task.target });
    for (const id of split(task.args["remove"])) site.cinder.volumes.patch(id, { groupId: null });
    site.cinder.groups.patch(task.target, { status: task.fails === null ? "available" : "error" });
  },
  "group-deleted": ({ site, task }) => {
    for (const row of site.cinder.volumes.all()) if (row.groupId === task.target) site.cinder.volumes.remove(row.id);
    site.cinder.groups.remove(task.target);
  },
  "group-snapshot-ready": ({ site, task }) => {
    void site.cinder.groupSnapshots.patch(task.target, {
      status: task.fails === null ? "available" : "error",
    });
  },
  "group-snapshot-deleted": ({ site, task }) => {
    for (const row of site.cinder.snapshots.all())
      if (row.groupSnapshotId === task.target) site.cinder.snapshots.remove(row.id);
    site.cinder.groupSnapshots.remove(task.target);
  },
  "backup-created": finishBackup,
  "backup-imported": finishImport,
  "backup-deleted": ({ world, site, task }) => {
    if (task.fails !== null) {
      site.cinder.backups.patch(task.target, {
        status: "error_deleting",
        failReason: task.fails,
        updatedAt: world.clock.now(),
      });
      return;
    }
    site.cinder.backups.remove(task.target);
    // The bytes go too, also when this site had only imported the record: the other site's backup is then an empty promise.
    world.backupStore.remove(task.target);
  },
  "backup-restored": finishRestore,
};

const split = (text: string | undefined) => (text === undefined || text === "" ? [] : text.split(","));

function finishBackup({ world, site, task }: Finishing): void {
  const row = site.cinder.backups.get(task.target);
  if (row === undefined) return;
  const now = world.clock.now();
  const volume = site.cinder.volumes.get(row.volumeId);
  const snapshot = row.snapshotId === null ? undefined : site.cinder.snapshots.get(row.snapshotId);
  if (snapshot !== undefined) site.cinder.snapshots.patch(snapshot.id, { status: "available", updatedAt: now });
  else if (volume?.status === "backing-up") {
    site.cinder.volumes.patch(volume.id, {
      status: volume.previousStatus ?? "available",
      previousStatus: "backing-up",
      updatedAt: now,
    });
  }
  if (task.fails !== null) {
    site.cinder.backups.patch(row.id, { status: "error", failReason: task.fails, updatedAt: now });
    leaveMessage({ world, site, task }, "VOLUME_BACKUP", "VOLUME_VOLUME_BACKUP_009_022", task.fails);
    return;
  }
  const hash = task.args["hash"] ?? emptyHash(world);
  const parent = row.parentId === null ? undefined : world.backupStore.get(row.parentId);
  const objectCount = parent === undefined ? row.size * 256 : changedBlocks(world, parent.hash, hash);
  world.backupStore.put({ id: row.id, parentId: row.parentId, hash, objectCount });
  site.cinder.backups.patch(row.id, {
    status: "available",
    container: containerOf(row),
    objectCount,
    updatedAt: now,
  });
}

export function containerOf(row: Pick<BackupRow, "id" | "container">): string {
  return row.container ?? `${row.id.slice(0, 2)}/${row.id.slice(2, 4)}/${row.id}`;
}

function finishImport({ world, site, task }: Finishing): void {
  const record = decode(task.args["record"] ?? "");
  const parent = record.parent_id;
  site.cinder.backups.patch(task.target, {
    status: task.fails === null ? "available" : "error",
    name: record.display_name,
    description: record.display_description,
    volumeId: record.volume_id,
    snapshotId: record.snapshot_id,
    parentId: parent,
    container: record.container,
    objectCount: record.object_count,
    dataTimestamp: Date.parse(record.data_timestamp),
    createdAt: Date.parse(record.created_at),
    updatedAt: world.clock.now(),
    zone: "nova",
  });
}

/** Every link of the chain must be there: as a record at this site, and as bytes in the store. */
function chainHash(world: World, rows: { get(id: string): BackupRow | undefined }, id: string): string | null {
  const row = rows.get(id);
  const stored = world.backupStore.get(id);
  if (row === undefined || stored === undefined) return null;
  if (row.parentId !== null && chainHash(world, rows, row.parentId) === null) return null;
  return stored.hash;
}

function finishRestore({ world, site, task }: Finishing): void {
  const now = world.clock.now();
  const row = site.cinder.backups.get(task.target);
  const volume = site.cinder.volumes.get(task.args["volume"] ?? "");
  if (row === undefined || volume === undefined) return;
  site.cinder.backups.patch(row.id, { status: "available", updatedAt: now });
  const hash = chainHash(world, site.cinder.backups, row.id);
  if (hash === null || task.fails !== null) {
    // What the user sees in the backup is nothing: only the volume tells.
    site.cinder.volumes.patch(volume.id, { status: "error_restoring", updatedAt: now });
    return;
  }
  const source = site.cinder.volumes.get(row.volumeId);
  site.cinder.volumes.patch(volume.id, {
    status: "available",
    hash,
    metadata: {
      ...volume.metadata,
      ...(task.args["rename"] === undefined && volume.status !== "creating" ? {} : { src_backup_id: row.id }),
    },
    name: task.args["rename"] === undefined ? volume.name : (source?.name ?? volume.name),
    bootable: volume.bootable || (source?.bootable ?? false),
    imageMetadata: volume.imageMetadata ?? source?.imageMetadata ?? null,
    updatedAt: now,
  });
}

function leaveMessage({ world, site, task }: Finishing, resourceType: string, eventId: string, text: string): void {
  const owner =
    site.cinder.volumes.get(task.target) ??
    site.cinder.snapshots.get(task.target) ??
    site.cinder.backups.get(task.target);
  if (owner === undefined) return;
  const row: MessageRow = {
    id: newUuid(),
    projectId: owner.projectId,
    userId: owner.userId,
    createdAt: world.clock.now(),
    updatedAt: null,
    resourceType,
    resourceId: task.target,
    eventId,
    text,
    requestId: `req-${newUuid()}`,
  };
  site.cinder.messages.put(row);
}
