import { z } from "zod";
import { inTransaction } from "@/lib/db/client";
import { saveOffsite, selectOffsiteMembers } from "@/lib/db/offsite";
import { selectSite, type SiteRecord } from "@/lib/db/sites";
import { selectStepMedians } from "@/lib/db/step-durations";
import { AppError } from "@/lib/domain/errors";
import { json, type Json } from "@/lib/domain/json";
import { isThere, missingOffsite, type OffsiteMember } from "@/lib/domain/offsite";
import type { Cause, PlannedStep } from "@/lib/domain/run";
import { StepFailed } from "../failure";
import type { FlowEnd, FlowRun, PartCall } from "../flow";
import { makeChainKnown } from "./known-chain";
import type { Failed } from "./protect-conclude";
import { resealCheckpoint } from "./protect-seal";
import { expecting, POSITION } from "./protect-steps";
import { offsiteImage } from "./protect-work";
import { contextOf } from "./restore-context";
import { whole } from "./settled";

const thing = z.object({ capturedId: z.string(), id: z.string(), name: z.string() });
const offsiteWork = z.object({
  chains: z.array(thing.extend({ backupIds: z.array(z.string()) })),
  images: z.array(offsiteImage),
});
type OffsiteWork = z.infer<typeof offsiteWork>;
type Chain = OffsiteWork["chains"][number];

type Where = { checkpointId: string; recoverySiteId: string };

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
    if (!(error instanceof StepFailed) || error.failure.kind === "cancelled") throw error;
    failed.push({ key: "offsite-plan", failure: error.failure });
  }
  const cause = await run.step("offsite-done", () => concludeOffsite(run, where, failed));
  if (cause === null || end.state !== "succeeded") return end;
  return { ...end, state: "partial", cause };
}

async function carryOut(
  run: FlowRun,
  { where, work, failed }: { where: Where; work: OffsiteWork; failed: Failed[] },
): Promise<void> {
  const { chains, images } = work;
  const { recoverySiteId: siteId } = where;
  const imported = await Promise.allSettled(chains.map((chain) => importOne(run, chain, siteId)));
  whole(chains, imported, ({ id }) => [`offsite:${id}`], failed);
  const calls = images.map((image): PartCall => ({
    part: "offsite-image",
    key: `offsite-image:${image.id}`,
    siteId,
    input: json.parse({ ...where, image }),
  }));
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
  const work = workOf(lacking);
  if (work.chains.length > 0) sameStore(await siteOf(siteId), await siteOf(recoverySiteId));
  await planSteps(run, work, recoverySiteId);
  return json.parse(work);
}

function workOf(lacking: OffsiteMember[]): OffsiteWork {
  return {
    chains: lacking
      .filter(({ chain }) => chain.length > 0)
      .map(({ capturedId, resourceId: id, name, chain }) => ({
        capturedId,
        id,
        name,
        backupIds: chain.map(({ backupId }) => backupId),
      })),
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

async function planSteps(run: FlowRun, { chains, images }: OffsiteWork, recoverySiteId: string): Promise<void> {
  const { name } = await siteOf(recoverySiteId);
  const steps: PlannedStep[] = [
    ...chains.map((one) => ({ key: `offsite:${one.id}`, title: `Make the backup of ${one.name} known at ${name}` })),
    ...images.map((one) => ({ key: `offsite-image:${one.id}`, title: `Send the image of ${one.name} to ${name}` })),
  ];
  const medians = await selectStepMedians(run.row.planId ?? "", "checkpoint");
  await run.plan(expecting(steps, medians), POSITION.offsite + 1);
}

function importOne(run: FlowRun, { id, backupIds }: Chain, recoverySiteId: string): Promise<Json> {
  const places = { sourceSiteId: run.row.siteId, targetSiteId: recoverySiteId };
  const context = contextOf(run, { ...places, planId: run.row.planId ?? "" });
  return run.waitFor(`offsite:${id}`, () => makeChainKnown(run, context, { ...places, backupIds }), {
    everySeconds: 3,
    timeoutSeconds: IMPORT_SECONDS,
  });
}

/** Offsite is what is proven there, whatever the steps said. Answers why it is not. */
async function concludeOffsite(
  run: FlowRun,
  { checkpointId, recoverySiteId }: Where,
  failed: Failed[],
): Promise<Cause | null> {
  const members = await selectOffsiteMembers(checkpointId, { siteId: run.row.siteId, recoverySiteId });
  const missing = missingOffsite(members);
  const cause =
    missing.length > 0 || failed.length > 0 ? await causeOf(run, { recoverySiteId, missing, failed }) : null;
  await inTransaction(async (tx) => {
    await saveOffsite(tx, checkpointId, cause ? { cause: cause.message } : { at: new Date() });
    await resealCheckpoint(tx, checkpointId);
  });
  return cause;
}

async function causeOf(
  run: FlowRun,
  { recoverySiteId, missing, failed }: { recoverySiteId: string; missing: string[]; failed: Failed[] },
): Promise<Cause> {
  const [here, there] = [await siteOf(run.row.siteId), await siteOf(recoverySiteId)];
  const [first] = failed;
  const why = first?.failure.cause;
  const more = missing.length > 1 ? ` and ${missing.length - 1} more` : "";
  const what = missing.length > 0 ? `${missing[0]}${more} did not get there` : "it could not be brought there";
  return {
    service: null,
    status: null,
    requestId: null,
    ...why,
    message: `Not restorable at ${there.name}: ${what}${why ? `. ${why.message}` : "."}`,
    safe: `The checkpoint is whole and can be restored at ${here.name}.`,
    remedy: why?.remedy ?? "Try the run again; the next checkpoint brings what is missing too.",
  };
}

async function siteOf(id: string): Promise<SiteRecord> {
  const site = await selectSite(id);
  if (!site) throw new AppError("not-found", "The plan's recovery site is not known any more.");
  return site;
}
