import { z } from "zod";
import type { Http, Options, Query } from "./http";

/** One page of a list; `next` is the marker of the following one, null at the end. */
export type Page<T> = { items: T[]; next: string | null; count: number | null };

export type PageQuery = {
  /** The services have an upper limit of their own, usually 1000. */
  limit?: number;
  marker?: string | null;
};

type List<S> = { path: string; key: string; item: S; query: Query; options?: Options };

/** Reads one page of `key` at `path`, in any of the ways in which the services link to the next. */
export async function readPage<S extends z.ZodType>(
  http: Http,
  { path, key, item, query, options }: List<S>,
): Promise<Page<z.output<S>>> {
  const { items, links, next, count } = await http.get(path, listOf(key, item), { ...options, query });
  const href = links?.find(({ rel }) => rel === "next")?.href ?? next;
  return { items, next: markerOf(href), count: count ?? null };
}

/** All pages, one after another. For what a person looks at, ask for one page. */
export async function everyPage<T>(page: (marker: string | null) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let marker: string | null = null;
  do {
    const answer: Page<T> = await page(marker);
    items.push(...answer.items);
    marker = answer.next;
  } while (marker !== null);
  return items;
}

function listOf<S extends z.ZodType>(key: string, item: S) {
  const link = z.looseObject({ rel: z.string(), href: z.string() });
  const list = z.object({
    items: z.array(item),
    links: z.array(link).optional(),
    next: z.string().nullish(),
    count: z.number().optional(),
  });
  const body = z.record(z.string(), z.unknown());
  return body.transform((answer, context) => {
    const found = list.safeParse({
      items: answer[key],
      links: answer[`${key}_links`],
      next: answer.next,
      count: answer.count,
    });
    if (found.success) return found.data;
    for (const { path, message } of found.error.issues) context.addIssue({ code: "custom", path, message });
    return z.NEVER;
  });
}

function markerOf(href: string | null | undefined): string | null {
  return href ? new URL(href, "http://relative").searchParams.get("marker") : null;
}
