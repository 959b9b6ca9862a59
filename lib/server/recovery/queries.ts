import "server-only";
import { selectSites, toSiteView } from "@/lib/db/sites";
import type { Actor } from "@/lib/domain/permissions";
import type { RestoreOptions } from "@/lib/domain/restore";
import type { RestoreSource } from "@/lib/domain/restore-source";
import type { SiteView } from "@/lib/domain/site";
import { readOptions } from "@/lib/protection/restore/target-facts";
import { cloudFor, siteOf } from "@/lib/server/cloud";
import { requireActor } from "@/lib/server/session";
import { loadRestorable } from "./load";

export type RestorePage = {
  source: RestoreSource;
  sites: (SiteView & { sharesStore: boolean })[];
  planId: string;
};

/** What the restore's form begins with: the checkpoint's content, and the sites to which it could go. */
export async function getRestorePage(checkpointId: string): Promise<RestorePage> {
  const actor = await requireActor("project:read");
  const [{ row, source }, sites] = await Promise.all([loadRestorable(actor, checkpointId), selectSites(actor.cloudId)]);
  const store = sites.find((site) => site.id === source.siteId)?.backupStore ?? null;
  return {
    source,
    planId: row.planId,
    sites: sites.map((site) => ({
      ...toSiteView(site),
      sharesStore: site.id === source.siteId || (store !== null && site.backupStore === store),
    })),
  };
}

/** What a site offers now: flavors, networks, types, zones, key pairs. */
export async function optionsOf(actor: Actor, siteId: string): Promise<RestoreOptions> {
  await siteOf(actor, siteId);
  return readOptions(await cloudFor(actor, siteId));
}
