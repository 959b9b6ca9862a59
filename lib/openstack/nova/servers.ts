import { z } from "zod";
import type { Http, Query } from "../http";
import { everyPage, readPage, type PageQuery } from "../paging";
import { shortTag, TAG_KEY } from "../tag";
import { instanceAction, server, type InstanceAction, type Server } from "./schemas";

const one = z.looseObject({ server }).transform((body) => body.server);
const started = z.looseObject({ server: z.looseObject({ id: z.string() }) }).transform((body) => body.server);
const named = z.looseObject({ id: z.string(), name: z.string().nullable() });
const metadataOf = z.looseObject({ metadata: z.record(z.string(), z.string()) }).transform((body) => body.metadata);
const actions = z.looseObject({ instanceActions: z.array(instanceAction) }).transform((body) => body.instanceActions);
const imageAnswer = z.looseObject({ image_id: z.string() }).transform((body) => body.image_id);

export type ServerQuery = PageQuery & {
  /** A regular expression in Nova's database's own dialect; plain text is a part of the name. */
  name?: string;
  status?: string;
  /** All of these tags. */
  tags?: readonly string[];
  sort_key?: string;
  sort_dir?: "asc" | "desc";
  allProjects?: boolean;
  project_id?: string;
};

export type BlockDevice = {
  boot_index: number;
  uuid?: string;
  source_type: "volume" | "snapshot" | "image" | "blank";
  destination_type: "volume" | "local";
  volume_size?: number;
  volume_type?: string;
  delete_on_termination?: boolean;
  device_name?: string;
  disk_bus?: string;
  tag?: string;
};

export type NewServer = {
  name: string;
  flavorRef: string;
  imageRef?: string;
  description?: string | null;
  hostname?: string;
  availability_zone?: string | null;
  key_name?: string | null;
  /** base64 */
  user_data?: string;
  config_drive?: boolean;
  metadata?: Record<string, string>;
  tags?: string[];
  security_groups?: { name: string }[];
  /** A port keeps its address and MAC; "none" is no network at all. */
  networks: ({ port: string } | { uuid: string; fixed_ip?: string })[] | "auto" | "none";
  block_device_mapping_v2?: BlockDevice[];
  /** The id of a server group. */
  group?: string;
  tag?: string;
};

export function servers(http: Http) {
  const page = ({ tags, allProjects, ...query }: ServerQuery = {}) => {
    const filters: Query = { ...query, tags: tags?.join(","), all_tenants: allProjects ? 1 : undefined };
    return readPage(http, { path: "/servers/detail", key: "servers", item: server, query: filters });
  };
  const list = (query: Omit<ServerQuery, "marker"> = {}) => everyPage((marker) => page({ ...query, marker }));
  const act = (id: string, action: object) => http.act("POST", `/servers/${id}/action`, action);
  return {
    page,
    list,
    /** Ids and names alone, of all: a cheap call beside another list. */
    names: () =>
      everyPage((marker) =>
        readPage(http, { path: "/servers", key: "servers", item: named, query: { limit: 1000, marker } }),
      ),
    get: (id: string): Promise<Server> => http.get(`/servers/${id}`, one),
    find: (id: string): Promise<Server | null> => http.find(`/servers/${id}`, one),
    findByTag: async (tag: string): Promise<Server | null> => {
      const found = await list({ tags: [shortTag(tag)] });
      return found.find(({ metadata }) => metadata[TAG_KEY] === tag) ?? null;
    },
    create: ({ tag, group, ...input }: NewServer): Promise<{ id: string }> => {
      const metadata = { ...input.metadata, ...(tag ? { [TAG_KEY]: tag } : {}) };
      const tags = [...(input.tags ?? []), ...(tag ? [shortTag(tag)] : [])];
      const hints = group ? { "os:scheduler_hints": { group } } : {};
      return http.post("/servers", { server: { ...input, metadata, tags }, ...hints }, started, { needed: "2.52" });
    },
    remove: (id: string) => http.remove(`/servers/${id}`),
    start: (id: string) => act(id, { "os-start": null }),
    stop: (id: string) => act(id, { "os-stop": null }),
    reboot: (id: string, type: "SOFT" | "HARD") => act(id, { reboot: { type } }),
    /** Of a server that boots from a volume: an image of size 0 and snapshots in Cinder. Returns the image's id. */
    createImage: (id: string, image: { name: string; metadata?: Record<string, string> }): Promise<string> =>
      http.post(`/servers/${id}/action`, { createImage: image }, imageAnswer, { needed: "2.45" }),
    update: (id: string, change: { name?: string; description?: string | null }): Promise<Server> =>
      http.put(`/servers/${id}`, { server: change }, one),
    metadata: (id: string): Promise<Record<string, string>> => http.get(`/servers/${id}/metadata`, metadataOf),
    setMetadata: (id: string, metadata: Record<string, string>) =>
      http.act("POST", `/servers/${id}/metadata`, { metadata }),
    addTag: (id: string, tag: string) => http.act("PUT", `/servers/${id}/tags/${encodeURIComponent(tag)}`),
    removeTag: (id: string, tag: string) => http.remove(`/servers/${id}/tags/${encodeURIComponent(tag)}`),
    actions: (id: string): Promise<InstanceAction[]> => http.get(`/servers/${id}/os-instance-actions`, actions),
  };
}
