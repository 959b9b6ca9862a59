import { z } from "zod";
import type { Http, Query } from "../http";
import { everyPage, readPage, type PageQuery } from "../paging";
import { searchByName } from "./name-search";
import { TAG_KEY } from "../tag";
import {
  backup,
  backupRecord,
  startedBackup,
  startedRestore,
  type Backup,
  type BackupRecord,
  type StartedRestore,
} from "./schemas";

const one = z.looseObject({ backup }).transform((body) => body.backup);
const started = z.looseObject({ backup: startedBackup }).transform((body) => body.backup);
const restoring = z.looseObject({ restore: startedRestore }).transform((body) => body.restore);
const record = z.looseObject({ "backup-record": backupRecord }).transform((body) => body["backup-record"]);

export type BackupQuery = PageQuery & {
  sort?: string;
  name?: string;
  nameLike?: string;
  status?: string;
  volume_id?: string;
  allProjects?: boolean;
  withCount?: boolean;
};
export type NewBackup = {
  volume_id: string;
  name: string;
  description?: string | null;
  /** From this snapshot, so that the volume stays free for its server meanwhile. */
  snapshot_id?: string;
  incremental?: boolean;
  /** Needed for a volume in use without a snapshot. */
  force?: boolean;
  container?: string;
  metadata?: Record<string, string>;
  tag?: string;
};

export function backups(http: Http) {
  const page = ({ nameLike, limit, marker, allProjects, withCount, ...query }: BackupQuery = {}) => {
    const filters = { ...query, all_tenants: allProjects ? 1 : undefined, with_count: withCount ? "true" : undefined };
    const read = (window: Query) =>
      readPage(http, { path: "/backups/detail", key: "backups", item: backup, query: { ...filters, ...window } });
    return searchByName(http, { resource: "backup", nameLike, limit, marker, read });
  };
  const list = (query: Omit<BackupQuery, "marker"> = {}) => everyPage((marker) => page({ ...query, marker }));
  return {
    page,
    list,
    get: (id: string): Promise<Backup> => http.get(`/backups/${id}`, one),
    find: (id: string): Promise<Backup | null> => http.find(`/backups/${id}`, one),
    /** Cinder does not filter backups by metadata: naming the volume keeps the search short. */
    findByTag: async (tag: string, { volume_id }: { volume_id?: string } = {}): Promise<Backup | null> => {
      const found = await list({ volume_id });
      return found.find((each) => each.metadata[TAG_KEY] === tag) ?? null;
    },
    /** Answers before the backup has a state: ask for it. A backup service that is down shows only as a backup that stays `creating`. */
    create: ({ tag, ...input }: NewBackup): Promise<{ id: string; name: string | null }> => {
      const metadata = { ...input.metadata, ...(tag ? { [TAG_KEY]: tag } : {}) };
      return http.post("/backups", { backup: { ...input, metadata } }, started, { needed: "3.43" });
    },
    update: (id: string, change: { name?: string; description?: string | null; metadata?: Record<string, string> }) =>
      http.act("PUT", `/backups/${id}`, { backup: change }, { needed: "3.43" }),
    /** Refused with `invalid` while increments depend on it. Destroys shared bytes: never for an imported record. */
    remove: (id: string) => http.remove(`/backups/${id}`),
    /** Into a volume of this site, which must be available and large enough; or into a new one of the default type. */
    restore: (id: string, target: { volume_id?: string; name?: string }): Promise<StartedRestore> =>
      http.post(`/backups/${id}/restore`, { restore: target }, restoring),
    /** For administrators. */
    exportRecord: (id: string): Promise<BackupRecord> => http.get(`/backups/${id}/export_record`, record),
    /** For administrators; the backup becomes the token's project's. Parents first. Refused with `invalid` when it is there already. */
    importRecord: (content: BackupRecord): Promise<{ id: string; name: string | null }> =>
      http.post("/backups/import_record", { "backup-record": content }, started),
    /** For administrators. */
    resetStatus: (id: string, status: "available" | "error") =>
      http.act("POST", `/backups/${id}/action`, { "os-reset_status": { status } }),
  };
}

const recordContent = z.looseObject({
  id: z.string(),
  parent_id: z.string().nullish(),
  project_id: z.string().nullish(),
  volume_id: z.string().nullish(),
});
export type RecordContent = z.infer<typeof recordContent>;

/** What a record says of its backup, above all the parent, which Cinder's API never tells. */
export function readRecord({ backup_url }: BackupRecord): RecordContent {
  return recordContent.parse(JSON.parse(Buffer.from(backup_url, "base64").toString("utf8")));
}
