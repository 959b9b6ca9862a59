import { z } from "zod";
import type { Http, Query } from "../http";
import { everyPage, readPage, type PageQuery } from "../paging";
import { searchByName } from "./name-search";
import { TAG_KEY } from "../tag";
import { volume, type Volume } from "./schemas";

const one = z.looseObject({ volume }).transform((body) => body.volume);
const uploading = z
  .looseObject({ "os-volume_upload_image": z.looseObject({ image_id: z.string() }) })
  .transform((body) => body["os-volume_upload_image"]);
const named = z.looseObject({ id: z.string(), name: z.string().nullable() });

export type VolumeQuery = PageQuery & {
  /** `created_at:desc,name:asc` */
  sort?: string;
  /** Part of the name; `name` is the whole of it. */
  nameLike?: string;
  name?: string;
  status?: string;
  bootable?: boolean;
  availability_zone?: string;
  metadata?: Record<string, string>;
  /** Every project's, for an administrator. */
  allProjects?: boolean;
  project_id?: string;
  withCount?: boolean;
};

export type NewVolume = {
  name: string;
  description?: string | null;
  size: number;
  volume_type?: string | null;
  availability_zone?: string | null;
  metadata?: Record<string, string>;
  backup_id?: string;
  snapshot_id?: string;
  source_volid?: string;
  imageRef?: string;
  multiattach?: boolean;
  /** Finds the volume again: kept as metadata. */
  tag?: string;
};

export function volumes(http: Http) {
  const page = ({ nameLike, limit, marker, ...query }: VolumeQuery = {}) => {
    const read = (window: Query) =>
      readPage(http, {
        path: "/volumes/detail",
        key: "volumes",
        item: volume,
        query: { ...filters(query), ...window },
      });
    return searchByName(http, { resource: "volume", nameLike, limit, marker, read });
  };
  const list = (query: Omit<VolumeQuery, "marker"> = {}) => everyPage((marker) => page({ ...query, marker }));
  const act = (id: string, action: object, needed?: string) =>
    http.act("POST", `/volumes/${id}/action`, action, { needed });
  return {
    page,
    list,
    /** Ids and names alone, of all: a cheap call beside another list. */
    names: () =>
      everyPage((marker) =>
        readPage(http, { path: "/volumes", key: "volumes", item: named, query: { limit: 1000, marker } }),
      ),
    get: (id: string): Promise<Volume> => http.get(`/volumes/${id}`, one),
    find: (id: string): Promise<Volume | null> => http.find(`/volumes/${id}`, one),
    findByTag: async (tag: string): Promise<Volume | null> => {
      const found = await list({ metadata: { [TAG_KEY]: tag } });
      return found.find((each) => each.metadata[TAG_KEY] === tag) ?? null;
    },
    create: ({ tag, ...input }: NewVolume): Promise<Volume> => {
      const metadata = { ...input.metadata, ...(tag ? { [TAG_KEY]: tag } : {}) };
      return http.post("/volumes", { volume: { ...input, metadata } }, one, {
        needed: input.backup_id ? "3.47" : undefined,
      });
    },
    update: (
      id: string,
      change: { name?: string; description?: string | null; metadata?: Record<string, string> },
    ): Promise<Volume> => http.put(`/volumes/${id}`, { volume: change }, one),
    /** Adds and replaces keys; others stay. */
    setMetadata: (id: string, metadata: Record<string, string>) =>
      http.act("POST", `/volumes/${id}/metadata`, { metadata }),
    removeMetadata: (id: string, key: string) => http.remove(`/volumes/${id}/metadata/${encodeURIComponent(key)}`),
    /** Refused with `invalid` while it is in use or has snapshots. */
    remove: (id: string) => http.remove(`/volumes/${id}`),
    setBootable: (id: string, bootable: boolean) => act(id, { "os-set_bootable": { bootable } }),
    /** Its bytes become an image of the project; the volume is `uploading` meanwhile and must not be in use. */
    uploadImage: async (id: string, imageName: string): Promise<string> => {
      const order = { image_name: imageName, disk_format: "raw", container_format: "bare" };
      return (await http.post(`/volumes/${id}/action`, { "os-volume_upload_image": order }, uploading)).image_id;
    },
    /** What a volume made from an image knows of it, such as `hw_qemu_guest_agent`. */
    setImageMetadata: (id: string, metadata: Record<string, string>) =>
      act(id, { "os-set_image_metadata": { metadata } }),
    /** Also of a volume in use, from 3.42. */
    extend: (id: string, sizeGiB: number) => act(id, { "os-extend": { new_size: sizeGiB } }, "3.42"),
    /** To its newest snapshot; the volume must be detached. */
    revert: (id: string, snapshotId: string) => act(id, { revert: { snapshot_id: snapshotId } }, "3.40"),
    /** For administrators. */
    resetStatus: (id: string, status: string) => act(id, { "os-reset_status": { status } }),
  };
}

function filters({ metadata, allProjects, withCount, ...rest }: VolumeQuery): Query {
  return {
    ...rest,
    metadata: metadata && JSON.stringify(metadata),
    all_tenants: allProjects ? 1 : undefined,
    with_count: withCount ? "true" : undefined,
  };
}
