import { z } from "zod";
import { instant, optionalInstant } from "../instant";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});
// Cinder has always written this boolean as a word.
const wordyBoolean = z
  .union([z.boolean(), z.string().transform((word) => word.toLowerCase() === "true")])
  .default(false);

export const volume = z.looseObject({
  id: z.string(),
  name: text,
  description: text,
  status: z.string(),
  size: z.number(),
  volume_type: text,
  availability_zone: text,
  bootable: wordyBoolean,
  encrypted: z.boolean().default(false),
  multiattach: z.boolean().default(false),
  snapshot_id: text,
  source_volid: text,
  group_id: text,
  replication_status: text,
  user_id: text,
  created_at: instant,
  updated_at: optionalInstant,
  metadata,
  volume_image_metadata: z.record(z.string(), z.string()).optional(),
  attachments: z
    .array(
      z.looseObject({
        server_id: z.string().nullish(),
        device: z.string().nullish(),
        attachment_id: z.string().optional(),
      }),
    )
    .default([]),
  /** The project; who lists for all projects needs it. */
  "os-vol-tenant-attr:tenant_id": z.string().optional(),
});
export type Volume = z.infer<typeof volume>;

export const snapshot = z.looseObject({
  id: z.string(),
  name: text,
  description: text,
  status: z.string(),
  size: z.number(),
  volume_id: z.string(),
  group_snapshot_id: text,
  created_at: instant,
  updated_at: optionalInstant,
  metadata,
  "os-extended-snapshot-attributes:progress": z.string().optional(),
});
export type Snapshot = z.infer<typeof snapshot>;

export const backup = z.looseObject({
  id: z.string(),
  name: text,
  description: text,
  status: z.string(),
  size: z.number(),
  volume_id: text,
  snapshot_id: text,
  is_incremental: z.boolean().default(false),
  has_dependent_backups: z.boolean().default(false),
  /** When the data was as the backup holds it; the time of the snapshot, if one was the source. */
  data_timestamp: optionalInstant,
  created_at: optionalInstant,
  updated_at: optionalInstant,
  fail_reason: text,
  object_count: z.number().nullish(),
  container: text,
  availability_zone: text,
  metadata,
  "os-backup-project-attr:project_id": z.string().nullish(),
});
export type Backup = z.infer<typeof backup>;

/** Creating a backup answers with nothing more. */
export const startedBackup = z.looseObject({ id: z.string(), name: text });
export const startedRestore = z.looseObject({ backup_id: z.string(), volume_id: z.string(), volume_name: text });
export type StartedRestore = z.infer<typeof startedRestore>;

/** What one Cinder needs to read a backup that another made; `backup_url` is base64 of the backup's row as JSON. */
export const backupRecord = z.looseObject({ backup_service: z.string(), backup_url: z.string() });
export type BackupRecord = z.infer<typeof backupRecord>;

export const group = z.looseObject({
  id: z.string(),
  name: text,
  description: text,
  status: z.string(),
  group_type: text,
  volume_types: z.array(z.string()).default([]),
  volumes: z.array(z.string()).optional(),
  availability_zone: text,
  replication_status: text,
  created_at: instant,
});
export type Group = z.infer<typeof group>;

export const groupType = z.looseObject({
  id: z.string(),
  name: z.string(),
  is_public: z.boolean().default(true),
  /** Only administrators see them. */
  group_specs: z.record(z.string(), z.string()).optional(),
});
export type GroupType = z.infer<typeof groupType>;

export const groupSnapshot = z.looseObject({
  id: z.string(),
  name: text,
  description: text,
  status: z.string(),
  group_id: z.string(),
  created_at: instant,
});
export type GroupSnapshot = z.infer<typeof groupSnapshot>;

export const volumeType = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: text,
  is_public: z.boolean().default(true),
  /** Tenants see only what Cinder holds for harmless, such as `replication_enabled`. */
  extra_specs: z
    .record(z.string(), z.string())
    .nullish()
    .transform((value) => value ?? {}),
});
export type VolumeType = z.infer<typeof volumeType>;

const allowance = z.looseObject({ limit: z.number(), in_use: z.number(), reserved: z.number().default(0) });
export type Allowance = z.infer<typeof allowance>;

/** -1 is unlimited. Per-type quotas, such as `volumes_standard`, come along as further keys. */
export const quotaSet = z.looseObject({
  volumes: allowance,
  snapshots: allowance,
  backups: allowance,
  gigabytes: allowance,
  backup_gigabytes: allowance,
  groups: allowance.optional(),
});
export type VolumeQuota = z.infer<typeof quotaSet>;

export const volumeLimits = z.looseObject({
  absolute: z.looseObject({
    maxTotalVolumes: z.number(),
    totalVolumesUsed: z.number(),
    maxTotalSnapshots: z.number(),
    totalSnapshotsUsed: z.number(),
    maxTotalVolumeGigabytes: z.number(),
    totalGigabytesUsed: z.number(),
    maxTotalBackups: z.number(),
    totalBackupsUsed: z.number(),
    maxTotalBackupGigabytes: z.number(),
    totalBackupGigabytesUsed: z.number(),
  }),
});
export type VolumeLimits = z.infer<typeof volumeLimits>["absolute"];

/** Why something failed, in words that Cinder means for users. */
export const message = z.looseObject({
  id: z.string(),
  user_message: z.string(),
  message_level: z.string(),
  event_id: z.string(),
  resource_type: text,
  resource_uuid: text,
  request_id: text,
  created_at: instant,
});
export type Message = z.infer<typeof message>;

export const service = z.looseObject({
  binary: z.string(),
  host: z.string(),
  zone: text,
  status: z.string(),
  state: z.string(),
  updated_at: optionalInstant,
  disabled_reason: text,
  frozen: z.boolean().optional(),
  replication_status: text,
  active_backend_id: text,
  backend_state: text,
});
export type VolumeService = z.infer<typeof service>;

export const zone = z.looseObject({ zoneName: z.string(), zoneState: z.looseObject({ available: z.boolean() }) });
export type VolumeZone = z.infer<typeof zone>;
