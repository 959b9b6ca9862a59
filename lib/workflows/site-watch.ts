import { selectServiceAccount, selectSites, updateSiteFindings, type SiteRecord } from "@/lib/db/sites";
import { log } from "@/lib/log";
import { probeSite } from "@/lib/openstack/site-state";

const TICK_MS = 5_000;
/** With the tick and the time that an answer takes, each site is asked every minute. */
const STALE_MS = 50_000;
/** What an account may do changes seldom, and is asked with calls that leave traces in the cloud's log. */
const ABILITIES_STALE_MS = 30 * 60_000;

export type SiteWatch = { stop: () => void };

/**
 * Keeps what is known of the sites true while nobody looks. Any number of workers may run it: whoever comes first
 * writes when it was, and the others pass; asked twice at the same moment, a site takes no harm.
 */
export function startSiteWatch(): SiteWatch {
  let stopped = false;
  const watch = siteWatch();
  const loop = async () => {
    while (!stopped) {
      await watch(new Date()).catch((error: unknown) =>
        log.warn({ err: error }, "the sites could not be looked after"),
      );
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
  };
  void loop();
  return { stop: () => (stopped = true) };
}

/** One look at every site whose state has grown old by `now`; remembers when it last asked for abilities. */
export function siteWatch(): (now: Date) => Promise<void> {
  const abilitiesAskedAt = new Map<string, number>();
  return async (now) => {
    const stale = (await selectSites()).filter(
      ({ checkedAt }) => !checkedAt || now.getTime() - checkedAt.getTime() > STALE_MS,
    );
    await Promise.all(
      stale.map(async (site) => {
        const askAbilities = now.getTime() - (abilitiesAskedAt.get(site.id) ?? 0) > ABILITIES_STALE_MS;
        if (askAbilities) abilitiesAskedAt.set(site.id, now.getTime());
        await check(site, askAbilities).catch((error: unknown) =>
          log.error({ err: error, site: site.name }, "a site could not be checked"),
        );
      }),
    );
  };
}

async function check(site: SiteRecord, askAbilities: boolean): Promise<void> {
  const found = await probeSite(site, await selectServiceAccount(site.id), { askAbilities });
  await updateSiteFindings(site.id, { ...found, checkedAt: new Date() });
  if (found.state !== site.state)
    log.info({ site: site.name, from: site.state, to: found.state, problem: found.problem }, "a site's state changed");
}
