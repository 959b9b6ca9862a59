import { markCheckpointRunning } from "@/lib/db/checkpoints";
import type { PlannedStep } from "@/lib/domain/run";
import { checkQuota } from "@/lib/protection/providers/native/quota";
import { planCloud } from "../cloud";
import { checkCredential } from "../credential-check";
import { StepFailed, type StepFailure } from "../failure";
import type { Flow, FlowEnd, FlowRun } from "../flow";
import { keepInBank } from "./protect-bank";
import { capture, releaseTogether } from "./protect-capture";
import { concludeCheckpoint, failCheckpoint } from "./protect-conclude";
import { captureImage, tidyImage } from "./protect-image";
import { bringOffsite } from "./protect-offsite";
import { sendImage } from "./protect-offsite-image";
import { sendVolume } from "./protect-offsite-volume";
import { planOf, resolve, writeDescription } from "./protect-resolve";
import { startRetention } from "./protect-retention";
import { POSITION } from "./protect-steps";
import { copyVolume, planTidying, tidyVolume } from "./protect-volume";
import { protectInput, protectWork } from "./protect-work";

/** One checkpoint of a plan: find, capture within seconds, copy while everything works on, let the snapshots go. */
export const protect: Flow = {
  run: protectPlan,
  parts: { volume: copyVolume, image: captureImage, "offsite-image": sendImage, "offsite-volume": sendVolume },
  fail: afterFailure,
};

async function protectPlan(run: FlowRun): Promise<FlowEnd> {
  const { checkpointId } = protectInput.parse(run.row.input);
  await run.step("sign-in", async () => {
    await markCheckpointRunning(checkpointId);
    await checkCredential(await planOf(run));
  });
  const work = protectWork.parse(await run.step("resolve", () => resolve(run, checkpointId)));
  const { recoverySiteId } = work;
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
  await releaseTogether(run.tidy, work, failed.length > 0);
  const end = await run.step("conclude", () => concludeCheckpoint(run, checkpointId, failed));
  if (end.state === "failed") return end;
  const brought = recoverySiteId === null ? end : await bringOffsite(run, { checkpointId, recoverySiteId }, end);
  if (recoverySiteId !== null) await keepInBank(run);
  await run.tidy.step("retention", () => startRetention(run));
  return brought;
}

const TIDYING: PlannedStep[] = [
  { key: "undo:begin", title: "Look for what was begun" },
  { key: "undo:end", title: "Conclude the checkpoint with what is whole" },
];

/** The whole run failed or was cancelled: nothing that was only made for the copying stays. */
async function afterFailure(run: FlowRun, failure: StepFailure): Promise<FlowEnd> {
  const { checkpointId } = protectInput.parse(run.row.input);
  await run.plan(TIDYING, POSITION.end + 10);
  const begun = await run.step("undo:begin", async () => ({
    volumes: await begunIds(run, ["snapshot:", "snapshot-ready:", "backup:"]),
    images: await begunIds(run, ["image:"]),
    groups: await begunIds(run, ["group:"]),
    frozen: await begunIds(run, ["freeze:"]),
  }));
  const things = (ids: string[]) => ids.map((id) => ({ id, name: id, volumeIds: [], requireQuiesce: false }));
  await planTidying(run, things([...begun.volumes, ...begun.images]));
  await Promise.all([
    ...things(begun.volumes).map((volume) => tidyVolume(run, volume, { checkpointId, snapshotId: null })),
    ...things(begun.images).map((image) => tidyImage(run, image, checkpointId)),
  ]);
  await releaseTogether(run, { groups: things(begun.groups), frozen: things(begun.frozen) }, true);
  return run.step("undo:end", () => failCheckpoint(run, checkpointId, failure));
}

async function begunIds(run: FlowRun, prefixes: string[]): Promise<string[]> {
  const keys = await Promise.all(prefixes.map((prefix) => run.begun(prefix)));
  return [...new Set(keys.flat().map((key) => key.slice(key.indexOf(":") + 1)))];
}

function cloudOf(run: FlowRun) {
  return planCloud({ planId: run.row.planId ?? "", siteId: run.row.siteId, requestId: run.id });
}
