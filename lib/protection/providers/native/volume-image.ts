import { AppError } from "@/lib/domain/errors";
import type { Cloud } from "@/lib/openstack/cloud";
import type { Image } from "@/lib/openstack/glance/schemas";
import { dropImage } from "./image";
import { dropVolume, type Labels, type VolumeRef } from "./volume";

type Noted = (id: string) => Promise<void>;
type Asked = { volume: VolumeRef; backupId: string; labels: Labels; noted: Noted };

/** A volume with the backup's bytes, made only to become an image; null: not filled yet. */
export async function filledFromBackup(
  cloud: Cloud,
  { volume, backupId, labels, noted }: Asked,
): Promise<string | null> {
  const { volumes, backups } = cloud.cinder;
  const known = await volumes.findByTag(labels.tag);
  if (known) await noted(known.id);
  if (known?.status === "available") return known.id;
  if (known?.status.startsWith("error")) {
    await volumes.remove(known.id);
    throw new AppError("refused", `Cinder could not fill a volume from the backup of ${volume.name}.`, {
      safe: "The backup and the volume are unchanged; what could not be filled was removed.",
      remedy: "Try again; if it happens again, the bytes of the backup may be damaged.",
    });
  }
  // Somebody restores from it: it is free again afterwards.
  if (known || (await backups.get(backupId)).status !== "available") return null;
  const made = await volumes.create({
    name: `breakwater ${volume.name}`.slice(0, 255),
    size: volume.sizeGiB,
    backup_id: backupId,
    metadata: { "breakwater:run": labels.runId, "breakwater:plan": labels.planId },
    tag: labels.tag,
  });
  await noted(made.id);
  return null;
}

/** The image that Cinder makes of such a volume; null: not whole yet. It can carry no tag, so its name is one. */
export async function imageOfVolume(
  cloud: Cloud,
  volumeId: string,
  { tag, of, noted }: { tag: string; of: string; noted: Noted },
): Promise<string | null> {
  const known = await imageNamed(cloud, tag);
  if (known?.status === "active") return known.id;
  if (known && ["killed", "deleted", "error"].includes(known.status)) {
    await dropImage(cloud, known.id);
    throw new AppError("refused", `Cinder could not make an image of ${of}.`, {
      safe: "The backup and the volume are unchanged.",
      remedy: "Try again; if it happens again, ask the cloud's administrator.",
    });
  }
  await noted(known?.id ?? (await cloud.cinder.volumes.uploadImage(volumeId, nameOf(tag))));
  return null;
}

/** What was only made for sending goes; null: not all of it is gone yet. */
export async function dropSendings(
  cloud: Cloud,
  { fillTag, imageTag }: { fillTag: string; imageTag: string },
): Promise<true | null> {
  const [image, volume] = await Promise.all([imageNamed(cloud, imageTag), cloud.cinder.volumes.findByTag(fillTag)]);
  const gone = [
    // While Cinder uploads the volume neither of the two can go.
    image && volume?.status !== "uploading" ? await dropImage(cloud, image.id) : image === null || null,
    volume ? await dropVolume(cloud, volume.id) : true,
  ];
  return gone.every(Boolean) ? true : null;
}

const nameOf = (tag: string) => `breakwater ${tag}`;

async function imageNamed(cloud: Cloud, tag: string): Promise<Image | null> {
  return (await cloud.glance.images.list({ name: nameOf(tag), owner: cloud.projectId }))[0] ?? null;
}
