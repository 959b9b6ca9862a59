import { insertCaptured, markCheckpointRunning, saveManifest } from "@/lib/db/checkpoints";
import { inTransaction } from "@/lib/db/client";
import { recordMembers } from "@/lib/db/members";
import { readUserData } from "@/lib/db/plan-writes";
import { selectWorkPlan, type WorkPlan } from "@/lib/db/plan-work";
import { selectSites } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import { json } from "@/lib/domain/json";
import type { PlannedStep } from "@/lib/domain/run";
import { describe } from "@/lib/protection/describe";
import { dependencyGraph, type Node } from "@/lib/protection/graph";
import { imageServer } from "@/lib/protection/providers/native/image";
import { checkQuota } from "@/lib/protection/providers/native/quota";
import { snapshotVolume } from "@/lib/protection/providers/native/volume";
import { resolveSelection } from "@/lib/protection/selection";
import { readSurroundings } from "@/lib/protection/surroundings";
import { planCloud } from "../cloud";
import { checkCredential } from "../credential-check";
import { StepFailed, type StepFailure } from "../failure";
import type { Flow, FlowEnd, FlowRun, PartCall } from "../flow";
import { concludeCheckpoint, failCheckpoint, type Failed } from "./protect-conclude";
import { captureImage, tidyImage } from "./protect-image";
import { startRetention } from "./protect-retention";
import { POSITION } from "./protect-steps";
import { copyVolume, tidyVolume } from "./protect-volume";
import { protectInput, protectWork, type ProtectWork } from "./protect-work";

const TIDYING: PlannedStep[] = [
  { key: "undo:begin", title: "Look for what was begun" },
  { key: "undo:end", title: "Conclude the checkpoint with what is whole" },
];

/** One checkpoint of a plan: find, capture within seconds, copy while everything works on, let the snapshots go. */
export const protect: Flow = {
  run: protectPlan,
  parts: { volume: copyVolume, image: captureImage },
  fail: afterFailure,
};

async function protectPlan(run: FlowRun): Promise<FlowEnd> {
  const { checkpointId } = protectInput.parse(run.row.input);
  await run.step("sign-in", async () => {
    await markCheckpointRunning(checkpointId);
    await checkCredential(await planOf(run));
  });
  const work = protectWork.parse(await run.step("resolve", () => resolve(run, checkpointId)));
  await run.step("quota", async () => checkQuota(await cloudOf(run), work.volumes));
  await run.step("describe", () => writeDescription(run, checkpointId));
  const { calls, failed } = await capture(run, work, checkpointId);
  const outcomes = await run.parts(calls);
  for (const [index, outcome] of outcomes.entries()) {
    const call = calls[index];
    if (!call || outcome.ok) continue;
    if (outcome.failure.kind === "cancelled") throw new StepFailed(outcome.failure);
    failed.push({ key: call.key, failure: outcome.failure });
  }
  const end = await run.step("conclude", () => concludeCheckpoint(run, checkpointId, failed));
  if (end.state !== "failed") await run.tidy.step("retention", () => startRetention(run));
  return end;
}

/** Rules are evaluated anew each time; who joined and who left is written down. */
async function resolve(run: FlowRun, checkpointId: string): Promise<ProtectWork> {
  const plan = await planOf(run);
  const cloud = await cloudOf(run);
  const around = await readSurroundings(cloud);
  const { members, missing } = await resolveSelection(cloud, plan.selection, around);
  if (members.length === 0)
    throw new AppError("conflict", missing.length > 0 ? "Nothing that the plan names exists any more." : "The plan's rule finds nothing to protect.", {
      safe: "Earlier checkpoints are untouched.",
      remedy: "Edit the plan and choose what it protects.",
    });
  const nodes = dependencyGraph(members, around);
  await inTransaction((tx) => recordMembers(tx, plan.id, members, new Date()));
  await insertCaptured(checkpointId, [
    ...nodes.map(({ kind, id, name, sizeGiB, dependsOn }) => ({ kind, resourceId: id, name, sizeGiB, dependsOn })),
    ...missing.map(({ kind, id, name }) => ({ kind, resourceId: id, name, sizeGiB: null, dependsOn: [], cause: "It no longer exists at the site." })),
  ]);
  const attached = new Set(around.volumes.filter(({ attachments }) => attachments.length > 0).map(({ id }) => id));
  const booting = new Set(around.servers.filter(({ image }) => image !== null).map(({ id }) => id));
  const work: ProtectWork = {
    volumes: nodes.filter(({ kind }) => kind === "OS::Cinder::Volume").map(({ id, name, sizeGiB }) => ({ id, name, sizeGiB: sizeGiB ?? 0, attached: attached.has(id) })),
    keepRecords: await keepsRecords(plan),
    imageServers: nodes.filter(({ kind, id }) => kind === "OS::Nova::Server" && booting.has(id)).map(({ id, name }) => ({ id, name })),
    images: members.filter(({ kind }) => kind === "OS::Glance::Image").map(({ id, name }) => ({ id, name })),
  };
  await planSteps(run, work);
  return work;
}

async function planSteps(run: FlowRun, work: ProtectWork): Promise<void> {
  const snapshots: PlannedStep[] = [
    ...work.volumes.map(({ id, name }) => ({ key: `snapshot:${id}`, title: `Snapshot of ${name}` })),
    ...work.imageServers.map(({ id, name }) => ({ key: `image:${id}`, title: `Image of the disk of ${name}` })),
  ];
  const copies: PlannedStep[] = [
    ...work.volumes.flatMap(({ id, name }) => [
      { key: `snapshot-ready:${id}`, title: `Wait for the snapshot of ${name}` },
      { key: `backup:${id}`, title: `Begin the backup of ${name}` },
      { key: `backup-ready:${id}`, title: `Wait for the backup of ${name}` },
      ...(work.keepRecords ? [{ key: `record:${id}`, title: `Keep the record of ${name} for the other site` }] : []),
      { key: `kept:${id}`, title: `Note the copy of ${name}` },
      { key: `unsnapshot:${id}`, title: `Remove the snapshot of ${name}` },
    ]),
    ...work.images.map(({ id, name }) => ({ key: `image:${id}`, title: `Copy the image ${name}` })),
    ...[...work.imageServers, ...work.images].flatMap(({ id, name }) => [
      { key: `image-ready:${id}`, title: `Wait for the image of ${name}` },
      { key: `kept:${id}`, title: `Note the image of ${name}` },
    ]),
  ];
  await run.plan(snapshots, POSITION.snapshots);
  await run.plan(copies, POSITION.copies);
}

async function writeDescription(run: FlowRun, checkpointId: string): Promise<void> {
  const plan = await planOf(run);
  const cloud = await cloudOf(run);
  const around = await readSurroundings(cloud);
  const { members } = await resolveSelection(cloud, plan.selection, around);
  const nodes: Node[] = dependencyGraph(members, around);
  const description = await describe(cloud, { nodes, around, userData: readUserData(plan.userDataSealed) });
  await inTransaction((tx) => saveManifest(tx, checkpointId, json.parse(description), null));
}

/** All snapshots side by side: their spread is what a restore shows of different moments. */
async function capture(run: FlowRun, work: ProtectWork, checkpointId: string): Promise<{ calls: PartCall[]; failed: Failed[] }> {
  const { siteId } = run.row;
  const labels = (key: string) => ({ tag: run.tag(key), runId: run.id, planId: run.row.planId ?? "" });
  const volumes = work.volumes.map((volume) => {
    const key = `snapshot:${volume.id}`;
    return run.step(key, async () => {
      const snapshot = await snapshotVolume(await cloudOf(run), volume, labels(key));
      await run.note({ siteId, kind: "OS::Cinder::Snapshot", resourceId: snapshot.id, name: `Snapshot of ${volume.name}`, tag: run.tag(key) });
      return snapshot;
    });
  });
  const servers = work.imageServers.map((server) => {
    const key = `image:${server.id}`;
    return run.step(key, async () => {
      const image = await imageServer(await cloudOf(run), server, labels(key));
      await run.note({ siteId, kind: "OS::Glance::Image", resourceId: image.id, name: `Image of ${server.name}`, tag: run.tag(key) });
      return image;
    });
  });
  const [snapshots, images] = await Promise.all([Promise.allSettled(volumes), Promise.allSettled(servers)]);
  const failed: Failed[] = [];
  const call = (part: string, id: string, input: object): PartCall => ({ part, key: `${part}:${id}`, siteId, input: json.parse(input) });
  const calls = [
    ...taken(work.volumes, snapshots, "volume", failed).map(([volume, snapshot]) => call("volume", volume.id, { checkpointId, volume, snapshot, keepRecord: work.keepRecords })),
    ...taken(work.imageServers, images, "image", failed).map(([thing, image]) => call("image", thing.id, { checkpointId, kind: "OS::Nova::Server", thing, imageId: image.id, serverStatus: image.serverStatus })),
    ...work.images.map((thing) => call("image", thing.id, { checkpointId, kind: "OS::Glance::Image", thing, imageId: null, serverStatus: null })),
  ];
  return { calls, failed };
}

/** What was taken goes on; what failed leaves the others alone; a cancel or a bug ends all. */
function taken<T extends { id: string }, R>(things: T[], results: PromiseSettledResult<R>[], part: string, failed: Failed[]): [T, R][] {
  return things.flatMap((thing, index): [T, R][] => {
    const result = results[index];
    if (result?.status === "fulfilled") return [[thing, result.value]];
    const reason: unknown = result?.reason;
    if (!(reason instanceof StepFailed) || reason.failure.kind === "cancelled") throw reason;
    failed.push({ key: `${part}:${thing.id}`, failure: reason.failure });
    return [];
  });
}

/** The whole run failed or was cancelled: nothing that was only made for the copying stays. */
async function afterFailure(run: FlowRun, failure: StepFailure): Promise<FlowEnd> {
  const { checkpointId } = protectInput.parse(run.row.input);
  await run.plan(TIDYING, POSITION.end + 50);
  const work = await run.step("undo:begin", async () => ({ volumes: await begun(run, "snapshot:"), images: await begun(run, "image:") }));
  await Promise.all([...work.volumes.map((id) => tidyVolume(run, { id, name: id }, checkpointId)), ...work.images.map((id) => tidyImage(run, { id, name: id }, checkpointId))]);
  return run.step("undo:end", () => failCheckpoint(run, checkpointId, failure));
}

async function begun(run: FlowRun, prefix: string): Promise<string[]> {
  const keys = await run.begun(prefix);
  return keys.map((key) => key.slice(prefix.length));
}

/** A record is of use where another site reads the same store. */
async function keepsRecords(plan: WorkPlan): Promise<boolean> {
  const sites = await selectSites();
  const store = sites.find(({ id }) => id === plan.siteId)?.backupStore;
  return Boolean(store) && sites.some(({ id, backupStore }) => id !== plan.siteId && backupStore === store);
}

async function planOf(run: FlowRun): Promise<WorkPlan> {
  const plan = run.row.planId ? await selectWorkPlan(run.row.planId) : null;
  if (!plan || plan.deletedAt) throw new AppError("not-found", "The plan was deleted.", { safe: "Its checkpoints are removed by a run of their own, or kept, as was chosen." });
  return plan;
}

function cloudOf(run: FlowRun) {
  return planCloud({ planId: run.row.planId ?? "", siteId: run.row.siteId, requestId: run.id });
}
