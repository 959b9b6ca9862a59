import { z } from "zod";
import type { Http, Query } from "../http";
import { everyPage, type Page } from "../paging";

const answer = z.looseObject({
  resource_filters: z.array(z.looseObject({ resource: z.string(), filters: z.array(z.string()) })),
});
type Filters = z.infer<typeof answer>["resource_filters"];

const known = new Map<string, { at: number; filters: Promise<Filters> }>();
const FRESH_MS = 10 * 60_000;

type Search<T> = {
  resource: "volume" | "backup";
  nameLike?: string;
  limit?: number;
  marker?: string | null;
  read: (query: Query) => Promise<Page<T>>;
};

/**
 * A page of what has `nameLike` in its name. Cinder searches itself only where its administrator has
 * switched that on; elsewhere the whole list is read and searched here, which is the same to the user.
 */
export async function searchByName<T extends { id: string; name: string | null }>(
  http: Http,
  { resource, nameLike, limit, marker, read }: Search<T>,
): Promise<Page<T>> {
  if (!nameLike) return read({ limit, marker });
  const filters = await filtersOf(http);
  if (filters.some((each) => each.resource === resource && each.filters.includes("name~")))
    return read({ limit, marker, "name~": nameLike });
  const all = await everyPage((next) => read({ marker: next }));
  const found = all.filter(({ name }) => name?.toLowerCase().includes(nameLike.toLowerCase()));
  return slice(found, { limit, marker });
}

function slice<T extends { id: string }>(
  found: T[],
  { limit = found.length, marker }: { limit?: number; marker?: string | null },
): Page<T> {
  const from = marker ? found.findIndex(({ id }) => id === marker) + 1 : 0;
  const items = found.slice(from, from + limit);
  const more = from + limit < found.length;
  return { items, next: more ? (items.at(-1)?.id ?? null) : null, count: found.length };
}

function filtersOf(http: Http): Promise<Filters> {
  const key = JSON.stringify([http.site.keystoneUrl, http.site.region]);
  const remembered = known.get(key);
  if (remembered && Date.now() - remembered.at < FRESH_MS) return remembered.filters;
  const filters = http.get("/resource_filters", answer, { needed: "3.33" }).then((body) => body.resource_filters);
  known.set(key, { at: Date.now(), filters });
  filters.catch(() => known.delete(key));
  return filters;
}
