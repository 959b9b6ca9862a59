import { db } from "@/lib/db/client";
import { markCopyGone } from "@/lib/db/copies";
import { markRemoved } from "@/lib/db/ledger";
import { selectLeftovers, type Leftover, type LeftoverKind } from "@/lib/db/leftovers";
import type { Cloud } from "@/lib/openstack/cloud";
import { dropImage } from "@/lib/protection/providers/native/image";
import { dropBackup, dropSnapshot, dropVolume } from "@/lib/protection/providers/native/volume";
import { tidyAtSites } from "./at-sites";
import { planCloud } from "./cloud";

const GRACE_MS = 60_000;
const LIMIT = 200;

const DROP: Record<LeftoverKind, (cloud: Cloud, id: string) => Promise<true | null>> = {
  "OS::Cinder::Snapshot": dropSnapshot,
  "OS::Cinder::Backup": dropBackup,
  "OS::Cinder::Volume": dropVolume,
  "OS::Glance::Image": dropImage,
};
const MEDIA: Partial<Record<LeftoverKind, "backup" | "image">> = {
  "OS::Cinder::Backup": "backup",
  "OS::Glance::Image": "image",
};

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
  return DROP[kind](cloud, resourceId);
}

async function note({ runId, siteId, kind, resourceId }: Leftover): Promise<void> {
  const at = new Date();
  await markRemoved(runId, { siteId, kind, resourceId }, at);
  const medium = MEDIA[kind];
  if (medium) await markCopyGone(db(), { siteId, medium, remoteId: resourceId }, at);
}
