import { endCaptured, selectCaptured } from "@/lib/db/checkpoints";
import { db, inTransaction } from "@/lib/db/client";
import { closeUnfinished, markCopyAvailable, saveRecord, selectChainEnd, upsertCopy } from "@/lib/db/copies";
import { selectWorkPlan } from "@/lib/db/plan-work";
import type { Json } from "@/lib/domain/json";
import {
  backupReady,
  backupTimeoutSeconds,
  dropBackup,
  dropSnapshot,
  snapshotReady,
  startBackup,
  type StartedBackup,
} from "@/lib/protection/providers/native/volume";
import { log } from "@/lib/log";
import { planCloud, serviceCloud } from "../cloud";
import { StepFailed } from "../failure";
import type { FlowRun } from "../flow";
import { POSITION } from "./protect-steps";
import { volumePart, type VolumePart } from "./protect-work";

const MEDIUM = "backup";
const SNAPSHOT_SECONDS = 15 * 60;
const REMOVAL_SECONDS = 15 * 60;
/** Nobody can stop a backup that Cinder is making: what it still holds then is left to the workers' sweep. */
const UNDO_SECONDS = 60;

/** From a snapshot to a backup of its own, while the volume works on; the snapshot goes in the end. */
export async function copyVolume(run: FlowRun, input: Json): Promise<Json> {
  const part = volumePart.parse(input);
  try {
    return await copy(run, part);
  } catch (error) {
    await planTidying(run, [part.volume]);
    await tidyVolume(run.tidy, part.volume, {
      checkpointId: part.checkpointId,
      snapshotId: part.taken === "alone" ? part.snapshot.id : null,
    });
    throw error;
  }
}

async function copy(
  run: FlowRun,
  { checkpointId, volume, snapshot, taken, consistency, keepRecord }: VolumePart,
): Promise<Json> {
  const { id } = volume;
  const ready = await run.waitFor(
    `snapshot-ready:${id}`,
    async () => snapshotReady(await cloudOf(run), snapshot.id, volume),
    { everySeconds: 2, timeoutSeconds: SNAPSHOT_SECONDS },
  );
  const started = await run.step(`backup:${id}`, () =>
    begin(run, { checkpointId, volume, snapshot: { id: snapshot.id, createdAt: ready.createdAt } }),
  );
  const done = await run.waitFor(
    `backup-ready:${id}`,
    async () => backupReady(await cloudOf(run), started.id, volume),
    {
      everySeconds: 5,
      timeoutSeconds: backupTimeoutSeconds(volume.sizeGiB),
    },
  );
  if (keepRecord) await run.step(`record:${id}`, () => keep(run, started.id));
  await run.step(`kept:${id}`, () =>
    note(run, {
      checkpointId,
      volume,
      backupId: started.id,
      capturedAt: ready.createdAt,
      consistency,
      sizeGiB: done.sizeGiB,
    }),
  );
  if (taken === "alone")
    await run.tidy.waitFor(`unsnapshot:${id}`, async () => forgetSnapshot(run, snapshot.id), {
      everySeconds: 2,
      timeoutSeconds: REMOVAL_SECONDS,
    });
  return null;
}

/** Every n-th is a full one; the parent of an increment is the end of this plan's own chain, or there is none. */
async function begin(
  run: FlowRun,
  { checkpointId, volume, snapshot }: Pick<VolumePart, "checkpointId" | "volume" | "snapshot">,
): Promise<StartedBackup> {
  const { siteId, cloudId, projectId } = run.row;
  const planId = run.row.planId ?? "";
  const [plan, chain] = await Promise.all([
    selectWorkPlan(planId),
    selectChainEnd({ planId, siteId, volumeId: volume.id }),
  ]);
  const continued = chain && chain.depth + 1 < (plan?.fullEvery ?? 1) ? chain : null;
  const key = `backup:${volume.id}`;
  const started = await startBackup(await cloudOf(run), {
    volume,
    snapshotId: snapshot.id,
    snapshotAt: snapshot.createdAt,
    parent: continued,
    labels: { tag: run.tag(key), runId: run.id, planId },
  });
  const captured = await capturedId(checkpointId, volume.id);
  const parentId = chain && started.parentRemoteId === chain.remoteId ? chain.copyId : null;
  await upsertCopy(db(), {
    checkpointId,
    capturedId: captured,
    cloudId,
    projectId,
    siteId,
    medium: MEDIUM,
    remoteId: started.id,
    parentId,
    incremental: started.parentRemoteId !== null,
    sizeGiB: null,
  });
  await run.note({
    siteId,
    kind: "OS::Cinder::Backup",
    resourceId: started.id,
    name: `Backup of ${volume.name}`,
    tag: run.tag(key),
  });
  return started;
}

/** For another site: without the record its Cinder knows nothing of the bytes. The copy here is good without it. */
async function keep(run: FlowRun, backupId: string): Promise<string> {
  const service = await serviceCloud({ siteId: run.row.siteId, requestId: run.id });
  if (!service) return "The site has no service account: the record was not exported.";
  try {
    const { backup_service, backup_url } = await service.cinder.backups.exportRecord(backupId);
    await saveRecord(
      db(),
      { siteId: run.row.siteId, medium: MEDIUM, remoteId: backupId },
      { backup_service, backup_url },
    );
    return "kept";
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    log.warn({ runId: run.id, backupId, err: error }, "a backup's record could not be exported");
    return "The record could not be exported.";
  }
}

type Kept = Pick<VolumePart, "checkpointId" | "volume" | "consistency"> & {
  backupId: string;
  capturedAt: string;
  sizeGiB: number;
};
async function note(
  run: FlowRun,
  { checkpointId, volume, consistency, backupId, capturedAt, sizeGiB }: Kept,
): Promise<void> {
  const at = new Date();
  await inTransaction(async (tx) => {
    await markCopyAvailable(tx, { siteId: run.row.siteId, medium: MEDIUM, remoteId: backupId }, { sizeGiB, at });
    await endCaptured(
      tx,
      { checkpointId, kind: "OS::Cinder::Volume", resourceId: volume.id },
      { state: "captured", capturedAt: new Date(capturedAt), consistency },
    );
  });
}

async function forgetSnapshot(run: FlowRun, snapshotId: string): Promise<true | null> {
  const gone = await dropSnapshot(await cloudOf(run), snapshotId);
  if (gone) await run.removed({ siteId: run.row.siteId, kind: "OS::Cinder::Snapshot", resourceId: snapshotId });
  return gone;
}

/** Before the first of them: the journal demands that what runs side by side begins in a fixed order. */
export function planTidying(run: FlowRun, things: { id: string; name: string }[]): Promise<void> {
  return run.plan(
    things.map(({ id, name }) => ({ key: `undo:${id}`, title: `Tidy up after ${name}` })),
    POSITION.end + 100,
  );
}

/** `snapshotId`: one that has no tag of ours, because Nova made it. */
type Traces = { checkpointId: string; snapshotId: string | null };

/** After a failure: what was made for this volume goes, unless its copy is whole, which then stays. */
export async function tidyVolume(run: FlowRun, volume: { id: string; name: string }, of: Traces): Promise<void> {
  const { id } = volume;
  const key = `undo:${id}`;
  try {
    await run.waitFor<"gone" | "left">(key, () => undo(run, id, of), {
      everySeconds: 3,
      timeoutSeconds: UNDO_SECONDS,
      what: `Cinder to let go of what was made of ${volume.name}`,
      late: async () => {
        await forget(run, id);
        return "left";
      },
    });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    log.warn({ runId: run.id, volumeId: id, err: error }, "something of a failed copy stays at the site");
  }
}

async function undo(run: FlowRun, id: string, { checkpointId, snapshotId }: Traces): Promise<"gone" | null> {
  const cloud = await cloudOf(run);
  const backupTag = run.tag(`backup:${id}`);
  const rows = await selectCaptured(checkpointId);
  const whole = rows.some(
    ({ kind, resourceId, state }) => kind === "OS::Cinder::Volume" && resourceId === id && state === "captured",
  );
  const backup = whole ? null : await cloud.cinder.backups.findByTag(backupTag, { volume_id: id });
  // The backup first: a snapshot that is being copied cannot be deleted.
  if (backup) {
    await dropBackup(cloud, backup.id);
    return null;
  }
  const snapshot = (await cloud.cinder.snapshots.findByTag(run.tag(`snapshot:${id}`)))?.id ?? snapshotId;
  if (snapshot && !(await forgetSnapshot(run, snapshot))) return null;
  if (!whole) await close(run, id, checkpointId);
  return "gone";
}

async function close(run: FlowRun, id: string, checkpointId: string): Promise<void> {
  for (const { remoteId } of await closeUnfinished(checkpointId, id, new Date()))
    await run.removed({ siteId: run.row.siteId, kind: "OS::Cinder::Backup", resourceId: remoteId });
  await forget(run, id);
}

/** A retry takes it anew; what is still there it finds by its tags. */
function forget(run: FlowRun, id: string): Promise<void> {
  return run.forget(
    ["snapshot", "snapshot-ready", "backup", "backup-ready", "record", "kept", "unsnapshot"].map(
      (step) => `${step}:${id}`,
    ),
  );
}

async function capturedId(checkpointId: string, resourceId: string): Promise<string> {
  const row = (await selectCaptured(checkpointId)).find(
    (each) => each.kind === "OS::Cinder::Volume" && each.resourceId === resourceId,
  );
  if (!row) throw new Error(`Checkpoint ${checkpointId} does not hold volume ${resourceId}`);
  return row.id;
}

function cloudOf(run: FlowRun) {
  return planCloud({ planId: run.row.planId ?? "", siteId: run.row.siteId, requestId: run.id });
}
