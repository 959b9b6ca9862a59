import { z } from "zod";
import type { Http } from "../http";
import { everyPage, readPage, type PageQuery } from "../paging";
import { group, groupSnapshot, groupType, type Group, type GroupSnapshot, type GroupType } from "./schemas";

const oneGroup = z.looseObject({ group }).transform((body) => body.group);
const newGroup = z
  .looseObject({ group: z.looseObject({ id: z.string(), name: z.string().nullish() }) })
  .transform((body) => body.group);
const oneSnapshot = z.looseObject({ group_snapshot: groupSnapshot }).transform((body) => body.group_snapshot);
const newSnapshot = z
  .looseObject({ group_snapshot: z.looseObject({ id: z.string() }) })
  .transform((body) => body.group_snapshot);
const types = z.looseObject({ group_types: z.array(groupType) }).transform((body) => body.group_types);

/** Groups have no metadata: their description holds the tag. */
export function groups(http: Http) {
  const needed = "3.25";
  const page = (query: PageQuery & { withVolumes?: boolean } = {}) => {
    const { withVolumes, ...rest } = query;
    return readPage(http, {
      path: "/groups/detail",
      key: "groups",
      item: group,
      query: { ...rest, list_volume: withVolumes ? "True" : undefined },
      options: { needed },
    });
  };
  const list = (query: { withVolumes?: boolean } = {}) => everyPage((marker) => page({ ...query, marker }));
  const act = (id: string, action: object) => http.act("POST", `/groups/${id}/action`, action, { needed });
  return {
    page,
    list,
    find: (id: string): Promise<Group | null> =>
      http.find(`/groups/${id}`, oneGroup, { needed, query: { list_volume: "True" } }),
    findByTag: async (tag: string): Promise<Group | null> =>
      (await list()).find(({ description }) => description === tag) ?? null,
    create: ({
      tag,
      ...input
    }: {
      name: string;
      group_type: string;
      volume_types: string[];
      availability_zone?: string | null;
      tag?: string;
    }) => http.post("/groups", { group: { ...input, description: tag } }, newGroup, { needed }),
    setVolumes: (id: string, { add = [], remove = [] }: { add?: string[]; remove?: string[] }) =>
      http.act(
        "PUT",
        `/groups/${id}`,
        { group: { add_volumes: add.join(","), remove_volumes: remove.join(",") } },
        { needed },
      ),
    remove: async (id: string, { withVolumes = false }: { withVolumes?: boolean } = {}) => {
      if (await http.find(`/groups/${id}`, oneGroup, { needed }))
        await act(id, { delete: { "delete-volumes": withVolumes } });
    },
  };
}

export function groupTypes(http: Http) {
  return {
    list: (): Promise<GroupType[]> => http.get("/group_types", types, { needed: "3.13" }),
  };
}

export function groupSnapshots(http: Http) {
  const needed = "3.29";
  const list = () =>
    everyPage((marker) =>
      readPage(http, {
        path: "/group_snapshots/detail",
        key: "group_snapshots",
        item: groupSnapshot,
        query: { marker },
        options: { needed },
      }),
    );
  return {
    list,
    find: (id: string): Promise<GroupSnapshot | null> => http.find(`/group_snapshots/${id}`, oneSnapshot, { needed }),
    findByTag: async (tag: string): Promise<GroupSnapshot | null> =>
      (await list()).find(({ description }) => description === tag) ?? null,
    /** One moment for all volumes where the group's type promises it, else one after another. */
    create: ({ tag, ...input }: { group_id: string; name: string; tag?: string }): Promise<{ id: string }> =>
      http.post("/group_snapshots", { group_snapshot: { ...input, description: tag } }, newSnapshot, { needed }),
    remove: (id: string) => http.remove(`/group_snapshots/${id}`, { needed }),
  };
}
