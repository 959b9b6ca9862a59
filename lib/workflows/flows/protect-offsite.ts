import { z } from "zod";
import { selectWorkCheckpoint } from "@/lib/db/checkpoints";
import { inTransaction } from "@/lib/db/client";
import { saveOffsite, selectOffsiteMembers } from "@/lib/db/offsite";
import { selectSite, type SiteRecord } from "@/lib/db/sites";
import { selectStepMedians } from "@/lib/db/step-durations";
import { AppError } from "@/lib/domain/errors";
import { json, type Json } from "@/lib/domain/json";
import { isThere, missingOffsite, type OffsiteMember } from "@/lib/domain/offsite";
import type { Cause, PlannedStep } from "@/lib/domain/run";
import type { RestoreContext } from "@/lib/protection/restore/context";
import { planCloud, serviceCloud } from "../cloud";
import { StepFailed } from "../failure";
import type { FlowEnd, FlowRun, PartCall } from "../flow";
import { makeChainKnown } from "./known-chain";
import type { Failed } from "./protect-conclude";
import { planOf } from "./protect-resolve";
import { resealCheckpoint } from "./protect-seal";
import { expecting, POSITION } from "./protect-steps";
import { offsiteImage, type OffsiteImage } from "./protect-work";
import { whole } from "./settled";

const thing = z.object({ capturedId: z.string(), id: z.string(), name: z.string() });
const offsiteWork = z.object({
  recoverySiteId: z.string(),
  chains: z.array(thing.extend({ backupIds: z.array(z.string()) })),
  images: z.array(offsiteImage),
});
type OffsiteWork = z.infer<typeof offsiteWork>;
type Chain = OffsiteWork["chains"][number];

const IMPORT_SECONDS = 15 * 60;

/**
 * Brings a checkpoint that is whole here to the recovery site, until that one needs nothing of this. A failure leaves
 * the checkpoint as it is, usable here; the next one, or another try, brings what is missing.
 */
export async function bringOffsite(run: FlowRun, checkpointId: string, end: FlowEnd): Promise<FlowEnd> {
  const failed: Failed[] = [];
  try {
    const answer = await run.step("offsite-plan", () => planOffsite(run, checkpointId));
    if (answer === null) return end;
    await carryOut(run, { checkpointId, work: offsiteWork.parse(answer), failed });
  } catch (error) {
    if (!(error instanceof StepFailed) || error.failure.kind === "cancelled") throw error;
    failed.push({ key: "offsite-plan", failure: error.failure });
  }
  const cause = await run.step("offsite-done", () => concludeOffsite(run, checkpointId, failed));
  if (cause === null || end.state !== "succeeded") return end;
  return { ...end, state: "partial", cause };
}

async function carryOut(
  run: FlowRun,
  { checkpointId, work, failed }: { checkpointId: string; work: OffsiteWork; failed: Failed[] },
): Promise<void> {
  const { recoverySiteId: siteId, chains, images } = work;
  const imported = await Promise.allSettled(chains.map((chain) => importOne(run, chain, siteId)));
  whole(chains, imported, ({ id }) => [`offsite:${id}`], failed);
  const calls = images.map((image): PartCall => ({
    part: "offsite-image",
    key: `offsite-image:${image.id}`,
    siteId,
    input: json.parse({ checkpointId, recoverySiteId: siteId, image } satisfies Json | object),
  }));
  for (const [index, outcome] of (await run.parts(calls)).entries()) {
    const call = calls[index];
    if (!call || outcome.ok) continue;
    if (outcome.failure.kind === "cancelled") throw new StepFailed(outcome.failure);
    failed.push({ key: call.key, failure: outcome.failure });
  }
}

/** What is not yet there; null: the plan has no recovery site, or the checkpoint stands at it. */
async function planOffsite(run: FlowRun, checkpointId: string): Promise<Json> {
  const { recoverySiteId } = await planOf(run);
  const { siteId } = run.row;
  if (recoverySiteId === null || recoverySiteId === siteId) return null;
  const members = await selectOffsiteMembers(checkpointId, { siteId, recoverySiteId });
  const lacking = members.filter((member) => !isThere(member));
  const work = workOf(lacking, recoverySiteId);
  if (work.chains.length > 0) sameStore(await siteOf(siteId), await siteOf(recoverySiteId));
  await planSteps(run, work);
  return json.parse(work);
}

function workOf(lacking: OffsiteMember[], recoverySiteId: string): OffsiteWork {
  return {
    recoverySiteId,
    chains: lacking
      .filter(({ chain }) => chain.length > 0)
      .map(({ capturedId, resourceId: id, name, chain }) => ({
        capturedId,
        id,
        name,
        backupIds: chain.map(({ backupId }) => backupId),
      })),
    images: lacking.flatMap(({ capturedId, resourceId: id, name, ownImageId }): OffsiteImage[] =>
      ownImageId === null ? [] : [{ capturedId, id, name, imageId: ownImageId }],
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

async function planSteps(run: FlowRun, { recoverySiteId, chains, images }: OffsiteWork): Promise<void> {
  const { name } = await siteOf(recoverySiteId);
  const steps: PlannedStep[] = [
    ...chains.map((one) => ({ key: `offsite:${one.id}`, title: `Make the backup of ${one.name} known at ${name}` })),
    ...images.map((one) => ({ key: `offsite-image:${one.id}`, title: `Send the image of ${one.name} to ${name}` })),
  ];
  const last: PlannedStep = { key: "offsite-done", title: `Check that ${name} needs nothing of this site` };
  const medians = await selectStepMedians(run.row.planId ?? "", "checkpoint");
  await run.plan(expecting([...steps, last], medians), POSITION.offsite);
}

function importOne(run: FlowRun, { id, backupIds }: Chain, recoverySiteId: string): Promise<Json> {
  const context = contextTo(run, recoverySiteId);
  return run.waitFor(
    `offsite:${id}`,
    () => makeChainKnown(run, context, { sourceSiteId: run.row.siteId, targetSiteId: recoverySiteId, backupIds }),
    { everySeconds: 3, timeoutSeconds: IMPORT_SECONDS },
  );
}

function contextTo(run: FlowRun, recoverySiteId: string): RestoreContext {
  const { projectId, siteId } = run.row;
  const cloudAt = (at: string) => planCloud({ planId: run.row.planId ?? "", siteId: at, requestId: run.id });
  return {
    run,
    targetSiteId: recoverySiteId,
    target: () => cloudAt(recoverySiteId),
    origin: () => cloudAt(siteId),
    service: (site) =>
      serviceCloud({ siteId: site === "target" ? recoverySiteId : siteId, projectId, requestId: run.id }),
    removed: run.removed,
    forget: run.forget,
  };
}

/** Offsite is what is proven there, whatever the steps said. Answers why it is not. */
async function concludeOffsite(run: FlowRun, checkpointId: string, failed: Failed[]): Promise<Cause | null> {
  const { recoverySiteId } = await planOf(run);
  const checkpoint = await selectWorkCheckpoint(checkpointId);
  if (recoverySiteId === null || checkpoint === null) return null;
  const members = await selectOffsiteMembers(checkpointId, { siteId: checkpoint.siteId, recoverySiteId });
  const missing = missingOffsite(members);
  const cause = missing.length > 0 || failed.length > 0 ? await causeOf(run, { recoverySiteId, missing, failed }) : null;
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
