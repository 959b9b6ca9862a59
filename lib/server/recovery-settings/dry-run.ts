import "server-only";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import type { DryRun } from "@/lib/domain/recovery-page";
import { imageAt } from "@/lib/domain/restore-facts";
import type { RestoreSource } from "@/lib/domain/restore-source";
import { callOf } from "@/lib/domain/step-calls";
import { proposeFailover } from "@/lib/protection/restore/failover-proposal";
import { cloudFor } from "../cloud";
import { loadRestorable } from "../recovery/load";
import { paceAt } from "../recovery/target";
import { loadRecovery, wantedPoint } from "./load";

type Wish = { planId: string; purpose: "real" | "drill" };

/** Every step of a recovery as it would be now, in order, with its call. The recovery site is read, nothing is changed. */
export async function dryRunOf(actor: Actor, { planId, purpose }: Wish): Promise<DryRun> {
  const known = await loadRecovery(actor, planId);
  const { site, point } = wantedPoint(known);
  const { source } = await loadRestorable(actor, point.id);
  requireCopies(source, site.id);
  const { settings } = known;
  const [cloud, pace] = await Promise.all([cloudFor(actor, site.id), paceAt(site.id)]);
  const { plan, gaps } = await proposeFailover(cloud, { source, settings, drill: purpose === "drill", pace });
  return {
    checkpointId: source.checkpointId,
    capturedAt: source.capturedAt,
    targetSiteName: site.name,
    steps: plan.steps.map((step) => ({
      key: step.key,
      title: step.title,
      call: callOf(step),
      expectedMs: step.expectedMs,
    })),
    gaps,
    checkedAt: new Date().toISOString(),
  };
}

function requireCopies(source: RestoreSource, siteId: string): void {
  const without = source.volumes
    .filter(({ chain, capturedId }) => chain.length === 0 && imageAt(source, capturedId, siteId) === null)
    .map(({ name }) => name);
  if (without.length === 0) return;
  throw new AppError("conflict", `The newest checkpoint holds no copy of ${without.join(", ")}.`, {
    safe: "Nothing was changed.",
    remedy: "Take another checkpoint, and see in its run what went wrong.",
  });
}
