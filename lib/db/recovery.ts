import { json } from "@/lib/domain/json";
import { NO_SETTINGS, recoverySettings, type RecoverySettings } from "@/lib/domain/recovery-settings";
import { db, type Tx } from "./client";
import { required } from "./stored";

/** How a plan comes back at its recovery site; the defaults where nothing was set. The caller has checked whose plan it is. */
export async function selectRecovery(planId: string): Promise<RecoverySettings> {
  const row = await db().recovery.findUnique({ where: { planId }, select: { settings: true } });
  return row ? recoverySettings.parse(row.settings) : NO_SETTINGS;
}

type NewSettings = { planId: string; settings: RecoverySettings; by: string; at: Date };

export async function upsertRecovery(tx: Tx, { planId, settings, by, at }: NewSettings): Promise<void> {
  const row = { settings: required(json.parse(settings)), updatedBy: by, updatedAt: at };
  await tx.recovery.upsert({ where: { planId }, create: { planId, ...row }, update: row });
}
