import "server-only";
import { readFile } from "node:fs/promises";
import { inTransaction } from "@/lib/db/client";
import { removeSitesNotNamed } from "@/lib/db/site-writes";
import { lockSites, selectSite, upsertCloud, upsertSite, type SiteValues } from "@/lib/db/sites";
import type { Account } from "@/lib/domain/account";
import { log } from "@/lib/log";
import { parseCloudsYaml, type CloudsEntry } from "@/lib/openstack/clouds-yaml";
import { keystoneBase } from "@/lib/openstack/keystone/authenticate";
import { cloudIdOf, siteIdOf } from "./ids";

/** A site as the file describes it: all entries of one region of one Keystone. */
export type FileSite = {
  values: Omit<SiteValues, "cloudId">;
  cloud: { id: string; name: string; keystoneUrl: string; named: boolean };
  caFile: string | null;
  account: Account | null;
};

/** Takes sites from a clouds.yaml; what an administrator has edited or removed on the page stays so. */
export async function takeSitesFrom(path: string): Promise<void> {
  const sites = sitesOf(parseCloudsYaml(await readFile(path, "utf8"), path));
  for (const site of sites) await take(site);
  log.info({ path, sites: sites.map(({ values }) => values.name) }, "Sites taken from clouds.yaml");
  // A file without any is more likely a mistake than a wish.
  if (sites.length > 0) await leave(sites.map(({ values }) => values.id));
}

/** Sites of an earlier file, or of the demo cloud, would otherwise be offered for ever and never answer. */
async function leave(namedIds: string[]): Promise<void> {
  const removed = await inTransaction(async (tx) => {
    await lockSites(tx);
    return removeSitesNotNamed(tx, namedIds, new Date());
  });
  if (removed.length > 0) log.warn({ sites: removed }, "Sites that clouds.yaml no longer names were taken away");
}

async function take({ values, cloud, caFile, account }: FileSite): Promise<void> {
  const caCertificate = caFile ? await readFile(caFile, "utf8") : null;
  await inTransaction(async (tx) => {
    await lockSites(tx);
    const known = await selectSite(values.id, tx);
    if (known?.source === "page") return;
    const { named, ...described } = cloud;
    const cloudId = await upsertCloud(tx, described, { rename: named });
    await upsertSite(tx, { ...values, cloudId, caCertificate }, account);
  });
}

/** Every distinct Keystone and region is a site; its service account is the entry that is meant as one. */
export function sitesOf(entries: CloudsEntry[]): FileSite[] {
  const groups = new Map<string, CloudsEntry[]>();
  for (const entry of entries) {
    const id = siteIdOf(entry);
    groups.set(id, [...(groups.get(id) ?? []), entry]);
  }
  return [...groups].flatMap(([id, group]) => {
    const first = group[0];
    return first ? [siteOf(id, first, group)] : [];
  });
}

function siteOf(id: string, first: CloudsEntry, group: CloudsEntry[]): FileSite {
  const keystoneUrl = keystoneBase(first.keystoneUrl);
  const said = <T>(pick: (entry: CloudsEntry) => T | null): T | null =>
    group.map(pick).find((value) => value !== null) ?? null;
  const cloudName = said((entry) => entry.cloud);
  return {
    values: {
      id,
      name: said((entry) => entry.site) ?? first.region,
      region: first.region,
      interface: first.interface,
      source: "file",
      allowedHosts: [...new Set(group.flatMap((entry) => entry.allowedHosts))],
      backupStore: said((entry) => entry.backupStore),
      caCertificate: null,
    },
    cloud: {
      id: cloudIdOf(keystoneUrl),
      name: cloudName ?? new URL(keystoneUrl).hostname,
      named: cloudName !== null,
      keystoneUrl,
    },
    caFile: said((entry) => entry.caFile),
    account: group.find((entry) => entry.service)?.account ?? null,
  };
}
