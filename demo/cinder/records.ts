import type { Row, Store, Table } from "../store";

export type Owned = Row & { projectId: string; userId: string; createdAt: number; updatedAt: number | null };

type AttachmentRow = { id: string; serverId: string; device: string; attachedAt: number };

export type VolumeRow = Owned & {
  name: string | null;
  description: string | null;
  size: number;
  status: string;
  /** What it goes back to after a backup. */
  previousStatus: string | null;
  bootable: boolean;
  volumeType: string;
  metadata: Record<string, string>;
  snapshotId: string | null;
  sourceVolid: string | null;
  groupId: string | null;
  zone: string;
  attachments: AttachmentRow[];
  imageMetadata: Record<string, string> | null;
  multiattach: boolean;
  /** Of its bytes, which are held in small. */
  hash: string;
};

export type SnapshotRow = Owned & {
  name: string | null;
  description: string | null;
  volumeId: string;
  size: number;
  status: string;
  metadata: Record<string, string>;
  groupSnapshotId: string | null;
  hash: string;
};

export type BackupRow = Owned & {
  name: string | null;
  description: string | null;
  volumeId: string;
  snapshotId: string | null;
  parentId: string | null;
  size: number;
  status: string;
  container: string | null;
  objectCount: number;
  metadata: Record<string, string>;
  dataTimestamp: number;
  failReason: string | null;
  zone: string | null;
};

export type GroupRow = Owned & {
  name: string | null;
  description: string | null;
  groupTypeId: string;
  volumeTypeIds: string[];
  status: string;
  zone: string;
  replicationStatus: string | null;
};

export type GroupSnapshotRow = Owned & {
  name: string | null;
  description: string | null;
  groupId: string;
  groupTypeId: string;
  status: string;
};

export type MessageRow = Owned & {
  resourceType: string;
  resourceId: string;
  eventId: string;
  text: string;
  requestId: string;
};

/** One project's limits, where they are not the defaults. */
type QuotaRow = Row & { limits: Record<string, number> };

export type CinderTables = {
  volumes: Table<VolumeRow>;
  snapshots: Table<SnapshotRow>;
  backups: Table<BackupRow>;
  groups: Table<GroupRow>;
  groupSnapshots: Table<GroupSnapshotRow>;
  messages: Table<MessageRow>;
  quotas: Table<QuotaRow>;
};

export function cinderTables(store: Store, site: string): CinderTables {
  return {
    volumes: store.table(`${site}/volumes`),
    snapshots: store.table(`${site}/snapshots`),
    backups: store.table(`${site}/backups`),
    groups: store.table(`${site}/groups`),
    groupSnapshots: store.table(`${site}/group-snapshots`),
    messages: store.table(`${site}/messages`),
    quotas: store.table(`${site}/volume-quotas`),
  };
}
