import { AppError } from "@/lib/domain/errors";
import { readRecord } from "@/lib/openstack/cinder/backups";
import { backupRecord, type BackupRecord } from "@/lib/openstack/cinder/schemas";
import type { Cloud } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";
import type { RestoreContext } from "./context";

/** The kept record of one backup of a chain; null when none was kept. */
type KeptRecord = { backupId: string; record: unknown };
type ImportOutcome = { imported: string[]; found: string[] };

/**
 * Makes a chain known at the target, full backup first: what is there already counts as found, the rest is imported by
 * the site's service account into the tenant's project. Null: not all are available yet. `keep` stores a record that
 * had to be exported now.
 */
export async function importChain(
  context: RestoreContext,
  {
    kept,
    projectId,
    keep,
  }: {
    kept: KeptRecord[];
    projectId: string;
    keep: (backupId: string, record: BackupRecord) => Promise<void>;
  },
): Promise<ImportOutcome | null> {
  const tenant = await context.target();
  const outcome: ImportOutcome = { imported: [], found: [] };
  for (const { backupId, record } of kept) {
    const seen = await tenant.cinder.backups.find(backupId);
    if (!seen) {
      await importOne(context, { backupId, record, projectId, keep });
      return null;
    }
    if (seen.status === "error")
      throw new AppError("refused", `Cinder at ${tenant.site.name} could not take over backup ${backupId}.`, {
        safe: "The backup at its own site is unchanged.",
        remedy: "Ask the administrator whether both sites read the same backup store.",
      });
    if (seen.status === "creating") return null;
    outcome.found.push(backupId);
  }
  return outcome;
}

type Importing = {
  backupId: string;
  record: unknown;
  projectId: string;
  keep: (backupId: string, record: BackupRecord) => Promise<void>;
};

async function importOne(context: RestoreContext, { backupId, record, projectId, keep }: Importing): Promise<void> {
  const content = await recordFor(context, { backupId, record, keep });
  belongsTo(content, { backupId, projectId });
  const service = await context.service("target");
  if (!service)
    throw new AppError(
      "forbidden",
      "The target site has no service account, and only an administrator may import backup records.",
      { safe: "Nothing was made.", remedy: "Ask an administrator to register the site's service account." },
    );
  // Cinder gives the record to the project of the importing token.
  if (service.projectId !== projectId)
    throw new AppError("forbidden", "The service account is not scoped to this project.", {
      safe: "Nothing was made.",
      remedy: "Ask an administrator to check the site's service account.",
    });
  await importUnlessThere(service, content, backupId);
}

async function importUnlessThere(service: Cloud, content: BackupRecord, backupId: string): Promise<void> {
  try {
    await service.cinder.backups.importRecord(content);
  } catch (error) {
    if (!isOpenStackError(error, "invalid", "conflict") || !/already exists/i.test(error.message)) throw error;
    // There, but not the tenant's: an earlier import went to another project.
    if (await service.cinder.backups.find(backupId)) return;
    throw new AppError("conflict", `Backup ${backupId} is known at ${service.site.name}, but to another project.`, {
      safe: "Nothing was made.",
      remedy: "Ask an administrator: the record must be given to this project.",
      cause: error,
    });
  }
}

async function recordFor(
  context: RestoreContext,
  { backupId, record, keep }: Omit<Importing, "projectId">,
): Promise<BackupRecord> {
  const known = backupRecord.safeParse(record);
  if (known.success) return known.data;
  const origin = await context.service("origin");
  if (!origin)
    throw new AppError(
      "not-found",
      "No record was kept of this backup, and its own site has no service account to export it.",
      { safe: "Nothing was made.", remedy: "Restore at the site that made the checkpoint." },
    );
  const exported = await origin.cinder.backups.exportRecord(backupId);
  await keep(backupId, exported);
  return exported;
}

/** A record names its owner; one of another project, or of another backup, is never imported. */
function belongsTo(record: BackupRecord, { backupId, projectId }: { backupId: string; projectId: string }): void {
  const content = readRecord(record);
  const foreign = content.id !== backupId || (content.project_id != null && content.project_id !== projectId);
  if (foreign)
    throw new AppError("forbidden", "The record kept of this backup belongs to another project.", {
      safe: "Nothing was imported.",
      remedy: "Tell your administrator: the kept record does not match.",
    });
}
