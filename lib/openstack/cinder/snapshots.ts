import { z } from "zod";
import type { Http } from "../http";
import { everyPage, readPage, type PageQuery } from "../paging";
import { TAG_KEY } from "../tag";
import { snapshot, type Snapshot } from "./schemas";

const one = z.looseObject({ snapshot }).transform((body) => body.snapshot);

export type SnapshotQuery = PageQuery & {
  sort?: string;
  name?: string;
  status?: string;
  volume_id?: string;
  metadata?: Record<string, string>;
  withCount?: boolean;
};
export type NewSnapshot = {
  volume_id: string;
  name: string;
  description?: string | null;
  metadata?: Record<string, string>;
  tag?: string;
};

export function snapshots(http: Http) {
  const page = ({ metadata, withCount, ...query }: SnapshotQuery = {}) =>
    readPage(http, {
      path: "/snapshots/detail",
      key: "snapshots",
      item: snapshot,
      query: { ...query, metadata: metadata && JSON.stringify(metadata), with_count: withCount ? "true" : undefined },
    });
  const list = (query: Omit<SnapshotQuery, "marker"> = {}) => everyPage((marker) => page({ ...query, marker }));
  return {
    page,
    list,
    get: (id: string): Promise<Snapshot> => http.get(`/snapshots/${id}`, one),
    find: (id: string): Promise<Snapshot | null> => http.find(`/snapshots/${id}`, one),
    findByTag: async (tag: string): Promise<Snapshot | null> => {
      const found = await list({ metadata: { [TAG_KEY]: tag } });
      return found.find((each) => each.metadata[TAG_KEY] === tag) ?? null;
    },
    /** Of a volume in use as well; the guest goes on writing. */
    create: async ({ tag, ...input }: NewSnapshot): Promise<Snapshot> => {
      const metadata = { ...input.metadata, ...(tag ? { [TAG_KEY]: tag } : {}) };
      // From 3.66 `force` is superfluous, and refused when false; before, it is what allows a volume in use.
      const { max } = await http.versions();
      const force = Number(max.split(".")[1]) < 66 ? { force: true } : {};
      return http.post("/snapshots", { snapshot: { ...input, metadata, ...force } }, one);
    },
    update: (id: string, change: { name?: string; description?: string | null }): Promise<Snapshot> =>
      http.put(`/snapshots/${id}`, { snapshot: change }, one),
    remove: (id: string) => http.remove(`/snapshots/${id}`),
    /** For administrators. */
    resetStatus: (id: string, status: string) =>
      http.act("POST", `/snapshots/${id}/action`, { "os-reset_status": { status } }),
  };
}
