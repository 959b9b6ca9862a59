import "server-only";
import { selectServiceAccount, selectSite, selectSiteNames, selectSites, type SiteRecord } from "@/lib/db/sites";
import { notFound } from "next/navigation";
import { AppError } from "@/lib/domain/errors";
import type { SiteDetail } from "@/lib/domain/site";
import { requireActor } from "../session";
import { mayAdminister } from "./change";

/** By id, also of sites that are gone: what happened there still names them. */
export async function siteNames(): Promise<Map<string, string>> {
  const actor = await requireActor("project:read");
  return selectSiteNames(actor.cloudId);
}

/** All sites, with what they last answered. For administrators. */
export async function listSites(): Promise<SiteDetail[]> {
  await requireActor("admin:read");
  return Promise.all((await selectSites()).map(detailOf));
}

export async function getSite(siteId: string): Promise<SiteDetail> {
  await requireActor("admin:read");
  const site = (await selectSites()).find(({ id }) => id === siteId);
  if (!site) throw new AppError("not-found", "There is no such site.");
  return detailOf(site);
}

/** For the site's page: nothing but not found when it is not there. */
export async function findSite(siteId: string): Promise<{ site: SiteDetail; mayChange: boolean }> {
  const actor = await requireActor("admin:read");
  const record = await selectSite(siteId);
  if (!record || record.removedAt) notFound();
  return { site: await detailOf(record), mayChange: await mayAdminister(actor, record.cloudId) };
}

/** The same for whoever was let in already. */
export async function readSite(siteId: string): Promise<SiteDetail> {
  const site = await selectSite(siteId);
  if (!site) throw new AppError("not-found", "There is no such site.");
  return detailOf(site);
}

async function detailOf({ removedAt: _removedAt, ...site }: SiteRecord): Promise<SiteDetail> {
  const account = await selectServiceAccount(site.id);
  const serviceAccount = account && {
    kind: account.kind,
    user: account.kind === "password" ? account.username : account.id,
  };
  return { ...site, checkedAt: site.checkedAt?.toISOString() ?? null, serviceAccount };
}
