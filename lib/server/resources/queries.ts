import "server-only";
import { after } from "next/server";
import { selectListing, upsertListing } from "@/lib/db/listings";
import { selectProtectingPlans } from "@/lib/db/protecting-plans";
import { selectSites } from "@/lib/db/sites";
import { isAllowed, type Actor, type Scope } from "@/lib/domain/permissions";
import { relevantIds, withProtection } from "@/lib/domain/protected-by";
import { resourcePage, type ResourcePage, type ResourceQuery, type ResourceView } from "@/lib/domain/resource";
import { inventory } from "@/lib/protection/inventory";
import { cloudFor } from "../cloud";
import { requireActor } from "../session";

/** The sites to choose from, and whether plans may be made. */
export async function resourceFacts(): Promise<{ sites: { id: string; name: string }[]; canWrite: boolean }> {
  const actor = await requireActor("project:read");
  const sites = await selectSites(actor.cloudId);
  return { sites: sites.map(({ id, name }) => ({ id, name })), canWrite: isAllowed(actor, "project:write") };
}

/** What the cloud answers now; kept, so that the next visit need not wait for it. */
export async function listResources(actor: Actor, query: ResourceQuery): Promise<ResourcePage> {
  const cloud = await cloudFor(actor, query.siteId);
  const answer = await inventory[query.kind](cloud, query);
  const seenAt = new Date();
  const page: ResourcePage = {
    rows: await protectedNow(actor, answer.rows),
    nextMarker: answer.nextMarker,
    total: answer.total,
    seenAt: seenAt.toISOString(),
    live: true,
  };
  after(() => upsertListing(actor, { siteId: query.siteId, key: keyOf(query) }, page, seenAt));
  return page;
}

/** What was last known, at once; null when this listing was never asked. Protection is today's even so. */
export async function lastKnownResources(query: ResourceQuery): Promise<ResourcePage | null> {
  const actor = await requireActor("project:read");
  const known = await selectListing(actor, { siteId: query.siteId, key: keyOf(query) }, resourcePage);
  return (
    known && {
      ...known.value,
      rows: await protectedNow(actor, known.value.rows),
      seenAt: known.seenAt.toISOString(),
      live: false,
    }
  );
}

/** How things are protected at this moment, whatever was known of it before. */
export async function protectedNow(scope: Scope, rows: Parameters<typeof withProtection>[0]): Promise<ResourceView[]> {
  return withProtection(rows, await selectProtectingPlans(scope, relevantIds(rows)));
}

function keyOf({ kind, search, marker, limit }: ResourceQuery): string {
  return JSON.stringify([kind, search, marker, limit]);
}
