import { inTransaction } from "@/lib/db/client";
import { markCopyAvailable, upsertCopy } from "@/lib/db/copies";
import { selectWorkRun } from "@/lib/db/runs";
import type { Json } from "@/lib/domain/json";
import { env } from "@/lib/env";
import { transferImage } from "@/lib/protection/image-transfer";
import { dropImage } from "@/lib/protection/providers/native/image";
import { planCloud } from "../cloud";
import { CANCELLED, StepFailed } from "../failure";
import type { FlowRun } from "../flow";
import { bearing } from "./bearing";
import { POSITION } from "./protect-steps";
import { offsiteImagePart, type OffsiteImagePart } from "./protect-work";

const IMAGE = "OS::Glance::Image";
const MEDIUM = "image";
const GIB = 1024 ** 3;
/** Half an hour for every GiB is slower than any line worth having. */
const SECONDS = { least: 2 * 3600, perGiB: 30 * 60, removal: 60 };

export function sendImage(run: FlowRun, input: Json): Promise<string> {
  const part = offsiteImagePart.parse(input);
  return sendOne(run, part, `offsite-image:${part.image.id}`);
}

/** One image to the recovery site: begun anew when it breaks off, gone when it is given up. */
export async function sendOne(run: FlowRun, part: OffsiteImagePart, key: string): Promise<string> {
  try {
    return await run.waitFor(
      key,
      bearing((alive) => send(run, { part, key, alive })),
      {
        everySeconds: 10,
        timeoutSeconds: SECONDS.least + (part.image.sizeGiB ?? 0) * SECONDS.perGiB,
      },
    );
  } catch (error) {
    await tidy(run.tidy, part, key);
    throw error;
  }
}

type Sending = { part: OffsiteImagePart; key: string; alive: () => void };

async function send(run: FlowRun, { part, key, alive }: Sending): Promise<string> {
  const { image, recoverySiteId: siteId } = part;
  const tag = run.tag(key);
  const name = `breakwater ${image.name}`;
  const copy = await transferImage({
    from: await cloudAt(run, run.row.siteId),
    to: await cloudAt(run, siteId),
    imageId: image.imageId,
    of: image.name,
    name,
    tag,
    properties: { breakwater_run: run.id, breakwater_plan: run.row.planId ?? "" },
    bytesPerSecond: env().transferBytesPerSecond,
    say: async (detail) => {
      alive();
      await refuseCancelled(run);
      await run.say(key, detail);
    },
    noted: (id) => run.note({ siteId, kind: IMAGE, resourceId: id, name, tag }),
    removed: (id) => run.removed({ siteId, kind: IMAGE, resourceId: id }),
  });
  await keep(run, part, { remoteId: copy.id, sizeGiB: (copy.size ?? 0) / GIB });
  return copy.id;
}

/** A transfer may take hours: it is not finished for a run that nobody wants any more. */
async function refuseCancelled({ id, row }: FlowRun): Promise<void> {
  const now = await selectWorkRun(id);
  if (!now || now.state === "cancelling" || now.attempt !== row.attempt) throw new StepFailed(CANCELLED);
}

async function keep(
  run: FlowRun,
  { checkpointId, recoverySiteId: siteId, image }: OffsiteImagePart,
  { remoteId, sizeGiB }: { remoteId: string; sizeGiB: number },
): Promise<void> {
  const { cloudId, projectId } = run.row;
  const copy = { checkpointId, capturedId: image.capturedId, cloudId, projectId, siteId, remoteId, sizeGiB };
  await inTransaction(async (tx) => {
    await upsertCopy(tx, { ...copy, medium: MEDIUM, parentId: null, incremental: false });
    await markCopyAvailable(tx, { siteId, medium: MEDIUM, remoteId }, { sizeGiB, at: new Date() });
  });
}

/** What is left when the site does not answer goes with the leftovers. */
async function tidy(run: FlowRun, { image, recoverySiteId: siteId }: OffsiteImagePart, key: string): Promise<void> {
  const undo = `undo:${key}`;
  await run.plan([{ key: undo, title: `Remove what was sent of ${image.name}` }], POSITION.end + 100);
  await run.waitFor(
    undo,
    async () => {
      const cloud = await cloudAt(run, siteId);
      const sent = await cloud.glance.images.findByTag(run.tag(key));
      if (!sent) return true;
      if (!(await dropImage(cloud, sent.id))) return null;
      await run.removed({ siteId, kind: IMAGE, resourceId: sent.id });
      return true;
    },
    { everySeconds: 3, timeoutSeconds: SECONDS.removal, late: async () => true },
  );
}

function cloudAt(run: FlowRun, siteId: string) {
  return planCloud({ planId: run.row.planId ?? "", siteId, requestId: run.id });
}
