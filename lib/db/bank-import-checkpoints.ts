import type { BankCheckpoint, BankContent, BankHistory } from "@/lib/domain/bank-content";
import type { Tx } from "./client";
import { required, stored } from "./stored";

export type CheckpointCounts = { added: number; updated: number; kept: number };

/** Parents before children does not matter: a copy names its parent by id alone. `keep`: what is here stays. */
export async function importCheckpoints(
  tx: Tx,
  { checkpoints, history }: BankContent,
  keep: boolean,
): Promise<CheckpointCounts> {
  const counts = { added: 0, updated: 0, kept: 0 };
  for (const checkpoint of checkpoints) counts[await importOne(tx, checkpoint, keep)] += 1;
  await importGone(tx, history?.checkpoints ?? []);
  return counts;
}

async function importOne(tx: Tx, checkpoint: BankCheckpoint, keep: boolean): Promise<keyof CheckpointCounts> {
  const { captured, copies, manifest, ...columns } = checkpoint;
  const row = { ...columns, manifest: stored(manifest) };
  const here = await tx.checkpoint.findUnique({ where: { id: row.id }, select: { goneAt: true } });
  // What has expired here is gone, whatever an older bank says.
  if (here && (keep || here.goneAt !== null)) return "kept";
  if (here) await tx.checkpoint.update({ where: { id: row.id }, data: row });
  else await tx.checkpoint.create({ data: row });
  const { id: checkpointId, cloudId, projectId } = checkpoint;
  for (const { dependsOn, ...one } of captured) {
    const data = { ...one, checkpointId, dependsOn: required(dependsOn) };
    await tx.captured.upsert({ where: { id: one.id }, create: data, update: data });
  }
  for (const { record, ...one } of copies) {
    const data = { ...one, checkpointId, cloudId, projectId, record: stored(record) };
    await tx.copy.upsert({ where: { id: one.id }, create: data, update: data });
  }
  return here ? "updated" : "added";
}

async function importGone(tx: Tx, rows: BankHistory["checkpoints"]): Promise<void> {
  await tx.checkpoint.createMany({ data: rows, skipDuplicates: true });
}
