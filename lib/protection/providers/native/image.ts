import { AppError } from "@/lib/domain/errors";
import type { Cloud } from "@/lib/openstack/cloud";
import type { Image } from "@/lib/openstack/glance/schemas";
import { propertiesOf } from "@/lib/openstack/glance/schemas";
import { IMAGE_TAG_KEY } from "@/lib/openstack/tag";
import type { Labels } from "./volume";

const RUN_KEY = "breakwater_run";
const GIB = 1024 ** 3;
const marks = ({ tag, runId, planId }: Labels) => ({ [IMAGE_TAG_KEY]: tag, [RUN_KEY]: runId, breakwater_plan: planId });

/** Nova makes the image of a running server's own disk; where the image asks for it, the file systems are frozen for the moment. */
export async function imageServer(
  cloud: Cloud,
  server: { id: string; name: string },
  labels: Labels,
): Promise<{ id: string; serverStatus: string | null }> {
  const [known, now] = await Promise.all([usable(cloud, labels.tag), cloud.nova.servers.find(server.id)]);
  const serverStatus = now?.status ?? null;
  if (known) return { id: known.id, serverStatus };
  const id = await cloud.nova.servers.createImage(server.id, {
    name: `breakwater ${server.name}`.slice(0, 255),
    metadata: marks(labels),
  });
  return { id, serverStatus };
}

/** `guestAgent`, `requireQuiesce`: what the image promises, by which alone a freeze is proven. */
export type FinishedImage = { sizeGiB: number; createdAt: string; guestAgent: boolean; requireQuiesce: boolean };

/** Null: Nova or Glance is still at it. */
export async function imageReady(cloud: Cloud, id: string, name: string): Promise<FinishedImage | null> {
  const image = await cloud.glance.images.find(id);
  if (!image)
    throw new AppError("refused", `The image of ${name} was given up by the cloud.`, {
      safe: "The server itself is untouched.",
    });
  if (image.status === "active")
    return {
      sizeGiB: (image.size ?? 0) / GIB,
      createdAt: image.created_at,
      guestAgent: yes(image, "hw_qemu_guest_agent"),
      requireQuiesce: yes(image, "os_require_quiesce"),
    };
  if (["killed", "deleted", "pending_delete", "deactivated"].includes(image.status))
    throw new AppError("refused", `The image of ${name} is in state ${image.status}.`, {
      safe: "The server itself is untouched.",
    });
  return null;
}

const yes = (image: Image, property: string) =>
  ["yes", "true", "1"].includes(String(image[property] ?? "").toLowerCase());

/** A copy of an image of its own, because the original may be deleted any day. The bytes pass through us once. */
export async function copyImage(
  cloud: Cloud,
  original: { id: string; name: string },
  labels: Labels,
): Promise<{ id: string }> {
  const source = await cloud.glance.images.find(original.id);
  if (!source) throw new AppError("not-found", `The image ${original.name} no longer exists.`);
  if (source.status !== "active")
    throw new AppError("conflict", `The image ${original.name} is ${source.status}, not active.`);
  const known = await usable(cloud, labels.tag);
  if (known?.status === "active") return { id: known.id };
  // A half-sent image cannot be continued: its record is reused, or made anew.
  const copy = known?.status === "queued" ? known : await anew(cloud, source, known, labels);
  const bytes = await cloud.glance.images.download(source.id);
  await cloud.glance.images.upload(copy.id, bytes ?? new Uint8Array());
  return { id: copy.id };
}

async function anew(cloud: Cloud, source: Image, broken: Image | null, labels: Labels): Promise<Image> {
  if (broken) await cloud.glance.images.remove(broken.id);
  return cloud.glance.images.create({
    name: `breakwater ${source.name ?? source.id}`.slice(0, 255),
    disk_format: source.disk_format ?? "raw",
    container_format: source.container_format ?? "bare",
    min_disk: source.min_disk,
    min_ram: source.min_ram,
    visibility: "private",
    properties: { ...propertiesOf(source), [RUN_KEY]: labels.runId, breakwater_plan: labels.planId },
    tag: labels.tag,
  });
}

async function usable(cloud: Cloud, tag: string): Promise<Image | null> {
  const known = await cloud.glance.images.findByTag(tag);
  if (!known || !["killed", "deleted", "pending_delete"].includes(known.status)) return known;
  await cloud.glance.images.remove(known.id);
  return null;
}

/** Answers true when the image is gone. */
export async function dropImage(cloud: Cloud, id: string): Promise<true | null> {
  const image = await cloud.glance.images.find(id);
  if (!image || image.status === "deleted") return true;
  await cloud.glance.images.remove(id);
  return null;
}

/** What a run made of a server or image and must not leave behind. */
export async function dropImageTraces(cloud: Cloud, tag: string): Promise<true | null> {
  const image = await cloud.glance.images.findByTag(tag);
  if (!image) return true;
  await cloud.glance.images.remove(image.id);
  return null;
}
