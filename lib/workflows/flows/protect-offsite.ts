import { z } from "zod";
import { selectOffsiteMembers } from "@/lib/db/offsite";
import type { SiteRecord } from "@/lib/db/sites";
import { selectStepMedians } from "@/lib/db/step-durations";
import { AppError } from "@/lib/domain/errors";
import { json, type Json } from "@/lib/domain/json";
import type { OffsiteWay } from "@/lib/domain/plan";
import { isThere, type OffsiteMember } from "@/lib/domain/offsite";
import type { PlannedStep } from "@/lib/domain/run";
import { StepFailed } from "../failure";
import type { FlowEnd, FlowRun, PartCall } from "../flow";
import { bearing } from "./bearing";
import { makeChainKnown } from "./known-chain";
import type { Failed } from "./protect-conclude";
import { concludeOffsite, siteOf, type Where } from "./protect-offsite-done";
import { planOf } from "./protect-resolve";
import { expecting, POSITION } from "./protect-steps";
import { offsiteImage, offsiteVolume } from "./protect-work";
import { contextOf } from "./restore-context";
import { whole } from "./settled";

const thing = z.object({ capturedId: z.string(), id: z.string(), name: z.string() });
const offsiteWork = z.object({
  chains: z.array(thing.extend({ backupIds: z.array(z.string()) })),
  images: z.array(offsiteImage),
  volumes: z.array(offsiteVolume),
});
type OffsiteWork = z.infer<typeof offsiteWork>;
type Chain = OffsiteWork["chains"][number];

const IMPORT_SECONDS = 15 * 60;

/**
 * Brings a checkpoint that is whole here to the recovery site, until that one needs nothing of this. A failure leaves
 * the checkpoint as it is, usable here; the next one, or another try, brings what is missing.
 */
export async function bringOffsite(run: FlowRun, where: Where, end: FlowEnd): Promise<FlowEnd> {
  const failed: Failed[] = [];
  try {
    const work = offsiteWork.parse(await run.step("offsite-plan", () => planOffsite(run, where)));
    await carryOut(run, { where, work, failed });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    failed.push({ key: "offsite-plan", failure: error.failure });
    if (error.failure.kind === "cancelled") {
      await run.tidy.step("offsite-done", () => concludeOffsite(run, where, failed));
      throw error;
    }
  }
  const cause = await run.step("offsite-done", () => concludeOffsite(run, where, failed));
  if (cause === null || end.state !== "succeeded") return end;
  return { ...end, state: "partial", cause };
}

async function carryOut(
  run: FlowRun,
  { where, work, failed }: { where: Where; work: OffsiteWork; failed: Failed[] },
): Promise<void> {
  const { chains, images, volumes } = work;
  const { recoverySiteId: siteId } = where;
  const imported = await Promise.allSettled(chains.map((chain) => importOne(run, chain, siteId)));
  whole(chains, imported, ({ id }) => [`offsite:${id}`], failed);
  const call = (part: string, id: string, input: object): PartCall => ({
    part,
    key: `${part}:${id}`,
    siteId,
    input: json.parse({ ...where, ...input }),
  });
  const calls = [
    ...images.map((image) => call("offsite-image", image.id, { image })),
    ...volumes.map((volume) => call("offsite-volume", volume.id, { volume })),
  ];
  for (const [index, outcome] of (await run.parts(calls)).entries()) {
    const call = calls[index];
    if (!call || outcome.ok) continue;
    if (outcome.failure.kind === "cancelled") throw new StepFailed(outcome.failure);
    failed.push({ key: call.key, failure: outcome.failure });
  }
}

/** What is not yet there. */
async function planOffsite(run: FlowRun, { checkpointId, recoverySiteId }: Where): Promise<Json> {
  const { siteId } = run.row;
  const members = await selectOffsiteMembers(checkpointId, { siteId, recoverySiteId });
  const lacking = members.filter((member) => !isThere(member));
  const { offsiteWay } = await planOf(run);
  const work = workOf(lacking, offsiteWay);
  if (work.chains.length > 0) sameStore(await siteOf(siteId), await siteOf(recoverySiteId));
  await planSteps(run, work, recoverySiteId);
  return json.parse(work);
}

function workOf(lacking: OffsiteMember[], way: OffsiteWay): OffsiteWork {
  const copied = lacking.flatMap(({ capturedId, resourceId: id, name, sizeGiB, chain }) => {
    const backupIds = chain.map(({ backupId }) => backupId);
    const backupId = backupIds.at(-1);
    return backupId === undefined ? [] : [{ capturedId, id, name, sizeGiB: sizeGiB ?? 0, backupIds, backupId }];
  });
  return {
    chains: way === "shared-store" ? copied : [],
    volumes: way === "image-transfer" ? copied : [],
    images: lacking.flatMap(({ capturedId, resourceId: id, name, ownImageId, sizeGiB }) =>
      ownImageId === null ? [] : [{ capturedId, id, name, imageId: ownImageId, sizeGiB }],
    ),
  };
}

/** An import would seem to succeed, and lead nowhere. */
function sameStore(from: SiteRecord, to: SiteRecord): void {
  if (from.backupStore !== null && from.backupStore === to.backupStore) return;
  throw new AppError("conflict", `${to.name} is not known to read the backups of ${from.name}.`, {
    remedy: "Ask an administrator to enter the backup store on the sites' pages, or have the plan send images.",
  });
}

async function planSteps(
  run: FlowRun,
  { chains, images, volumes }: OffsiteWork,
  recoverySiteId: string,
): Promise<void> {
  const { name } = await siteOf(recoverySiteId);
  const steps: PlannedStep[] = [
    ...chains.map((one) => ({ key: `offsite:${one.id}`, title: `Make the backup of ${one.name} known at ${name}` })),
    ...images.map((one) => ({ key: `offsite-image:${one.id}`, title: `Send the image of ${one.name} to ${name}` })),
    ...volumes.flatMap((one) => [
      { key: `offsite-fill:${one.id}`, title: `Fill a volume from the backup of ${one.name}` },
      { key: `offsite-upload:${one.id}`, title: `Make an image of it for ${one.name}` },
      { key: `offsite-send:${one.id}`, title: `Send the image of ${one.name} to ${name}` },
      { key: `offsite-clear:${one.id}`, title: `Remove what was only made for sending ${one.name}` },
    ]),
  ];
  const medians = await selectStepMedians(run.row.planId ?? "", "checkpoint");
  await run.plan(expecting(steps, medians), POSITION.offsite + 1);
}

function importOne(run: FlowRun, { id, backupIds }: Chain, recoverySiteId: string): Promise<Json> {
  const places = { sourceSiteId: run.row.siteId, targetSiteId: recoverySiteId };
  const context = contextOf(run, { ...places, planId: run.row.planId ?? "" });
  return run.waitFor(
    `offsite:${id}`,
    bearing(() => makeChainKnown(run, context, { ...places, backupIds })),
    {
      everySeconds: 3,
      timeoutSeconds: IMPORT_SECONDS,
    },
  );
}
