import { AppError } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/format";
import type { Allowance } from "@/lib/openstack/cinder/schemas";
import type { Cloud } from "@/lib/openstack/cloud";
import type { VolumeRef } from "./volume";

/** Refuses before anything is made, when the project has no room for the snapshots and backups of these volumes. */
export async function checkQuota(cloud: Cloud, volumes: VolumeRef[]): Promise<void> {
  if (volumes.length === 0) return;
  const quota = await cloud.cinder.quota();
  const sizeGiB = volumes.reduce((sum, volume) => sum + volume.sizeGiB, 0);
  const shortages = [
    shortage(countOf(volumes.length, "snapshot"), quota.snapshots, volumes.length),
    shortage(countOf(volumes.length, "backup"), quota.backups, volumes.length),
    shortage(`${sizeGiB} GiB of volumes and snapshots`, quota.gigabytes, sizeGiB),
    shortage(`${sizeGiB} GiB of backups`, quota.backup_gigabytes, sizeGiB),
  ].filter((text) => text !== null);
  if (shortages.length === 0) return;
  throw new AppError(
    "quota",
    `The project's quota at ${cloud.site.name} has no room for this checkpoint: ${shortages.join("; ")}.`,
    {
      safe: "Nothing was made; earlier checkpoints are untouched.",
      remedy: "Shorten the retention, remove checkpoints, or ask the administrator for more quota.",
    },
  );
}

function shortage(what: string, { limit, in_use, reserved }: Allowance, needed: number): string | null {
  if (limit < 0) return null;
  const free = Math.max(0, limit - in_use - reserved);
  return needed <= free ? null : `${what} wanted, ${free} free`;
}
