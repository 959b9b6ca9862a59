import { z } from "zod";
import { badRequest, forbidden, ok, parse, type Answer, type Call } from "../call";
import { secondTime } from "../clock";
import { later } from "../work";
import { reserve } from "./quotas";
import type { BackupRow } from "./records";
import { brief, hostOf } from "./views";

export const DRIVER = "cinder.backup.drivers.posix.PosixBackupDriver";
/** Until the record has been read, an imported backup belongs to no volume. */
const NO_VOLUME = "00000000-0000-0000-0000-000000000000";

const importBody = z.object({
  "backup-record": z.object({ backup_service: z.string(), backup_url: z.string() }),
});

/** The row of a backup as `backup_url` carries it: base64 of JSON. */
export const backupRecord = z.looseObject({
  id: z.string(),
  size: z.number(),
  volume_id: z.string(),
  parent_id: z.string().nullable(),
  display_name: z.string().nullable(),
  display_description: z.string().nullable(),
  container: z.string().nullable(),
  object_count: z.number(),
  snapshot_id: z.string().nullable(),
  data_timestamp: z.string(),
  created_at: z.string(),
});

export function exportRecord(call: Call, row: BackupRow): Answer {
  if (!call.caller.isAdmin) throw forbidden("Policy doesn't allow backup:export-import to be performed.");
  if (row.status !== "available")
    throw badRequest(`Invalid backup: Backup status must be available and not ${row.status}.`);
  const children = call.site.cinder.backups.all().filter((one) => one.parentId === row.id).length;
  const url = recordUrl(row, call.site.name, children);
  return ok({ "backup-record": { backup_service: DRIVER, backup_url: url } });
}

/** The backup's row as the service itself would export it. */
export function recordUrl(row: BackupRow, site: string, children: number): string {
  const record: z.input<typeof backupRecord> = {
    driver_info: {},
    id: row.id,
    user_id: row.userId,
    project_id: row.projectId,
    volume_id: row.volumeId,
    host: hostOf(site),
    availability_zone: row.zone,
    container: row.container,
    parent_id: row.parentId,
    status: row.status,
    fail_reason: row.failReason,
    size: row.size,
    display_name: row.name,
    display_description: row.description,
    service_metadata: `volume_${row.volumeId}_backup_${row.id}`,
    service: DRIVER,
    object_count: row.objectCount,
    temp_volume_id: null,
    temp_snapshot_id: null,
    num_dependent_backups: children,
    snapshot_id: row.snapshotId,
    data_timestamp: secondTime(row.dataTimestamp),
    restore_volume_id: null,
    metadata: row.metadata,
    encryption_key_id: null,
    created_at: secondTime(row.createdAt),
    updated_at: secondTime(row.updatedAt ?? row.createdAt),
    deleted_at: null,
    deleted: false,
  };
  return Buffer.from(JSON.stringify(record)).toString("base64");
}

/** The backup becomes the caller's project's, under its old id. Its bytes stay where they are, shared with the other site. */
export function importRecord(call: Call): Answer {
  const asked = parse(call, importBody)["backup-record"];
  const record = decode(asked.backup_url);
  if (call.site.cinder.backups.get(record.id) !== undefined)
    throw badRequest("Invalid backup: Backup already exists in database.");
  reserve(call, "backups", record.size);
  const now = call.world.clock.now();
  const row = call.site.cinder.backups.put({
    id: record.id,
    projectId: call.projectId,
    userId: call.caller.userId,
    createdAt: now,
    updatedAt: null,
    name: null,
    description: null,
    volumeId: NO_VOLUME,
    snapshotId: null,
    parentId: null,
    size: record.size,
    status: "creating",
    container: null,
    objectCount: 0,
    metadata: {},
    dataTimestamp: now,
    failReason: null,
    zone: null,
  });
  const { world, site } = call;
  later(world, {
    site,
    kind: "backup-imported",
    target: row.id,
    seconds: 0.6,
    args: { record: asked.backup_url, driver: asked.backup_service },
  });
  return { status: 201, body: { backup: brief(call, "backups", row) } };
}

export function decode(url: string): z.output<typeof backupRecord> {
  const parsed = backupRecord.safeParse(readJson(Buffer.from(url, "base64").toString("utf8")));
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues[0]?.path[0];
  throw badRequest(
    missing === "size"
      ? "Invalid input received: Provided backup record is missing size attribute"
      : missing === "id"
        ? "Invalid input received: Provided backup record is missing an id"
        : "Invalid input received: Can't parse backup record.",
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("Invalid input received: Can't parse backup record.");
  }
}
