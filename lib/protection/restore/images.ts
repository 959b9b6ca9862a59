import { AppError } from "@/lib/domain/errors";
import type { StepOf } from "@/lib/domain/restore-steps";
import { propertiesOf } from "@/lib/openstack/glance/schemas";
import type { RestoreContext } from "./context";

const IMAGE = "OS::Glance::Image";

/** Copies an image with its properties, byte by byte through the worker, into the target's Glance. */
export function copyImage(context: RestoreContext, step: StepOf<"copy-image">): Promise<string> {
  const { run, targetSiteId } = context;
  const tag = run.tag(step.key);
  return run.step(step.key, async () => {
    const [origin, target] = await Promise.all([context.origin(), context.target()]);
    const known = await target.glance.images.findByTag(tag);
    if (known?.status === "active") return known.id;
    // Half an upload cannot be continued: it goes, and the copy begins anew.
    if (known) {
      await target.glance.images.remove(known.id);
      await context.removed({ siteId: targetSiteId, kind: IMAGE, resourceId: known.id });
    }
    const original = await origin.glance.images.find(step.imageId);
    if (!original)
      throw new AppError("not-found", `The image of ${step.name} does not exist any more.`, {
        safe: "Nothing was made.",
        remedy: "Choose another checkpoint.",
      });
    const made = await target.glance.images.create({
      name: step.name,
      disk_format: original.disk_format ?? "raw",
      container_format: original.container_format ?? "bare",
      min_disk: original.min_disk,
      min_ram: original.min_ram,
      tags: original.tags,
      properties: ownProperties(propertiesOf(original)),
      tag,
    });
    await run.note({ siteId: targetSiteId, kind: IMAGE, resourceId: made.id, name: step.name, tag });
    const bytes = await origin.glance.images.download(original.id);
    await target.glance.images.upload(made.id, bytes ?? new Uint8Array());
    const copied = await target.glance.images.get(made.id);
    if (original.checksum && copied.checksum !== original.checksum)
      throw new AppError("refused", `The copy of image ${step.name} differs from the original.`, {
        safe: "The original is unchanged.",
        remedy: "Try again from this step.",
      });
    return made.id;
  });
}

/** Marks that bind the captured image to Breakwater or to its old server are not the copy's. */
function ownProperties(properties: Record<string, string>): Record<string, string> {
  const bound =
    /^(breakwater|owner_|instance_uuid|user_id|image_location|image_state|boot_roles|base_image_ref|signature_|stores$)/;
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !bound.test(key)));
}
