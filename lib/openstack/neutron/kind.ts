import { z } from "zod";
import type { Http, Query } from "../http";
import { everyPage, readPage, type PageQuery } from "../paging";
import { shortTag } from "../tag";

/** Filters that every kind has, and any field of the kind as a further one. */
export type NeutronQuery = PageQuery & Record<string, string | number | boolean | readonly string[] | null | undefined>;

type Kind<S> = {
  /** As in the body. */ one: string;
  /** As in lists and, with hyphens, in the path. */ many: string;
  item: S;
};

type Common = { description?: string | null; tags?: string[] };

/** What all of Neutron's kinds have in common. `Input` is what a new one takes, `Change` what may be changed. */
export function kindOf<
  S extends z.ZodType<{ id: string; description: string; tags: string[] }>,
  Input extends Common,
  Change extends object,
>(http: Http, kind: Kind<S>) {
  type Item = z.output<S>;
  const path = `/v2.0/${kind.many.replaceAll("_", "-")}`;
  const one = z
    .record(z.string(), z.unknown())
    .transform((body) => body[kind.one])
    .pipe(kind.item);
  const page = (query: NeutronQuery = {}) =>
    readPage(http, { path, key: kind.many, item: kind.item, query: order(query) });
  const list = (query: NeutronQuery = {}) => everyPage((marker) => page({ limit: 500, ...query, marker }));
  const update = (id: string, change: Change): Promise<Item> => http.put(`${path}/${id}`, { [kind.one]: change }, one);
  const setTags = (id: string, tags: readonly string[]) => http.act("PUT", `${path}/${id}/tags`, { tags });

  /** A new one is found by its description until it has its tags: Neutron cannot create with tags. */
  const findByTag = async (tag: string): Promise<Item | null> => {
    const [tagged, unfinished] = await Promise.all([list({ tags: shortTag(tag) }), list({ description: tag })]);
    return tagged[0] ?? unfinished[0] ?? null;
  };

  const create = async ({ tags, ...input }: Input): Promise<Item> => {
    const made = await http.post(path, { [kind.one]: { ...input, description: input.description ?? "" } }, one);
    if (tags?.length) await setTags(made.id, tags);
    return made;
  };

  /** Find or create, and finish what an earlier attempt may have left half done. */
  const ensure = async (tag: string, input: Input): Promise<Item> => {
    const found = (await findByTag(tag)) ?? (await create({ ...input, tags: [], description: tag }));
    const tags = [...(input.tags ?? []), shortTag(tag)];
    if (!tags.every((each) => found.tags.includes(each)))
      await setTags(found.id, [...new Set([...found.tags, ...tags])]);
    const description = input.description ?? "";
    const settled =
      found.description === description
        ? found
        : await http.put(`${path}/${found.id}`, { [kind.one]: { description } }, one);
    return { ...settled, tags: [...new Set([...settled.tags, ...tags])] };
  };

  return {
    page,
    list,
    get: (id: string): Promise<Item> => http.get(`${path}/${id}`, one),
    find: (id: string): Promise<Item | null> => http.find(`${path}/${id}`, one),
    findByTag,
    ensure,
    create,
    update,
    setTags,
    remove: (id: string) => http.remove(`${path}/${id}`),
  };
}

// Without an order Neutron pages by id, which is as good as none but steady.
function order(query: NeutronQuery): Query {
  return query.limit === undefined || query.sort_key !== undefined
    ? query
    : { sort_key: "id", sort_dir: "asc", ...query };
}
