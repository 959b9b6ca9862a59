import "server-only";
import { selectServiceAccount, updateSiteFindings, type SiteFindings, type SiteRecord } from "@/lib/db/sites";
import { log } from "@/lib/log";
import { probeSite } from "./probe";

const STALE_MS = 60_000;
/** What an account may do changes seldom, and is asked with calls that leave traces in the cloud's log. */
const ABILITIES_STALE_MS = 30 * 60_000;

const under = new Map<string, Promise<SiteFindings>>();
const abilitiesAskedAt = new Map<string, number>();

/** Asks the sites again whose state is older than a minute; for after an answer has gone out. */
export async function checkStaleSites(sites: SiteRecord[]): Promise<void> {
  const stale = sites.filter(({ checkedAt }) => !checkedAt || Date.now() - checkedAt.getTime() > STALE_MS);
  await Promise.all(stale.map((site) => checkSite(site).catch((error: unknown) => log.error({ err: error, site: site.name }, "A site could not be checked"))));
}

/** Asks a site now and keeps what it answers. Asked twice at once, it is asked once. */
export function checkSite(site: SiteRecord, { abilities = false }: { abilities?: boolean } = {}): Promise<SiteFindings> {
  const running = under.get(site.id);
  if (running && !abilities) return running;
  const checking = check(site, abilities).finally(() => under.get(site.id) === checking && under.delete(site.id));
  under.set(site.id, checking);
  return checking;
}

async function check(site: SiteRecord, withAbilities: boolean): Promise<SiteFindings> {
  const account = await selectServiceAccount(site.id);
  const asked = abilitiesAskedAt.get(site.id) ?? 0;
  const askAbilities = withAbilities || Date.now() - asked > ABILITIES_STALE_MS;
  if (askAbilities) abilitiesAskedAt.set(site.id, Date.now());
  const found = await probeSite(site, account, { askAbilities });
  const findings = { ...found, abilities: found.abilities ?? site.abilities, checkedAt: new Date() };
  await updateSiteFindings(site.id, findings);
  return findings;
}
