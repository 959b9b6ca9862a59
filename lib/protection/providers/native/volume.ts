import { AppError } from "@/lib/domain/errors";
import type { Backup, Snapshot } from "@/lib/openstack/cinder/schemas";
import type { Cloud } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";

export type Labels = { tag: string; runId: string; planId: string };
export type VolumeRef = { id: string; name: string; sizeGiB: number };

const metadataOf = ({ runId, planId }: Labels) => ({ "breakwater:run": runId, "breakwater:plan": planId });

/** The moment of capture. The volume stays attached and its server goes on writing. */
export async function snapshotVolume(
  cloud: Cloud,
  volume: VolumeRef,
  labels: Labels,
): Promise<{ id: string; createdAt: string }> {
  const { snapshots } = cloud.cinder;
  const known = await snapshots.findByTag(labels.tag);
  if (known && known.status !== "error") return of(known);
  if (known) await snapshots.remove(known.id);
  return of(
    await snapshots.create({
      volume_id: volume.id,
      name: `breakwater ${volume.name}`.slice(0, 255),
      metadata: metadataOf(labels),
      tag: labels.tag,
    }),
  );
}

/** Null: not ready yet. */
export async function snapshotReady(
  cloud: Cloud,
  id: string,
  volume: VolumeRef,
): Promise<{ createdAt: string } | null> {
  const snapshot = await cloud.cinder.snapshots.find(id);
  if (!snapshot)
    throw new AppError("conflict", `The snapshot of ${volume.name} disappeared before it was copied.`, {
      remedy: "Take another checkpoint.",
    });
  if (snapshot.status === "available" || snapshot.status === "backing-up") return { createdAt: of(snapshot).createdAt };
  if (snapshot.status !== "error") return null;
  throw new AppError("refused", `The snapshot of ${volume.name} failed${await reasonOf(cloud, id)}`, {
    safe: "The volume itself is untouched.",
  });
}

/** The newest backup of our chain of this volume, on which an increment may build; null: make a full one. */
export type Parent = { remoteId: string } | null;
export type StartedBackup = { id: string; parentRemoteId: string | null };

/**
 * Cinder itself chooses the parent: the project's newest backup of the volume that is older than the snapshot. Where
 * that is not the end of our chain (somebody made a backup by hand), a full one keeps the chain ours.
 */
export async function startBackup(
  cloud: Cloud,
  request: { volume: VolumeRef; snapshotId: string; snapshotAt: string; parent: Parent; labels: Labels },
): Promise<StartedBackup> {
  const { volume, snapshotId, parent, labels } = request;
  const { backups } = cloud.cinder;
  const siblings = await backups.list({ volume_id: volume.id });
  const known = siblings.find(({ metadata }) => metadata["breakwater:tag"] === labels.tag);
  if (known && known.status !== "error")
    return {
      id: known.id,
      parentRemoteId: known.is_incremental ? (known.metadata["breakwater:parent"] ?? null) : null,
    };
  if (known) await backups.remove(known.id);
  const parentRemoteId =
    parent && chosenByCinder(siblings, request.snapshotAt) === parent.remoteId ? parent.remoteId : null;
  const input = {
    volume_id: volume.id,
    snapshot_id: snapshotId,
    name: `breakwater ${volume.name}`.slice(0, 255),
    metadata: { ...metadataOf(labels), ...(parentRemoteId ? { "breakwater:parent": parentRemoteId } : {}) },
    tag: labels.tag,
  };
  try {
    const { id } = await backups.create({ ...input, incremental: parentRemoteId !== null });
    return { id, parentRemoteId };
  } catch (error) {
    // "No backups available to do an incremental backup": the parent went away under our hands.
    if (parentRemoteId === null || !isOpenStackError(error, "invalid") || !/incremental/i.test(error.message))
      throw error;
    const metadata = metadataOf(labels);
    const { id } = await backups.create({ ...input, metadata, incremental: false });
    return { id, parentRemoteId: null };
  }
}

function chosenByCinder(siblings: Backup[], snapshotAt: string): string | null {
  const older = siblings.filter(
    (backup) => backup.status === "available" && timeOf(backup) !== null && String(timeOf(backup)) < snapshotAt,
  );
  older.sort((a, b) => String(timeOf(b)).localeCompare(String(timeOf(a))));
  const [newest, next] = older;
  // Of two in the same second Cinder may take either.
  if (!newest || (next && timeOf(next) === timeOf(newest))) return null;
  return newest.id;
}

const timeOf = (backup: Backup) => backup.data_timestamp ?? backup.created_at;

export type FinishedBackup = { sizeGiB: number; incremental: boolean; capturedAt: string | null };

/** Null: still being made. A backup that failed is an error, with Cinder's own words where it has some. */
export async function backupReady(cloud: Cloud, id: string, volume: VolumeRef): Promise<FinishedBackup | null> {
  const backup = await cloud.cinder.backups.find(id);
  if (!backup) throw new AppError("conflict", `The backup of ${volume.name} disappeared while it was being made.`);
  if (backup.status === "available")
    return { sizeGiB: backup.size, incremental: backup.is_incremental, capturedAt: timeOf(backup) };
  if (backup.status !== "error") return null;
  const reason = backup.fail_reason ? `: ${backup.fail_reason}` : await reasonOf(cloud, id);
  throw new AppError("refused", `The backup of ${volume.name} failed${reason}`, {
    safe: "The volume and its earlier backups are untouched.",
  });
}

/** How long a backup of this size may take before it counts as stuck: Cinder without its service stays silent for ever. */
export function backupTimeoutSeconds(sizeGiB: number): number {
  return 15 * 60 + sizeGiB * 90;
}

/** Asks for the removal and answers true when the snapshot is gone. */
export async function dropSnapshot(cloud: Cloud, id: string): Promise<true | null> {
  const { snapshots } = cloud.cinder;
  const snapshot = await snapshots.find(id);
  if (!snapshot) return true;
  if (snapshot.status === "error_deleting")
    throw new AppError("refused", `Cinder could not delete the snapshot ${id}.`, {
      remedy: "Ask the cloud's administrator to reset and delete it.",
    });
  if (snapshot.status === "available" || snapshot.status === "error") await snapshots.remove(id);
  return null;
}

/** Asks for the removal and answers true when the backup is gone. While it is being made nobody but an administrator can stop it. */
export async function dropBackup(cloud: Cloud, id: string): Promise<true | null> {
  const { backups } = cloud.cinder;
  const backup = await backups.find(id);
  if (!backup) return true;
  if (backup.status === "error_deleting")
    throw new AppError("refused", `Cinder could not delete the backup ${id}.`, {
      remedy: "Ask the cloud's administrator to reset and delete it.",
    });
  if (backup.status === "available" || backup.status === "error") await backups.remove(id);
  return null;
}

/** A record whose bytes are gone. Cinder takes it away like a backup, and finds nothing more to delete. */
export async function dropRecord(cloud: Cloud, id: string): Promise<true | null> {
  const record = await cloud.cinder.backups.find(id);
  // What builds upon it goes first.
  return record?.has_dependent_backups ? null : dropBackup(cloud, id);
}

/** A volume that was only made for the copying. Answers true when it is gone. */
export async function dropVolume(cloud: Cloud, id: string): Promise<true | null> {
  const { volumes } = cloud.cinder;
  const volume = await volumes.find(id);
  if (!volume) return true;
  if (["available", "error", "error_restoring"].includes(volume.status)) await volumes.remove(id);
  return null;
}

async function reasonOf(cloud: Cloud, id: string): Promise<string> {
  const [message] = await cloud.cinder.messages({ resource_uuid: id });
  return message ? `: ${message.user_message}` : ".";
}

const of = (snapshot: Snapshot) => ({ id: snapshot.id, createdAt: snapshot.created_at });
