import { z } from "zod";
import { badRequest, parse, type Answer, type Call } from "../call";
import { newImage, withBytes } from "../glance-records";
import { later, type Work } from "../work";
import type { VolumeRow } from "./records";

const order = z.object({
  "os-volume_upload_image": z.object({
    image_name: z.string(),
    disk_format: z.string().optional(),
    container_format: z.string().optional(),
    visibility: z.enum(["private", "shared", "public", "community"]).optional(),
    force: z.boolean().optional(),
  }),
});

/** The volume's bytes become an image; meanwhile the one is uploading and the other is saving. */
export function uploadImage(call: Call, row: VolumeRow): Answer {
  const asked = parse(call, order)["os-volume_upload_image"];
  if (row.status !== "available")
    throw badRequest(
      `Invalid volume: Volume ${row.id} status must be available, but current status is: ${row.status}.`,
    );
  const image = newImage(call, {
    name: asked.image_name,
    status: "saving",
    visibility: asked.visibility ?? "private",
    diskFormat: asked.disk_format ?? "raw",
    containerFormat: asked.container_format ?? "bare",
  });
  call.site.cinder.volumes.patch(row.id, { status: "uploading", updatedAt: call.world.clock.now() });
  later(call.world, {
    site: call.site,
    kind: "volume-uploaded",
    target: row.id,
    seconds: 6,
    args: { image: image.id },
  });
  const { id, name, size } = row;
  const told = { image_id: image.id, image_name: image.name, disk_format: image.diskFormat };
  const body = { ...told, id, display_name: name, size, status: "uploading", container_format: image.containerFormat };
  return { status: 202, body: { "os-volume_upload_image": body } };
}

export const finishUpload: Work = ({ world, site, task }) => {
  const volume = site.cinder.volumes.get(task.target);
  const image = site.images.get(task.args["image"] ?? "");
  if (volume) site.cinder.volumes.patch(volume.id, { status: "available", updatedAt: world.clock.now() });
  if (!image) return;
  if (!volume || task.fails !== null) site.images.put({ ...image, status: "killed" });
  else site.images.put(withBytes(world, image, volume.hash));
};
