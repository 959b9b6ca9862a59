import { json } from "@/lib/domain/json";
import type { Scope } from "@/lib/domain/permissions";
import { NO_SETTINGS, recoverySettings, type RecoverySettings } from "@/lib/domain/recovery-settings";
import { db, type Tx } from "./client";
import { required } from "./stored";

/** How a plan comes back at its recovery site; the defaults where nothing was set. The caller has checked whose plan it is. */
export async function selectRecovery(planId: string, tx: Tx = db()): Promise<RecoverySettings> {
  const row = await tx.recovery.findUnique({ where: { planId }, select: { settings: true } });
  return row ? recoverySettings.parse(row.settings) : NO_SETTINGS;
}

type NewSettings = { planId: string; settings: RecoverySettings; by: string; at: Date };

export async function upsertRecovery(tx: Tx, { planId, settings, by, at }: NewSettings): Promise<void> {
  const row = { settings: required(json.parse(settings)), updatedBy: by, updatedAt: at };
  await tx.recovery.upsert({ where: { planId }, create: { planId, ...row }, update: row });
}

export type NewestPoint = { id: string; capturedAt: Date };

const pointSelect = { id: true, capturedAt: true } as const;

/** The plan's newest point that can be restored, and the newest that can be without its own site. */
export async function selectNewestPoints(
  { cloudId, projectId }: Scope,
  planId: string,
): Promise<{ usable: NewestPoint | null; offsite: NewestPoint | null }> {
  const where = { planId, cloudId, projectId, state: "usable", goneAt: null, manifestSha256: { not: null } };
  const orderBy = { capturedAt: "desc" } as const;
  const [usable, offsite] = await Promise.all([
    db().checkpoint.findFirst({ where, orderBy, select: pointSelect }),
    db().checkpoint.findFirst({ where: { ...where, offsiteAt: { not: null } }, orderBy, select: pointSelect }),
  ]);
  return { usable: captured(usable), offsite: captured(offsite) };
}

// A manifest is sealed only once the capture is over, so that a point with one has its time.
function captured(row: { id: string; capturedAt: Date | null } | null): NewestPoint | null {
  return row?.capturedAt ? { id: row.id, capturedAt: row.capturedAt } : null;
}
