import { markRemainGone, selectRemains, type Remain } from "@/lib/db/remains";
import { dropImage } from "@/lib/protection/providers/native/image";
import { dropRecord } from "@/lib/protection/providers/native/volume";
import { tidyAtSites } from "./at-sites";
import { planCloud } from "./cloud";

const LIMIT = 500;

/**
 * What other sites have of checkpoints that are gone goes there too, so that it fills no quota: images, and records of
 * backups that were seen to be gone. Answers whether something is on its way out and should be asked for again; what
 * could not be asked for waits for the next round.
 */
export async function removeRemains(checkpointId?: string): Promise<"done" | "going"> {
  let going = false;
  await tidyAtSites(await selectRemains({ checkpointId, limit: LIMIT }), async (remain) => {
    if (await drop(remain)) await markRemainGone(remain.id, new Date());
    else going = true;
  });
  return going ? "going" : "done";
}

async function drop({ planId, siteId, projectId, medium, remoteId }: Remain): Promise<true | null> {
  const cloud = await planCloud({ planId, siteId, projectId });
  return medium === "image" ? dropImage(cloud, remoteId) : dropRecord(cloud, remoteId);
}
