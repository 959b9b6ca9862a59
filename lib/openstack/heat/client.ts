import { z } from "zod";
import type { Http } from "../http";
import { everyPage, type Page, type PageQuery } from "../paging";
import { stack, stackResource, type Stack, type StackResource } from "./schemas";

const one = z.looseObject({ stack }).transform((body) => body.stack);
const stacks = z.looseObject({ stacks: z.array(stack) }).transform((body) => body.stacks);
const resources = z.looseObject({ resources: z.array(stackResource) }).transform((body) => body.resources);
const template = z.record(z.string(), z.unknown());

export type StackQuery = PageQuery & { name?: string; status?: string; tags?: string };

/** Stacks, and the resources that belong to them. */
export function heat(http: Http) {
  const page = async ({ limit = 100, ...query }: StackQuery = {}): Promise<Page<Stack>> => {
    const items = await http.get("/stacks", stacks, {
      query: { limit, sort_keys: "creation_time", sort_dir: "desc", ...query },
    });
    // Heat has no link to the next page: a full one may have a next.
    return { items, next: items.length < limit ? null : (items.at(-1)?.id ?? null), count: null };
  };
  const path = ({ stack_name, id }: Pick<Stack, "stack_name" | "id">) =>
    `/stacks/${encodeURIComponent(stack_name)}/${id}`;
  return {
    stacks: {
      page,
      list: (query: Omit<StackQuery, "marker"> = {}) => everyPage((marker) => page({ ...query, marker })),
      /** By name and id: with either alone Heat redirects, which this client does not follow. */
      find: (ref: Pick<Stack, "stack_name" | "id">): Promise<Stack | null> => http.find(path(ref), one),
      /** With those of nested stacks, so that a server within a group of servers is seen too. */
      resources: (
        ref: Pick<Stack, "stack_name" | "id">,
        { depth = 5 }: { depth?: number } = {},
      ): Promise<StackResource[]> => http.get(`${path(ref)}/resources`, resources, { query: { nested_depth: depth } }),
      template: (ref: Pick<Stack, "stack_name" | "id">): Promise<Record<string, unknown>> =>
        http.get(`${path(ref)}/template`, template),
    },
    versions: http.versions,
  };
}
export type Heat = ReturnType<typeof heat>;
