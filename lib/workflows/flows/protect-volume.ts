import { endCaptured, selectCaptured } from "@/lib/db/checkpoints";
import { db, inTransaction } from "@/lib/db/client";
import { markCopyAvailable, markCopyGone, saveRecord, selectChainEnd, upsertCopy } from "@/lib/db/copies";
import { selectWorkPlan } from "@/lib/db/plan-work";
import type { Json } from "@/lib/domain/json";
import { volumeConsistency } from "@/lib/domain/consistency";
import { backupReady, backupTimeoutSeconds, dropSnapshot, dropTraces, snapshotReady, startBackup, type StartedBackup } from "@/lib/protection/providers/native/volume";
import { log } from "@/lib/log";
import { planCloud, serviceCloud } from "../cloud";
import type { FlowRun } from "../flow";
import { POSITION } from "./protect-steps";
import { volumePart, type VolumePart, type WorkVolume } from "./protect-work";

const MEDIUM = "backup";
const SNAPSHOT_SECONDS = 15 * 60;
const REMOVAL_SECONDS = 15 * 60;

/** From a snapshot to a backup of its own, while the volume works on; the snapshot goes in the end. */
export async function copyVolume(run: FlowRun, input: Json): Promise<Json> {
  const part = volumePart.parse(input);
  try {
    return await copy(run, part);
  } catch (error) {
    await tidyVolume(run.tidy, part.volume, part.checkpointId);
    throw error;
  }
}

async function copy(run: FlowRun, { checkpointId, volume, snapshot, keepRecord }: VolumePart): Promise<Json> {
  const { id } = volume;
  const ready = await run.waitFor(`snapshot-ready:${id}`, async () => snapshotReady(await cloudOf(run), snapshot.id, volume), { everySeconds: 2, timeoutSeconds: SNAPSHOT_SECONDS });
  const started = await run.step(`backup:${id}`, () => begin(run, { checkpointId, volume, snapshot: { id: snapshot.id, createdAt: ready.createdAt } }));
  const done = await run.waitFor(`backup-ready:${id}`, async () => backupReady(await cloudOf(run), started.id, volume), {
    everySeconds: 5,
    timeoutSeconds: backupTimeoutSeconds(volume.sizeGiB),
  });
  if (keepRecord) await run.step(`record:${id}`, () => keep(run, started.id));
  await run.step(`kept:${id}`, () => note(run, { checkpointId, volume, backupId: started.id, capturedAt: ready.createdAt, sizeGiB: done.sizeGiB }));
  await run.tidy.waitFor(`unsnapshot:${id}`, async () => forgetSnapshot(run, snapshot.id), { everySeconds: 2, timeoutSeconds: REMOVAL_SECONDS });
  return null;
}

/** Every n-th is a full one; the parent of an increment is the end of this plan's own chain, or there is none. */
async function begin(run: FlowRun, { checkpointId, volume, snapshot }: Omit<VolumePart, "keepRecord">): Promise<StartedBackup> {
  const { siteId, cloudId, projectId } = run.row;
  const planId = run.row.planId ?? "";
  const [plan, chain] = await Promise.all([selectWorkPlan(planId), selectChainEnd({ planId, siteId, volumeId: volume.id })]);
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
  await upsertCopy(db(), { checkpointId, capturedId: captured, cloudId, projectId, siteId, medium: MEDIUM, remoteId: started.id, parentId, incremental: started.parentRemoteId !== null, sizeGiB: null });
  await run.note({ siteId, kind: "OS::Cinder::Backup", resourceId: started.id, name: `Backup of ${volume.name}`, tag: run.tag(key) });
  return started;
}

/** For another site: without the record its Cinder knows nothing of the bytes. The copy here is good without it. */
async function keep(run: FlowRun, backupId: string): Promise<string> {
  const service = await serviceCloud({ siteId: run.row.siteId, requestId: run.id });
  if (!service) return "The site has no service account: the record was not exported.";
  try {
    const { backup_service, backup_url } = await service.cinder.backups.exportRecord(backupId);
    await saveRecord(db(), { siteId: run.row.siteId, medium: MEDIUM, remoteId: backupId }, { backup_service, backup_url });
    return "kept";
  } catch (error) {
    log.warn({ runId: run.id, backupId, err: error }, "a backup's record could not be exported");
    return "The record could not be exported.";
  }
}

type Kept = { checkpointId: string; volume: WorkVolume; backupId: string; capturedAt: string; sizeGiB: number };
async function note(run: FlowRun, { checkpointId, volume, backupId, capturedAt, sizeGiB }: Kept): Promise<void> {
  const at = new Date();
  await inTransaction(async (tx) => {
    await markCopyAvailable(tx, { siteId: run.row.siteId, medium: MEDIUM, remoteId: backupId }, { sizeGiB, at });
    const { level } = volumeConsistency(volume.attached ? "in-use" : "available");
    await endCaptured(tx, { checkpointId, kind: "OS::Cinder::Volume", resourceId: volume.id }, { state: "captured", capturedAt: new Date(capturedAt), consistency: level });
  });
}

async function forgetSnapshot(run: FlowRun, snapshotId: string): Promise<true | null> {
  const gone = await dropSnapshot(await cloudOf(run), snapshotId);
  if (gone) await run.removed({ siteId: run.row.siteId, kind: "OS::Cinder::Snapshot", resourceId: snapshotId });
  return gone;
}

/** After a failure: what was made for this volume goes, unless its copy is whole, which then stays. */
export async function tidyVolume(run: FlowRun, volume: { id: string; name: string }, checkpointId: string): Promise<void> {
  const { id } = volume;
  const key = `undo:${id}`;
  await run.plan([{ key, title: `Tidy up after ${volume.name}` }], POSITION.end + 100);
  try {
    await run.waitFor(key, () => undo(run, id, checkpointId), { everySeconds: 3, timeoutSeconds: REMOVAL_SECONDS });
  } catch (error) {
    log.warn({ runId: run.id, volumeId: id, err: error }, "something of a failed copy stays at the site");
  }
}

async function undo(run: FlowRun, id: string, checkpointId: string): Promise<true | null> {
  const cloud = await cloudOf(run);
  const { siteId } = run.row;
  const tags = { snapshot: run.tag(`snapshot:${id}`), backup: run.tag(`backup:${id}`) };
  const rows = await selectCaptured(checkpointId);
  const snapshot = await cloud.cinder.snapshots.findByTag(tags.snapshot);
  if (rows.some(({ resourceId, state }) => resourceId === id && state === "captured")) return snapshot ? forgetSnapshot(run, snapshot.id) : true;
  const backup = await cloud.cinder.backups.findByTag(tags.backup, { volume_id: id });
  if (await dropTraces(cloud, { id }, tags)) {
    await run.forget(["snapshot", "snapshot-ready", "backup", "backup-ready", "record", "kept", "unsnapshot"].map((step) => `${step}:${id}`));
    return true;
  }
  const at = new Date();
  if (backup) {
    await markCopyGone(db(), { siteId, medium: MEDIUM, remoteId: backup.id }, at);
    await run.removed({ siteId, kind: "OS::Cinder::Backup", resourceId: backup.id });
  }
  if (snapshot) await run.removed({ siteId, kind: "OS::Cinder::Snapshot", resourceId: snapshot.id });
  return null;
}

async function capturedId(checkpointId: string, resourceId: string): Promise<string> {
  const row = (await selectCaptured(checkpointId)).find((each) => each.kind === "OS::Cinder::Volume" && each.resourceId === resourceId);
  if (!row) throw new Error(`Checkpoint ${checkpointId} does not hold volume ${resourceId}`);
  return row.id;
}

function cloudOf(run: FlowRun) {
  return planCloud({ planId: run.row.planId ?? "", siteId: run.row.siteId, requestId: run.id });
}
