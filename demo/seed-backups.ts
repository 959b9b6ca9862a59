import { DRIVER, recordUrl } from "./cinder/backup-records";
import type { BackupRow } from "./cinder/records";
import { containerOf } from "./cinder/work";
import { copiesOf, demoHistory } from "./history";
import { type HistoryCopy, type HistoryPlan } from "./history-types";
import { volumeBytes } from "./seed-ids";
import { siteOf, type World } from "./world";

/** Puts into the cloud exactly those backups that history says are still alive, with the bytes of their moment. */
export function fillBackups(world: World, now: Date): void {
  const site = siteOf(world, "RegionOne");
  for (const plan of demoHistory(now)) {
    for (const copy of plan.checkpoints.flatMap(copiesOf).filter((one) => one.goneAt === null)) {
      const row = backupRow(plan, copy);
      site.cinder.backups.put(row);
      const hash = world.store.putBytes(volumeBytes(plan.projectName, copy.volumeName, copy.capturedAt.toISOString()));
      world.backupStore.put({ id: row.id, parentId: row.parentId, hash, objectCount: row.objectCount });
    }
  }
}

/** The backup as Cinder would hold it. */
function backupRow(plan: HistoryPlan, copy: HistoryCopy): BackupRow {
  return {
    id: copy.backupId,
    projectId: plan.projectId,
    userId: plan.ownerUserId,
    createdAt: copy.createdAt.getTime(),
    updatedAt: copy.availableAt.getTime(),
    name: `${copy.volumeName} ${copy.capturedAt.toISOString().slice(0, 16)}`,
    description: `Breakwater: ${plan.spec.name}`,
    volumeId: copy.volumeId,
    snapshotId: null,
    parentId: copy.parentBackupId,
    size: copy.volumeGiB,
    status: "available",
    container: containerOf({ id: copy.backupId, container: null }),
    objectCount: Math.max(Math.round(copy.sizeGiB * 256), 1),
    metadata: { "breakwater:plan": plan.id },
    dataTimestamp: copy.capturedAt.getTime(),
    failReason: null,
    zone: null,
  };
}

/** What RegionTwo's Cinder needs to read the backup, as its export would give it. */
export function exportedRecord(plan: HistoryPlan, copy: HistoryCopy): { service: string; url: string } {
  return { service: DRIVER, url: recordUrl(backupRow(plan, copy), "RegionOne", 0) };
}
