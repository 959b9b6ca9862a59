import { z } from "zod";
import {
  accepted,
  badRequest,
  forbidden,
  isRecord,
  ok,
  param,
  parse,
  type Answer,
  type Call,
  type Route,
} from "../call";
import { later } from "../work";
import { exportRecord, importRecord } from "./backup-records";
import { list, own } from "./lists";
import type { BackupRow } from "./records";
import { backupView, brief } from "./views";
import { createVolume, findVolume } from "./volume-create";
import { texts, create } from "./backup-create";

const updateBody = z.object({
  backup: z.object({
    name: z.string().nullish(),
    description: z.string().nullish(),
    metadata: texts.optional(),
  }),
});
const restoreBody = z.object({
  restore: z.object({ volume_id: z.uuid().nullish(), name: z.string().nullish() }),
});

function findBackup(call: Call, id: string): BackupRow {
  return own(call, call.site.cinder.backups.get(id), `Backup ${id} could not be found.`);
}

function destroy(call: Call): Answer {
  const row = findBackup(call, param(call, "id"));
  if (!["available", "error"].includes(row.status))
    throw badRequest("Invalid backup: Backup status must be available or error");
  return remove(call, row);
}

function remove(call: Call, row: BackupRow): Answer {
  if (call.site.cinder.backups.all().some((one) => one.parentId === row.id)) {
    throw badRequest("Invalid backup: Incremental backups exist for this backup.");
  }
  call.site.cinder.backups.patch(row.id, { status: "deleting", updatedAt: call.world.clock.now() });
  later(call.world, { site: call.site, kind: "backup-deleted", target: row.id, seconds: 0.6 });
  return accepted();
}

function restore(call: Call): Answer {
  const row = findBackup(call, param(call, "id"));
  const asked = parse(call, restoreBody).restore;
  if (row.status !== "available") throw badRequest("Invalid backup: Backup status must be available");
  const made = asked.volume_id
    ? null
    : createVolume(call, {
        size: row.size,
        name: asked.name ?? `restore_backup_${row.id}`,
        description: "auto-created_from_restore_from_backup",
      });
  const target = made ?? findVolume(call, asked.volume_id ?? "");
  if (made === null && target.status !== "available")
    throw badRequest("Invalid volume: Volume to be restored to must be available");
  if (row.size > target.size)
    throw badRequest(`Invalid volume: volume size ${target.size} is too small to restore backup of size ${row.size}.`);
  const { world, site } = call;
  // Cinder waits here until the new volume is there; the demo makes it at once.
  if (made !== null) dropTask(call, made.id);
  site.cinder.backups.patch(row.id, { status: "restoring", updatedAt: world.clock.now() });
  site.cinder.volumes.patch(target.id, { status: "restoring-backup", updatedAt: world.clock.now() });
  const rename: Record<string, string> = made !== null && !asked.name ? { rename: "yes" } : {};
  later(world, {
    site,
    kind: "backup-restored",
    target: row.id,
    seconds: 4,
    args: { volume: target.id, ...rename },
  });
  return accepted({ restore: { backup_id: row.id, volume_id: target.id, volume_name: target.name } });
}

function dropTask(call: Call, volumeId: string): void {
  for (const task of call.world.tasks.all())
    if (task.target === volumeId && task.kind === "volume-created") call.world.tasks.remove(task.id);
}

function update(call: Call): Answer {
  const row = findBackup(call, param(call, "id"));
  const asked = parse(call, updateBody).backup;
  const changed = call.site.cinder.backups.put({
    ...row,
    name: asked.name === undefined ? row.name : asked.name,
    description: asked.description === undefined ? row.description : asked.description,
    metadata: asked.metadata ?? row.metadata,
    updatedAt: call.world.clock.now(),
  });
  return ok({ backup: brief(call, "backups", changed) });
}

function act(call: Call): Answer {
  const row = findBackup(call, param(call, "id"));
  const word = isRecord(call.body) ? Object.keys(call.body)[0] : undefined;
  const rule =
    word === "os-force_delete"
      ? "volume_extension:backup_admin_actions:force_delete"
      : "volume_extension:backup_admin_actions:reset_status";
  if (!call.caller.isAdmin) throw forbidden(`Policy doesn't allow ${rule} to be performed.`);
  if (word === "os-force_delete") return remove(call, row);
  const order = isRecord(call.body) ? call.body["os-reset_status"] : undefined;
  if (!isRecord(order) || typeof order["status"] !== "string")
    throw badRequest(`There is no such action: ${word ?? ""}`);
  call.site.cinder.backups.patch(row.id, { status: order["status"], updatedAt: call.world.clock.now() });
  return accepted();
}

function listing(call: Call, detailed: boolean): Answer {
  return list(call, {
    word: "backups",
    noun: "Backup",
    rows: call.site.cinder.backups.all(),
    fields: (row) => ({ name: row.name, status: row.status, volume_id: row.volumeId }),
    view: (row) => (detailed ? backupView(call, row) : brief(call, "backups", row)),
    detailed,
    counted: true,
  });
}

export const backupRoutes: Route[] = [
  {
    method: "GET",
    path: "/v3/backups",
    can: "reader",
    rule: "backup:get_all",
    handle: (call) => listing(call, false),
  },
  {
    method: "GET",
    path: "/v3/backups/detail",
    can: "reader",
    rule: "backup:get_all",
    handle: (call) => listing(call, true),
  },
  { method: "POST", path: "/v3/backups", can: "member", rule: "backup:create", handle: create },
  {
    method: "POST",
    path: "/v3/backups/import_record",
    can: "admin",
    rule: "backup:backup-import",
    handle: importRecord,
  },
  {
    method: "GET",
    path: "/v3/backups/:id",
    can: "reader",
    rule: "backup:get",
    handle: (call) => ok({ backup: backupView(call, findBackup(call, param(call, "id"))) }),
  },
  { method: "PUT", path: "/v3/backups/:id", can: "member", rule: "backup:update", handle: update },
  { method: "DELETE", path: "/v3/backups/:id", can: "member", rule: "backup:delete", handle: destroy },
  { method: "POST", path: "/v3/backups/:id/restore", can: "member", rule: "backup:restore", handle: restore },
  {
    method: "GET",
    path: "/v3/backups/:id/export_record",
    can: "reader",
    rule: "backup:export-import",
    handle: (call) => exportRecord(call, findBackup(call, param(call, "id"))),
  },
  { method: "POST", path: "/v3/backups/:id/action", can: "member", rule: "backup:update", handle: act },
];
