import { endCaptured, selectCaptured } from "@/lib/db/checkpoints";
import { inTransaction } from "@/lib/db/client";
import { closeUnfinished, markCopyAvailable, upsertCopy } from "@/lib/db/copies";
import { serverConsistency } from "@/lib/domain/consistency";
import type { Json } from "@/lib/domain/json";
import type { Consistency } from "@/lib/domain/plan";
import { copyImage, dropImageTraces, imageReady, type FinishedImage } from "@/lib/protection/providers/native/image";
import { log } from "@/lib/log";
import { planCloud } from "../cloud";
import { StepFailed } from "../failure";
import type { FlowRun } from "../flow";
import { planTidying } from "./protect-volume";
import { imagePart, type ImagePart } from "./protect-work";

const MEDIUM = "image";
const IMAGE_SECONDS = 2 * 3600;
const REMOVAL_SECONDS = 15 * 60;

/** The disk of a server that boots from an image, or an image for itself: a copy in Glance. */
export async function captureImage(run: FlowRun, input: Json): Promise<Json> {
  const part = imagePart.parse(input);
  try {
    return await capture(run, part);
  } catch (error) {
    await planTidying(run, [part.thing]);
    await tidyImage(run.tidy, part.thing, part.checkpointId);
    throw error;
  }
}

async function capture(run: FlowRun, { checkpointId, kind, thing, imageId, serverStatus }: ImagePart): Promise<Json> {
  const made = imageId ?? (await run.step(`image:${thing.id}`, () => copied(run, thing))).id;
  const done = await run.waitFor(
    `image-ready:${thing.id}`,
    async () => imageReady(await cloudOf(run), made, thing.name),
    { everySeconds: 5, timeoutSeconds: IMAGE_SECONDS },
  );
  await run.step(`kept:${thing.id}`, async () => {
    const { cloudId, projectId, siteId } = run.row;
    const at = new Date();
    await inTransaction(async (tx) => {
      // The server's own row is concluded when its volumes are known too.
      const row = (await selectCaptured(checkpointId)).find(
        (each) => each.kind === kind && each.resourceId === thing.id,
      );
      if (!row) throw new Error(`Checkpoint ${checkpointId} does not hold ${thing.id}`);
      await upsertCopy(tx, {
        checkpointId,
        capturedId: row.id,
        cloudId,
        projectId,
        siteId,
        medium: MEDIUM,
        remoteId: made,
        parentId: null,
        incremental: false,
        sizeGiB: done.sizeGiB,
      });
      await markCopyAvailable(tx, { siteId, medium: MEDIUM, remoteId: made }, { sizeGiB: done.sizeGiB, at });
      await endCaptured(
        tx,
        { checkpointId, kind, resourceId: thing.id },
        {
          state: "captured",
          capturedAt: new Date(done.createdAt),
          consistency: levelOf(serverStatus, done),
          sizeGiB: done.sizeGiB,
        },
      );
    });
  });
  return null;
}

/** An image stands by itself; a server's disk is as consistent as Nova is known to have made it. */
function levelOf(serverStatus: string | null, { guestAgent, requireQuiesce }: FinishedImage): Consistency | null {
  if (serverStatus === null) return null;
  return serverConsistency({ serverStatus, how: "create-image", diskCount: 1, spreadMs: 0, guestAgent, requireQuiesce })
    .level;
}

async function copied(run: FlowRun, image: { id: string; name: string }): Promise<{ id: string }> {
  const key = `image:${image.id}`;
  const copy = await copyImage(await cloudOf(run), image, {
    tag: run.tag(key),
    runId: run.id,
    planId: run.row.planId ?? "",
  });
  await run.note({
    siteId: run.row.siteId,
    kind: "OS::Glance::Image",
    resourceId: copy.id,
    name: `Copy of ${image.name}`,
    tag: run.tag(key),
  });
  return copy;
}

/** After a failure: a copy that is not whole goes. */
export async function tidyImage(
  run: FlowRun,
  thing: { id: string; name: string },
  checkpointId: string,
): Promise<void> {
  const { id } = thing;
  const key = `undo:${id}`;
  try {
    await run.waitFor(key, () => undo(run, id, checkpointId), {
      everySeconds: 3,
      timeoutSeconds: REMOVAL_SECONDS,
      what: `the removal of the image that was made of ${thing.name}`,
    });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    log.warn({ runId: run.id, imageOf: id, err: error }, "something of a failed copy stays at the site");
  }
}

async function undo(run: FlowRun, id: string, checkpointId: string): Promise<true | null> {
  const rows = await selectCaptured(checkpointId);
  if (rows.some(({ resourceId, state }) => resourceId === id && state === "captured")) return true;
  if (!(await dropImageTraces(await cloudOf(run), run.tag(`image:${id}`)))) return null;
  for (const { remoteId } of await closeUnfinished(checkpointId, id, new Date()))
    await run.removed({ siteId: run.row.siteId, kind: "OS::Glance::Image", resourceId: remoteId });
  await run.forget(["image", "image-ready", "kept"].map((step) => `${step}:${id}`));
  return true;
}

function cloudOf(run: FlowRun) {
  return planCloud({ planId: run.row.planId ?? "", siteId: run.row.siteId, requestId: run.id });
}
