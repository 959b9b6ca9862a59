import { AppError } from "@/lib/domain/errors";
import type { StepOf } from "@/lib/domain/restore-steps";
import type { Cloud } from "@/lib/openstack/cloud";
import type { Backup, Volume } from "@/lib/openstack/cinder/schemas";
import { isOpenStackError } from "@/lib/openstack/error";
import { withoutOwnKeys, type RestoreContext, type SavedVolumeFacts } from "./context";

const VOLUME = "OS::Cinder::Volume";

/** Asks for a new volume with the backup's data and answers with its id; waits while another restore reads the backup. */
export function createVolume(
  context: RestoreContext,
  step: StepOf<"create-volume">,
  saved: SavedVolumeFacts,
): Promise<string> {
  const { run } = context;
  const tag = run.tag(step.key);
  return run.waitFor(
    step.key,
    async () => {
      const cloud = await context.target();
      // A worker may die between create and journal; the tag finds the orphan.
      const volume = (await cloud.cinder.volumes.findByTag(tag)) ?? (await ask(cloud, { step, saved, tag }));
      if (volume)
        await run.note({
          siteId: context.targetSiteId,
          kind: VOLUME,
          resourceId: volume.id,
          name: step.name,
          tag,
        });
      return volume?.id ?? null;
    },
    { everySeconds: 5, timeoutSeconds: step.timeoutSeconds },
  );
}

/** Waits until the volume is filled, makes it bootable as the original was, and reads it back. */
export function awaitVolume(
  context: RestoreContext,
  step: StepOf<"await-volume">,
  { volumeId, saved }: { volumeId: string; saved: SavedVolumeFacts },
): Promise<{ id: string; sizeGiB: number }> {
  return context.run.waitFor(
    step.key,
    async () => {
      const cloud = await context.target();
      const volume = await cloud.cinder.volumes.find(volumeId);
      if (!volume || volume.status.startsWith("error"))
        throw await undone(context, { cloud, volume, volumeId, capturedId: step.capturedId });
      if (volume.status !== "available" && volume.status !== "in-use") return null;
      await finish(cloud, volume, saved);
      return readBack(await cloud.cinder.volumes.get(volumeId), saved);
    },
    { everySeconds: 5, timeoutSeconds: step.timeoutSeconds },
  );
}

type Asking = { step: StepOf<"create-volume">; saved: SavedVolumeFacts; tag: string };

async function ask(cloud: Cloud, { step, saved, tag }: Asking): Promise<Volume | null> {
  const create = (from: { size: number; backup_id?: string; imageRef?: string }) =>
    cloud.cinder.volumes.create({
      name: step.name,
      description: saved.description,
      ...from,
      ...(step.volumeType ? { volume_type: step.volumeType } : {}),
      ...(step.zone ? { availability_zone: step.zone } : {}),
      ...(saved.multiattach ? { multiattach: true } : {}),
      metadata: withoutOwnKeys(saved.metadata),
      tag,
    });
  if (step.imageId) return create({ size: saved.sizeGiB, imageRef: step.imageId });
  const backup = usable(await cloud.cinder.backups.find(step.backupId), saved.name);
  if (backup.status !== "available") return null;
  try {
    return await create({ size: Math.max(saved.sizeGiB, backup.size), backup_id: backup.id });
  } catch (error) {
    // Another restore took the backup between the look and the create.
    const now = isOpenStackError(error, "invalid") ? await cloud.cinder.backups.find(step.backupId) : null;
    if (now?.status === "restoring") return null;
    throw error;
  }
}

function usable(backup: Backup | null, name: string): Backup {
  if (!backup)
    throw new AppError("not-found", `The backup of ${name} does not exist at this site any more.`, {
      safe: "Nothing was overwritten.",
      remedy: "Restore from another checkpoint.",
    });
  if (backup.status === "error" || backup.status.startsWith("error") || backup.status === "deleting")
    throw new AppError("conflict", `The backup of ${name} is ${backup.status}.`, {
      safe: "Nothing was overwritten.",
      remedy: "Restore from another checkpoint.",
    });
  return backup;
}

/** A volume that could not be filled is worth nothing: it goes at once, and a retry makes a new one. */
async function undone(
  context: RestoreContext,
  failed: { cloud: Cloud; volume: Volume | null; volumeId: string; capturedId: string },
): Promise<AppError> {
  const { cloud, volume, volumeId, capturedId } = failed;
  const why = volume ? await reasonOf(cloud, volumeId) : null;
  if (volume) await cloud.cinder.volumes.remove(volumeId);
  await context.removed({ siteId: context.targetSiteId, kind: VOLUME, resourceId: volumeId });
  await context.forget([`volume:${capturedId}`]);
  const what = volume
    ? `Cinder could not fill ${volume.name ?? volumeId}: it ended as ${volume.status}`
    : "The new volume was removed before it was filled";
  return new AppError("refused", `${what}${why ? ` (${why})` : ""}.`, {
    safe: "The backup and the originals are unchanged; the unusable new volume was removed.",
    remedy:
      "Try again from this step. If it fails again, the bytes of the backup may be damaged or missing: choose another checkpoint.",
  });
}

/** Cinder's own words about a volume, newest first; null when it has none. */
export async function reasonOf(cloud: Cloud, volumeId: string): Promise<string | null> {
  const [newest] = await cloud.cinder.messages({ resource_uuid: volumeId });
  return newest?.user_message ?? null;
}

// `available` says nothing of what a server needs to boot from it: that is set, and then read back.
async function finish(cloud: Cloud, volume: Volume, saved: SavedVolumeFacts): Promise<void> {
  const { volumes } = cloud.cinder;
  // One that is made of an image is bootable, whatever the original was.
  if (saved.bootable !== volume.bootable) await volumes.setBootable(volume.id, saved.bootable);
  const missing = Object.entries(saved.imageMetadata).filter(
    ([key, value]) => volume.volume_image_metadata?.[key] !== value,
  );
  if (missing.length > 0) await volumes.setImageMetadata(volume.id, Object.fromEntries(missing));
}

function readBack(volume: Volume, saved: SavedVolumeFacts): { id: string; sizeGiB: number } {
  const wrong =
    volume.size < saved.sizeGiB
      ? `it has ${volume.size} GiB instead of ${saved.sizeGiB} GiB`
      : saved.bootable && !volume.bootable
        ? "it cannot be booted from"
        : null;
  if (wrong)
    throw new AppError("refused", `${volume.name ?? volume.id} was filled, but ${wrong}.`, {
      safe: "The originals are unchanged.",
      remedy: "Try again; if it happens again, ask the cloud's administrator.",
    });
  return { id: volume.id, sizeGiB: volume.size };
}
