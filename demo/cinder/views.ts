import type { Call } from "../call";
import { microTime } from "../clock";
import { hexIdOf, uuidOf } from "../ids";
import { links } from "./lists";
import type { BackupRow, SnapshotRow, VolumeRow } from "./records";
import { isReplicated, volumeTypeId } from "./types";

const timeOrNull = (at: number | null) => (at === null ? null : microTime(at));

export function volumeView(call: Call, row: VolumeRow, created = false) {
  return {
    id: row.id,
    status: row.status,
    size: row.size,
    availability_zone: row.zone,
    created_at: microTime(row.createdAt),
    updated_at: timeOrNull(row.updatedAt),
    name: row.name,
    description: row.description,
    volume_type: row.volumeType,
    snapshot_id: row.snapshotId,
    source_volid: row.sourceVolid,
    metadata: row.metadata,
    links: links(call, "volumes", row),
    user_id: row.userId,
    bootable: String(row.bootable),
    encrypted: false,
    replication_status: isReplicated(row.volumeType) && row.status !== "creating" ? "enabled" : null,
    consistencygroup_id: null,
    multiattach: row.multiattach,
    attachments: row.attachments.map((one) => ({
      id: row.id,
      attachment_id: one.id,
      volume_id: row.id,
      server_id: one.serverId,
      host_name: call.caller.isAdmin ? "demo-compute" : null,
      device: one.device,
      attached_at: microTime(one.attachedAt),
    })),
    ...(created ? {} : { "os-vol-tenant-attr:tenant_id": row.projectId }),
    ...(row.imageMetadata === null || created ? {} : { volume_image_metadata: row.imageMetadata }),
    ...(call.caller.isAdmin && !created
      ? {
          "os-vol-host-attr:host": `${call.site.name}@${row.volumeType}#${row.volumeType}`,
          "os-vol-mig-status-attr:migstat": null,
          "os-vol-mig-status-attr:name_id": null,
        }
      : {}),
    ...(call.minor >= 13 ? { group_id: row.groupId } : {}),
    ...(call.minor >= 21 && call.caller.isAdmin ? { provider_id: null } : {}),
    ...(call.minor >= 48
      ? {
          shared_targets: row.status === "creating",
          service_uuid: row.status === "creating" ? null : uuidOf(`${call.site.name} cinder-volume`),
        }
      : {}),
    ...(call.minor >= 61 && call.caller.isAdmin ? { cluster_name: null } : {}),
    ...(call.minor >= 63 ? { volume_type_id: volumeTypeId(call.site.name, row.volumeType) } : {}),
    ...(call.minor >= 65 ? { consumes_quota: true } : {}),
  };
}

export function snapshotView(call: Call, row: SnapshotRow, created = false) {
  return {
    id: row.id,
    created_at: microTime(row.createdAt),
    updated_at: timeOrNull(row.updatedAt),
    name: row.name,
    description: row.description,
    volume_id: row.volumeId,
    status: row.status,
    size: row.size,
    metadata: row.metadata,
    ...(created
      ? {}
      : {
          "os-extended-snapshot-attributes:progress": row.status === "creating" ? "0%" : "100%",
          "os-extended-snapshot-attributes:project_id": row.projectId,
        }),
    ...(call.minor >= 14 ? { group_snapshot_id: row.groupSnapshotId } : {}),
    ...(call.minor >= 41 ? { user_id: row.userId } : {}),
    ...(call.minor >= 65 ? { consumes_quota: true } : {}),
  };
}

export function backupView(call: Call, row: BackupRow) {
  const children = call.site.cinder.backups.all().some((one) => one.parentId === row.id);
  return {
    id: row.id,
    status: row.status,
    size: row.size,
    object_count: row.objectCount,
    availability_zone: row.zone,
    container: row.container,
    created_at: microTime(row.createdAt),
    updated_at: timeOrNull(row.updatedAt),
    name: row.name,
    description: row.description,
    fail_reason: row.failReason,
    volume_id: row.volumeId,
    links: links(call, "backups", row),
    is_incremental: row.parentId !== null,
    has_dependent_backups: children,
    snapshot_id: row.snapshotId,
    data_timestamp: microTime(row.dataTimestamp),
    ...(call.minor >= 18 && call.caller.isAdmin ? { "os-backup-project-attr:project_id": row.projectId } : {}),
    ...(call.minor >= 43 ? { metadata: row.metadata } : {}),
    ...(call.minor >= 56 && call.caller.isAdmin ? { user_id: row.userId } : {}),
  };
}

export function brief(call: Call, word: string, row: VolumeRow | BackupRow) {
  return { id: row.id, name: row.name, links: links(call, word, row) };
}

/** The host part of a site's Cinder: `r1` in the real cloud. */
export function hostOf(site: string): string {
  return `cinder-${hexIdOf(site).slice(0, 4)}`;
}
