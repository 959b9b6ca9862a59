import { markTagsRemoved } from "@/lib/db/ledger";
import type { Json } from "@/lib/domain/json";
import { fillTimeoutSeconds } from "@/lib/domain/restore-facts";
import { dropSendings, filledFromBackup, imageOfVolume } from "@/lib/protection/providers/native/volume-image";
import { planCloud } from "../cloud";
import type { FlowRun } from "../flow";
import { sendOne } from "./protect-offsite-image";
import { POSITION } from "./protect-steps";
import { offsiteVolumePart, type OffsiteVolumePart } from "./protect-work";

const REMOVAL_SECONDS = 15 * 60;
const fillKey = (id: string) => `offsite-fill:${id}`;
const uploadKey = (id: string) => `offsite-upload:${id}`;

/** A volume to a recovery site that cannot read its backups: backup, volume, image, and over. */
export async function sendVolume(run: FlowRun, input: Json): Promise<Json> {
  const part = offsiteVolumePart.parse(input);
  const { checkpointId, recoverySiteId, volume } = part;
  const { id, name } = volume;
  try {
    const imageId = await imageOf(run, part);
    await sendOne(run, { checkpointId, recoverySiteId, image: { ...volume, imageId } }, `offsite-send:${id}`);
  } catch (error) {
    const undo = `undo:offsite-volume:${id}`;
    await run.plan([{ key: undo, title: `Remove what was made for sending ${name}` }], POSITION.end + 100);
    await clear(run.tidy, { key: undo, id, again: true });
    throw error;
  }
  await clear(run.tidy, { key: `offsite-clear:${id}`, id, again: false });
  return null;
}

async function imageOf(run: FlowRun, { volume }: OffsiteVolumePart): Promise<string> {
  const { id, name, backupId, sizeGiB } = volume;
  const wait = { everySeconds: 5, timeoutSeconds: fillTimeoutSeconds(sizeGiB) };
  const [fill, upload] = [fillKey(id), uploadKey(id)];
  const labels = { tag: run.tag(fill), runId: run.id, planId: run.row.planId ?? "" };
  const noted = (key: string, kind: string) => (resourceId: string) =>
    run.note({ siteId: run.row.siteId, kind, resourceId, name: `For sending ${name}`, tag: run.tag(key) });
  const filled = await run.waitFor(
    fill,
    async () =>
      filledFromBackup(await cloudOf(run), { volume, backupId, labels, noted: noted(fill, "OS::Cinder::Volume") }),
    wait,
  );
  const asImage = { tag: run.tag(upload), of: name, noted: noted(upload, "OS::Glance::Image") };
  return run.waitFor(upload, async () => imageOfVolume(await cloudOf(run), filled, asImage), wait);
}

/** `again`: a later attempt makes them anew. What does not go in time goes with the leftovers. */
async function clear(run: FlowRun, { key, id, again }: { key: string; id: string; again: boolean }): Promise<void> {
  const [fillTag, imageTag] = [run.tag(fillKey(id)), run.tag(uploadKey(id))];
  await run.waitFor(
    key,
    async () => {
      if (!(await dropSendings(await cloudOf(run), { fillTag, imageTag }))) return null;
      await markTagsRemoved(run.id, [fillTag, imageTag], new Date());
      if (again) await run.forget([fillKey(id), uploadKey(id)]);
      return true;
    },
    { everySeconds: 3, timeoutSeconds: REMOVAL_SECONDS, late: async () => true },
  );
}

function cloudOf(run: FlowRun) {
  return planCloud({ planId: run.row.planId ?? "", siteId: run.row.siteId, requestId: run.id });
}
