import "server-only";
import { after } from "next/server";
import { COVERAGE_KEY, selectCounted } from "@/lib/db/overview";
import { upsertListing } from "@/lib/db/listings";
import { selectProtectingPlans } from "@/lib/db/protecting-plans";
import { json } from "@/lib/domain/json";
import type { Actor } from "@/lib/domain/permissions";
import type { CoverageView } from "@/lib/domain/overview";
import { relevantIds, withProtection } from "@/lib/domain/protected-by";
import type { ResourceKind, ResourceView } from "@/lib/domain/resource";
import type { SiteView } from "@/lib/domain/site";
import { log } from "@/lib/log";
import { inventory } from "@/lib/protection/inventory";
import type { ListedResource } from "@/lib/protection/inventory/listing";
import { cloudFor } from "../cloud";

/** What data is lost with; images and networks are made again more easily. */
const COUNTED: ResourceKind[] = ["OS::Nova::Server", "OS::Cinder::Volume"];
const FRESH_MS = 60_000;
const STALE_MS = 60 * 60_000;
const PAGE = 200;
const MOST_PAGES = 25;

/** How much of what there is belongs to a plan: of what was last seen, so that the page waits for no site. Null: nothing was seen yet. */
export async function coverageOf(actor: Actor, sites: readonly SiteView[], now: number): Promise<CoverageView | null> {
  const known = (await selectCounted(actor)).filter(({ siteId }) => sites.some(({ id }) => id === siteId));
  const ageOf = (siteId: string) => now - (known.find((entry) => entry.siteId === siteId)?.seenAt.getTime() ?? 0);
  const due = sites.filter(({ id, state }) => state !== "unreachable" && ageOf(id) > FRESH_MS);
  if (due.length > 0) after(() => Promise.all(due.map((site) => refresh(actor, site))));
  const [first] = known;
  if (!first) return null;
  const rows = known.flatMap((site) => site.rows);
  const judged = withProtection(rows, await selectProtectingPlans(actor, relevantIds(rows)));
  return {
    ...countsOf(judged),
    seenAt: known.reduce((oldest, { seenAt }) => (seenAt < oldest ? seenAt : oldest), first.seenAt).toISOString(),
    stale: sites.filter(({ id }) => ageOf(id) > STALE_MS).map(({ name }) => name),
  };
}

export function countsOf(
  rows: readonly ResourceView[],
): Pick<CoverageView, "protectedCount" | "total" | "unprotected"> {
  const open = rows.filter(({ protectedBy }) => protectedBy.length === 0);
  return {
    protectedCount: rows.length - open.length,
    total: rows.length,
    unprotected: COUNTED.map((kind) => ({ kind, count: open.filter((row) => row.kind === kind).length })),
  };
}

const refreshing = new Set<string>();

/** Lists the site anew for the next look. One at a time; a site that fails keeps what was last seen, with its age. */
async function refresh(actor: Actor, site: SiteView): Promise<void> {
  const key = `${actor.projectId}/${site.id}`;
  if (refreshing.has(key)) return;
  refreshing.add(key);
  try {
    const cloud = await cloudFor(actor, site.id);
    const rows = (await Promise.all(COUNTED.map((kind) => everything(kind, cloud)))).flat();
    await upsertListing(
      actor,
      { siteId: site.id, key: COVERAGE_KEY },
      json.parse({ counted: rows.map((row) => ({ ...row, facts: [] })) }),
      new Date(),
    );
  } catch (error) {
    log.warn({ err: error, siteId: site.id, requestId: actor.requestId }, "what a site holds could not be counted");
  } finally {
    refreshing.delete(key);
  }
}

async function everything(kind: ResourceKind, cloud: Awaited<ReturnType<typeof cloudFor>>): Promise<ListedResource[]> {
  const rows: ListedResource[] = [];
  let marker: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: Awaited<ReturnType<(typeof inventory)[ResourceKind]>> = await inventory[kind](cloud, {
      search: "",
      marker,
      limit: PAGE,
    });
    rows.push(...answer.rows);
    marker = answer.nextMarker;
    if (marker === null) break;
  }
  return rows;
}
