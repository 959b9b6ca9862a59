import { z } from "zod";
import { ApiError, forbidden, isTrue, ok, param, parse, type Call, type Route } from "../call";
import type { Site } from "../world";
import { VOLUME_TYPES } from "./types";

type Used = Record<string, number>;

const DEFAULTS: Record<string, number> = {
  volumes: 1000,
  per_volume_gigabytes: -1,
  snapshots: 1000,
  gigabytes: 100_000,
  backups: 1000,
  backup_gigabytes: 100_000,
  ...Object.fromEntries(
    VOLUME_TYPES.flatMap((type) =>
      [`volumes_${type}`, `gigabytes_${type}`, `snapshots_${type}`].map((key) => [key, -1]),
    ),
  ),
  groups: 1000,
};

function volumeLimits(site: Site, projectId: string): Record<string, number> {
  return { ...DEFAULTS, ...site.cinder.quotas.get(projectId)?.limits };
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

function volumeUsage(site: Site, projectId: string): Used {
  const mine = <T extends { projectId: string }>(rows: T[]) => rows.filter((row) => row.projectId === projectId);
  const volumes = mine(site.cinder.volumes.all());
  const snapshots = mine(site.cinder.snapshots.all());
  const backups = mine(site.cinder.backups.all());
  return {
    volumes: volumes.length,
    snapshots: snapshots.length,
    gigabytes: sum([...volumes, ...snapshots].map((row) => row.size)),
    backups: backups.length,
    backup_gigabytes: sum(backups.map((row) => row.size)),
    groups: mine(site.cinder.groups.all()).length,
    ...Object.fromEntries(
      VOLUME_TYPES.map((type) => [`volumes_${type}`, volumes.filter((row) => row.volumeType === type).length]),
    ),
    ...Object.fromEntries(
      VOLUME_TYPES.map((type) => [
        `gigabytes_${type}`,
        sum(volumes.filter((row) => row.volumeType === type).map((row) => row.size)),
      ]),
    ),
  };
}

type Reserved = "volumes" | "snapshots" | "backups";

/** Refuses with 413 what would go beyond the project's quota, in Cinder's words. */
export function reserve(call: Call, kind: Reserved, sizeGiB: number): void {
  const limits = volumeLimits(call.site, call.projectId);
  const used = volumeUsage(call.site, call.projectId);
  const limitOf = (key: string) => limits[key] ?? -1;
  const usedOf = (key: string) => used[key] ?? 0;
  const sizes = kind === "backups" ? "backup_gigabytes" : "gigabytes";
  const tooBig = limitOf(sizes) >= 0 && usedOf(sizes) + sizeGiB > limitOf(sizes);
  const tooMany = limitOf(kind) >= 0 && usedOf(kind) + 1 > limitOf(kind);
  if (tooBig) {
    const what =
      kind === "backups"
        ? "VolumeBackupSizeExceedsAvailableQuota: Requested backup exceeds allowed Backup gigabytes quota."
        : "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota.";
    throw overLimit(
      `${what} Requested ${sizeGiB}G, quota is ${limitOf(sizes)}G and ${usedOf(sizes)}G has been consumed.`,
    );
  }
  if (!tooMany) return;
  const words: Record<Reserved, string> = {
    volumes: `VolumeLimitExceeded: Maximum number of volumes allowed (${limitOf(kind)}) exceeded for quota 'volumes'.`,
    snapshots: `SnapshotLimitExceeded: Maximum number of snapshots allowed (${limitOf(kind)}) exceeded`,
    backups: `BackupLimitExceeded: Maximum number of backups allowed (${limitOf(kind)}) exceeded`,
  };
  throw overLimit(words[kind]);
}

function overLimit(message: string): ApiError {
  return new ApiError(413, message, "OverLimit", { "Retry-After": "0" });
}

const quotaBody = z.object({ quota_set: z.record(z.string(), z.union([z.number(), z.string()])) });

export const quotaRoutes: Route[] = [
  {
    method: "GET",
    path: "/v3/limits",
    can: "reader",
    rule: "limits_extension:used_limits",
    handle: (call) => {
      const limits = volumeLimits(call.site, call.projectId);
      const used = volumeUsage(call.site, call.projectId);
      return ok({
        limits: {
          rate: [],
          absolute: {
            maxTotalVolumes: limits["volumes"],
            maxTotalSnapshots: limits["snapshots"],
            maxTotalVolumeGigabytes: limits["gigabytes"],
            maxTotalBackups: limits["backups"],
            maxTotalBackupGigabytes: limits["backup_gigabytes"],
            totalVolumesUsed: used["volumes"],
            totalGigabytesUsed: used["gigabytes"],
            totalSnapshotsUsed: used["snapshots"],
            totalBackupsUsed: used["backups"],
            totalBackupGigabytesUsed: used["backup_gigabytes"],
          },
        },
      });
    },
  },
  {
    method: "GET",
    path: "/v3/os-quota-sets/:target",
    can: "reader",
    rule: "volume_extension:quotas:show",
    handle: (call) => {
      const target = param(call, "target");
      if (target !== call.projectId && !call.caller.isAdmin)
        throw forbidden("Policy doesn't allow volume_extension:quotas:show to be performed.");
      const limits = volumeLimits(call.site, target);
      if (!isTrue(call.query.get("usage"))) return ok({ quota_set: { ...limits, id: target } });
      const used = volumeUsage(call.site, target);
      const withUse = Object.fromEntries(
        Object.entries(limits).map(([key, limit]) => [key, { limit, in_use: used[key] ?? 0, reserved: 0 }]),
      );
      return ok({ quota_set: { ...withUse, id: target } });
    },
  },
  {
    method: "GET",
    path: "/v3/os-quota-sets/:target/defaults",
    can: "reader",
    rule: "volume_extension:quotas:show",
    handle: (call) => ok({ quota_set: { ...DEFAULTS, id: param(call, "target") } }),
  },
  {
    method: "PUT",
    path: "/v3/os-quota-sets/:target",
    can: "admin",
    rule: "volume_extension:quotas:update",
    handle: (call) => {
      const target = param(call, "target");
      const asked = Object.entries(parse(call, quotaBody).quota_set).filter(([key]) => key in DEFAULTS);
      const limits = {
        ...call.site.cinder.quotas.get(target)?.limits,
        ...Object.fromEntries(asked.map(([key, value]) => [key, Number(value)])),
      };
      call.site.cinder.quotas.put({ id: target, limits });
      return ok({ quota_set: volumeLimits(call.site, target) });
    },
  },
];
