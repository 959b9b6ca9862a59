import type { Readable } from "node:stream";
import type { Http } from "../http";
import { everyPage, readPage, type PageQuery } from "../paging";
import { IMAGE_TAG_KEY } from "../tag";
import { image, type Image } from "./schemas";

export type ImageQuery = PageQuery & {
  name?: string;
  status?: string;
  visibility?: "public" | "private" | "shared" | "community" | "all";
  owner?: string;
  /** `created_at:desc,name:asc` */
  sort?: string;
  /** Properties that must have these values. */
  properties?: Record<string, string>;
};

export type NewImage = {
  name: string;
  disk_format: string;
  container_format: string;
  min_disk?: number;
  min_ram?: number;
  tags?: string[];
  visibility?: "private" | "shared" | "public" | "community";
  properties?: Record<string, string>;
  tag?: string;
};

/** Images. */
export function glance(http: Http) {
  const page = ({ properties, ...query }: ImageQuery = {}) =>
    readPage(http, { path: "/v2/images", key: "images", item: image, query: { ...properties, ...query } });
  const list = (query: Omit<ImageQuery, "marker"> = {}) => everyPage((marker) => page({ ...query, marker }));
  const patch = (id: string, changes: object[]): Promise<Image> =>
    http.patch(`/v2/images/${id}`, changes, image, {
      headers: { "content-type": "application/openstack-images-v2.1-json-patch" },
    });
  return {
    images: {
      page,
      list,
      get: (id: string): Promise<Image> => http.get(`/v2/images/${id}`, image),
      find: (id: string): Promise<Image | null> => http.find(`/v2/images/${id}`, image),
      findByTag: async (tag: string): Promise<Image | null> =>
        (await list({ properties: { [IMAGE_TAG_KEY]: tag } }))[0] ?? null,
      /** The record only; its bytes follow by `upload`. */
      create: ({ tag, properties, ...input }: NewImage): Promise<Image> =>
        http.post("/v2/images", { ...properties, ...input, ...(tag ? { [IMAGE_TAG_KEY]: tag } : {}) }, image),
      upload: async (id: string, bytes: Uint8Array | Readable): Promise<void> => {
        await http.upload(`/v2/images/${id}/file`, bytes);
      },
      /** Null when there is no such image; an image of size 0 has no bytes to give. */
      download: (id: string): Promise<Readable | null> =>
        http.download(`/v2/images/${id}/file`, { headers: { accept: "application/octet-stream" } }),
      /** Adds or replaces; names may hold anything. */
      setProperties: (id: string, properties: Record<string, string>) =>
        patch(
          id,
          Object.entries(properties).map(([name, value]) => ({
            op: "add",
            path: `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
            value,
          })),
        ),
      rename: (id: string, name: string) => patch(id, [{ op: "replace", path: "/name", value: name }]),
      /** Refused with `forbidden` while protected, with `conflict` while a volume is made of it. */
      remove: (id: string) => http.remove(`/v2/images/${id}`),
    },
    versions: http.versions,
  };
}
export type Glance = ReturnType<typeof glance>;
