import "server-only";
import { selectServiceAccount, updateSiteFindings, type SiteFindings, type SiteRecord } from "@/lib/db/sites";
import { log } from "@/lib/log";
import { probeSite } from "@/lib/openstack/site-state";

/** The workers ask each site every minute; a state older than this says that none is there to do it. */
const STALE_MS = 2 * 60_000;

const under = new Map<string, Promise<SiteFindings>>();

/** Asks the sites again whose state has grown old; for after an answer has gone out. */
export async function checkStaleSites(sites: SiteRecord[]): Promise<void> {
  const stale = sites.filter(({ checkedAt }) => !checkedAt || Date.now() - checkedAt.getTime() > STALE_MS);
  await Promise.all(
    stale.map((site) =>
      checkSite(site).catch((error: unknown) =>
        log.error({ err: error, site: site.name }, "A site could not be checked"),
      ),
    ),
  );
}

/** Asks a site now and keeps what it answers. Asked twice at once, it is asked once. */
export function checkSite(
  site: SiteRecord,
  { abilities = false }: { abilities?: boolean } = {},
): Promise<SiteFindings> {
  const running = under.get(site.id);
  if (running && !abilities) return running;
  const checking = check(site, abilities).finally(() => under.get(site.id) === checking && under.delete(site.id));
  under.set(site.id, checking);
  return checking;
}

async function check(site: SiteRecord, askAbilities: boolean): Promise<SiteFindings> {
  const found = await probeSite(site, await selectServiceAccount(site.id), { askAbilities });
  const findings = { ...found, checkedAt: new Date() };
  await updateSiteFindings(site.id, findings);
  return findings;
}
