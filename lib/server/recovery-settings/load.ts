import "server-only";
import { selectNewestPoints, selectRecovery, type NewestPoint } from "@/lib/db/recovery";
import type { PlanRow } from "@/lib/db/plans";
import { selectSite, type SiteRecord } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import type { RecoverySettings } from "@/lib/domain/recovery-settings";
import { requirePlan } from "../plans/read";

export type RecoveryPlan = {
  plan: PlanRow;
  settings: RecoverySettings;
  /** Null: none is chosen, or it was removed. */
  site: SiteRecord | null;
  usable: NewestPoint | null;
  offsite: NewestPoint | null;
};

/** A plan of this project with all that is set and stored for its recovery. */
export async function loadRecovery(actor: Actor, planId: string): Promise<RecoveryPlan> {
  const plan = await requirePlan(actor, planId);
  const [settings, points, site] = await Promise.all([
    selectRecovery(planId),
    selectNewestPoints(actor, planId),
    plan.recoverySiteId === null ? null : selectSite(plan.recoverySiteId),
  ]);
  const there = site?.cloudId === actor.cloudId && site.removedAt === null;
  return { plan, settings, site: there ? site : null, ...points };
}

export const NO_RECOVERY_SITE = {
  message: "This plan has no recovery site, or it was removed.",
  remedy: "Edit the plan and choose one.",
};

export const NO_POINT = {
  message: "This plan has no checkpoint that can be restored yet.",
  remedy: "Take a checkpoint first.",
};

/** What a recovery would be made of: the newest point that needs nothing of its own site, else the newest there is. */
export function wantedPoint({ site, usable, offsite }: RecoveryPlan): { site: SiteRecord; point: NewestPoint } {
  if (!site) throw new AppError("conflict", NO_RECOVERY_SITE.message, { remedy: NO_RECOVERY_SITE.remedy });
  const point = offsite ?? usable;
  if (!point) throw new AppError("conflict", NO_POINT.message, { remedy: NO_POINT.remedy });
  return { site, point };
}
