import type { StepOf } from "@/lib/domain/restore-steps";
import { transferImage } from "../image-transfer";
import type { RestoreContext } from "./context";

const IMAGE = "OS::Glance::Image";

/** An image of the checkpoint becomes one of the project: from the site that holds the checkpoint's copy. */
export function copyImage(context: RestoreContext, step: StepOf<"copy-image">): Promise<string> {
  const { run, targetSiteId: siteId, say, bytesPerSecond } = context;
  const tag = run.tag(step.key);
  return run.step(step.key, async () => {
    const to = await context.target();
    const { id } = await transferImage({
      from: step.fromSiteId === siteId ? to : await context.origin(),
      to,
      imageId: step.imageId,
      of: step.name,
      name: step.name,
      tag,
      bytesPerSecond,
      say: (detail) => say(step.key, detail),
      noted: (id) => run.note({ siteId, kind: IMAGE, resourceId: id, name: step.name, tag }),
      removed: (id) => context.removed({ siteId, kind: IMAGE, resourceId: id }),
    });
    return id;
  });
}
