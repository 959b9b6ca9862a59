import "server-only";
import { after } from "next/server";
import { selectListing, upsertListing } from "@/lib/db/listings";
import { selectProtectingPlans } from "@/lib/db/protecting-plans";
import type { Actor, Scope } from "@/lib/domain/permissions";
import { relevantIds, withProtection } from "@/lib/domain/protected-by";
import type { ResourcePage, ResourceQuery } from "@/lib/domain/resource";
import { inventory } from "@/lib/protection/inventory";
import { cloudFor } from "../cloud";

/** What the cloud answers now; kept, so that the next visit need not wait for it. */
export async function listResources(actor: Actor, query: ResourceQuery): Promise<ResourcePage> {
  const cloud = await cloudFor(actor, query.siteId);
  const answer = await inventory[query.kind](cloud, query);
  const page: ResourcePage = {
    rows: await protectedNow(actor, answer.rows),
    nextMarker: answer.nextMarker,
    total: answer.total,
    seenAt: new Date().toISOString(),
    live: true,
  };
  after(() => upsertListing(actor, { siteId: query.siteId, key: keyOf(query) }, page));
  return page;
}

/** What was last known, at once; null when this listing was never asked. Protection is today's even so. */
export async function lastKnownResources(actor: Actor, query: ResourceQuery): Promise<ResourcePage | null> {
  const page = await selectListing(actor, { siteId: query.siteId, key: keyOf(query) });
  return page && { ...page, rows: await protectedNow(actor, page.rows) };
}

async function protectedNow(scope: Scope, rows: Parameters<typeof withProtection>[0]) {
  return withProtection(rows, await selectProtectingPlans(scope, relevantIds(rows)));
}

function keyOf({ kind, search, marker, limit }: ResourceQuery): string {
  return JSON.stringify([kind, search, marker, limit]);
}
