import { inTransaction } from "@/lib/db/client";
import { saveOffsite, selectNotOffsite, selectOffsiteMembers } from "@/lib/db/offsite";
import { selectSite, type SiteRecord } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import { missingOffsite } from "@/lib/domain/offsite";
import type { Cause } from "@/lib/domain/run";
import type { FlowRun } from "../flow";
import type { Failed } from "./protect-conclude";
import { resealCheckpoint } from "./protect-seal";

export type Where = { checkpointId: string; recoverySiteId: string };

/** Offsite is what is proven there, whatever the steps said. Answers why it is not. */
export async function concludeOffsite(
  run: FlowRun,
  { checkpointId, recoverySiteId }: Where,
  failed: Failed[],
): Promise<Cause | null> {
  const members = await selectOffsiteMembers(checkpointId, { siteId: run.row.siteId, recoverySiteId });
  const missing = missingOffsite(members);
  const cause = missing.length > 0 ? await causeOf(run, { recoverySiteId, missing, failed }) : null;
  await inTransaction(async (tx) => {
    await saveOffsite(tx, checkpointId, cause ? { cause: cause.message } : { at: new Date() });
    await resealCheckpoint(tx, checkpointId);
  });
  await concludeEarlier(run, recoverySiteId);
  return cause;
}

/** What this checkpoint brought may have been all that earlier ones lacked: links of their chain. */
async function concludeEarlier(run: FlowRun, recoverySiteId: string): Promise<void> {
  const { siteId, planId } = run.row;
  for (const id of await selectNotOffsite(planId ?? "", siteId)) {
    if (missingOffsite(await selectOffsiteMembers(id, { siteId, recoverySiteId })).length > 0) continue;
    await inTransaction(async (tx) => {
      await saveOffsite(tx, id, { at: new Date() });
      await resealCheckpoint(tx, id);
    });
  }
}

async function causeOf(
  run: FlowRun,
  { recoverySiteId, missing, failed }: { recoverySiteId: string; missing: string[]; failed: Failed[] },
): Promise<Cause> {
  const [here, there] = [await siteOf(run.row.siteId), await siteOf(recoverySiteId)];
  const why = failed[0]?.failure.cause;
  const more = missing.length > 1 ? ` and ${missing.length - 1} more` : "";
  const what = `Not restorable at ${there.name}: ${missing[0]}${more} did not get there.`;
  return {
    service: null,
    status: null,
    requestId: null,
    ...why,
    message: why ? `${what} ${why.message}` : what,
    safe: `The checkpoint is whole and can be restored at ${here.name}.`,
    remedy: why?.remedy ?? "Try the run again; the next checkpoint brings what is missing too.",
  };
}

export async function siteOf(id: string): Promise<SiteRecord> {
  const site = await selectSite(id);
  if (!site) throw new AppError("not-found", "The plan's recovery site is not known any more.");
  return site;
}
