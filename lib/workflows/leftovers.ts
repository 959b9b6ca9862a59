import { db } from "@/lib/db/client";
import { markCopyGone } from "@/lib/db/copies";
import { markRemoved } from "@/lib/db/ledger";
import { SNAPSHOT, selectLeftovers, type Leftover } from "@/lib/db/leftovers";
import { dropBackup, dropSnapshot } from "@/lib/protection/providers/native/volume";
import { tidyAtSites } from "./at-sites";
import { planCloud } from "./cloud";

const GRACE_MS = 60_000;
const LIMIT = 200;

/**
 * What a run could not remove when it tidied up, above all a backup that Cinder was still making: it is removed as
 * soon as Cinder lets go of it. Whoever does so twice does no harm.
 */
export async function removeLeftovers(now: Date): Promise<void> {
  const things = await selectLeftovers({ before: new Date(now.getTime() - GRACE_MS), limit: LIMIT });
  await tidyAtSites(things, async (thing) => {
    if (await drop(thing)) await note(thing);
  });
}

async function drop({ planId, siteId, projectId, kind, resourceId }: Leftover): Promise<true | null> {
  const cloud = await planCloud({ planId, siteId, projectId });
  return kind === SNAPSHOT ? dropSnapshot(cloud, resourceId) : dropBackup(cloud, resourceId);
}

async function note({ runId, siteId, kind, resourceId }: Leftover): Promise<void> {
  const at = new Date();
  await markRemoved(runId, { siteId, kind, resourceId }, at);
  if (kind !== SNAPSHOT) await markCopyGone(db(), { siteId, medium: "backup", remoteId: resourceId }, at);
}
