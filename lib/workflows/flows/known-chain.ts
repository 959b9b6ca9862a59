import { inTransaction } from "@/lib/db/client";
import { keepRecord, selectRecords, upsertImported } from "@/lib/db/restore-source";
import type { Json } from "@/lib/domain/json";
import type { RestoreContext } from "@/lib/protection/restore/context";
import { importChain } from "@/lib/protection/restore/import-records";
import type { FlowRun } from "../flow";

type Chain = { sourceSiteId: string; targetSiteId: string; backupIds: string[] };

/**
 * Makes a chain known at the target, full backup first; null: not all of it is available yet. The records come from
 * our own rows, so that the source may be dark.
 */
export async function makeChainKnown(
  run: FlowRun,
  context: RestoreContext,
  { sourceSiteId, targetSiteId, backupIds }: Chain,
): Promise<Json> {
  const { cloudId, projectId } = run.row;
  const rows = await selectRecords({ cloudId, projectId }, sourceSiteId, backupIds);
  const rowOf = (backupId: string) => rows.find((row) => row.remoteId === backupId);
  const kept = backupIds.map((backupId) => ({ backupId, record: rowOf(backupId)?.record ?? null }));
  const keep = async (backupId: string, record: { backup_service: string; backup_url: string }) => {
    const row = rowOf(backupId);
    if (row) await keepRecord(row.id, { backup_service: record.backup_service, backup_url: record.backup_url });
  };
  const outcome = await importChain(context, { kept, projectId, keep });
  if (!outcome) return null;
  await inTransaction(async (tx) => {
    for (const row of rows) await upsertImported(tx, row, targetSiteId, new Date());
  });
  return outcome;
}
