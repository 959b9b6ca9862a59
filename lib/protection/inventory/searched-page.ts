import type { Page } from "@/lib/openstack/paging";
import type { InventoryPage, InventoryQuery, ListedResource } from "./listing";

type Source<T> = {
  page: (query: { marker: string | null; limit: number }) => Promise<Page<T>>;
  toRow: (item: T) => ListedResource;
};

/** A page of a service that cannot search by part of a name: its pages are read until enough match. */
export async function searchedPage<T>(
  { search, marker, limit }: InventoryQuery,
  { page, toRow }: Source<T>,
): Promise<InventoryPage> {
  const wanted = search.toLowerCase();
  const rows: ListedResource[] = [];
  let next = marker;
  do {
    const answer = await page({ marker: next, limit: wanted ? 500 : limit });
    const matching = answer.items.map(toRow).filter((row) => row.name.toLowerCase().includes(wanted));
    rows.push(...matching);
    next = answer.next;
  } while (next !== null && rows.length < limit);
  if (rows.length <= limit) return { rows, nextMarker: next, total: null };
  const kept = rows.slice(0, limit);
  return { rows: kept, nextMarker: kept.at(-1)?.id ?? null, total: null };
}
