import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import type { Volume } from "@/lib/openstack/cinder/schemas";
import type { Cloud } from "@/lib/openstack/cloud";
import type { Image } from "@/lib/openstack/glance/schemas";
import type { Server } from "@/lib/openstack/nova/schemas";
import { bootVolumeOf, volumesOf, type Surroundings } from "../../surroundings";
import { imageServer } from "./image";
import { dropSnapshot, type Labels } from "./volume";

/** A server whose disks Nova can capture at one moment, with its file systems frozen where the guest takes part. */
export type Freezable = { id: string; name: string; volumeIds: string[]; requireQuiesce: boolean };

const isYes = (text: string | undefined) => ["yes", "true", "1"].includes((text ?? "").toLowerCase());

/** Only of a running server that boots from a volume does Nova capture all volumes; only with an agent in the guest can it freeze them. */
export function freezableServers(servers: Server[], around: Surroundings): Freezable[] {
  return servers.flatMap((server) => {
    const boot = bootVolumeOf(server, around);
    const promises = boot?.volume_image_metadata;
    if (!boot || server.status !== "ACTIVE" || !isYes(promises?.["hw_qemu_guest_agent"])) return [];
    return [
      {
        id: server.id,
        name: server.name,
        volumeIds: volumesOf(server, around).map(({ id }: Volume) => id),
        requireQuiesce: isYes(promises?.["os_require_quiesce"]),
      },
    ];
  });
}

/** Nova has no other door to the guest's freeze: it makes an image without bytes, and snapshots of every volume. */
export function freezeServer(
  cloud: Cloud,
  server: { id: string; name: string },
  labels: Labels,
): Promise<{ id: string }> {
  return imageServer(cloud, server, labels).then(({ id }) => ({ id }));
}

export type FrozenSnapshot = { volumeId: string; id: string; createdAt: string };

/** The snapshots that Nova made; null while it is at it. */
export async function frozenSnapshots(cloud: Cloud, imageId: string, name: string): Promise<FrozenSnapshot[] | null> {
  const image = await cloud.glance.images.find(imageId);
  if (!image)
    throw new AppError("refused", `Nova gave up capturing the disks of ${name}.`, {
      safe: "The server itself is untouched.",
    });
  if (image.status !== "active") return null;
  const snapshots = await Promise.all(snapshotIds(image).map((id) => cloud.cinder.snapshots.get(id)));
  return snapshots.map(({ id, volume_id, created_at }) => ({ volumeId: volume_id, id, createdAt: created_at }));
}

/** The image and whatever is left of its snapshots; answers true when nothing is. */
export async function dropFrozen(cloud: Cloud, tag: string): Promise<true | null> {
  const image = await cloud.glance.images.findByTag(tag);
  if (!image) return true;
  const gone = await Promise.all(snapshotIds(image).map((id) => dropSnapshot(cloud, id)));
  // The image names the snapshots: it goes last, so that none is forgotten.
  if (image.status !== "queued" && gone.every((one) => one === true)) await cloud.glance.images.remove(image.id);
  return null;
}

const mapping = z.array(z.looseObject({ snapshot_id: z.string().nullish() }));

function snapshotIds(image: Image): string[] {
  const text = image["block_device_mapping"];
  if (typeof text !== "string") return [];
  return mapping.parse(JSON.parse(text)).flatMap(({ snapshot_id }) => snapshot_id ?? []);
}
