import "server-only";
import { selectPlanBackups, selectRestorable, type RestorableRow } from "@/lib/db/restore-source";
import { AppError } from "@/lib/domain/errors";
import { storedManifest } from "@/lib/domain/manifest";
import type { Scope } from "@/lib/domain/permissions";
import { sourceOf } from "@/lib/domain/restore-from-manifest";
import type { RestoreSource } from "@/lib/domain/restore-source";

export type Restorable = { row: RestorableRow; source: RestoreSource };

/** A checkpoint that can be restored from, of this project; another project's does not exist. */
export async function loadRestorable({ cloudId, projectId }: Scope, checkpointId: string): Promise<Restorable> {
  const row = await selectRestorable({ cloudId, projectId }, checkpointId);
  if (!row) throw new AppError("not-found", "There is no such checkpoint in this project.");
  if (row.goneAt !== null)
    throw new AppError("conflict", "The data of this checkpoint is gone.", {
      remedy: "Choose a later checkpoint.",
    });
  const manifest = storedManifest(row);
  const backups = await selectPlanBackups(row.planId, row.siteId);
  return { row, source: sourceOf({ manifest, captured: row.captured, backups }) };
}
