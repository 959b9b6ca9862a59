import { resourcePage, type ResourcePage } from "@/lib/domain/resource";
import type { Scope } from "@/lib/domain/permissions";
import { db } from "./client";
import { required } from "./stored";

type Key = { siteId: string; key: string };

/** What a listing last answered to this project; null when it was never asked. */
export async function selectListing(scope: Scope, { siteId, key }: Key): Promise<ResourcePage | null> {
  const { cloudId, projectId } = scope;
  const row = await db().listing.findUnique({
    where: { cloudId_projectId_siteId_key: { cloudId, projectId, siteId, key } },
    select: { page: true, seenAt: true },
  });
  const page = resourcePage.safeParse(row?.page);
  // A page written by an older version may no longer parse: then it is simply not known.
  return row && page.success ? { ...page.data, seenAt: row.seenAt.toISOString(), live: false } : null;
}

export async function upsertListing(scope: Scope, { siteId, key }: Key, page: ResourcePage): Promise<void> {
  const { cloudId, projectId } = scope;
  const kept = { page: required(page), seenAt: new Date(page.seenAt) };
  await db().listing.upsert({
    where: { cloudId_projectId_siteId_key: { cloudId, projectId, siteId, key } },
    create: { cloudId, projectId, siteId, key, ...kept },
    update: kept,
    select: { key: true },
  });
}
