import "server-only";
import { AppError } from "@/lib/domain/errors";
import { planFailover } from "@/lib/domain/failover-plan";
import { resolveMappings } from "@/lib/domain/mapping-proposal";
import type { Actor } from "@/lib/domain/permissions";
import { recoveryInput } from "@/lib/domain/recovery-input";
import { orderOf } from "@/lib/domain/recovery-order";
import type { DryRun } from "@/lib/domain/recovery-page";
import type { RestoreSource } from "@/lib/domain/restore-source";
import { callOf } from "@/lib/domain/step-calls";
import { loadRestorable } from "../recovery/load";
import { optionsOf } from "../recovery/queries";
import { readTarget } from "../recovery/target";
import { loadRecovery, wantedPoint } from "./load";

type Wish = { planId: string; purpose: "real" | "drill" };

/** Every step of a recovery as it would be now, in order, with its call. The recovery site is read, nothing is changed. */
export async function dryRunOf(actor: Actor, { planId, purpose }: Wish): Promise<DryRun> {
  const known = await loadRecovery(actor, planId);
  const { site, point } = wantedPoint(known);
  const { source } = await loadRestorable(actor, point.id);
  requireCopies(source);
  const { settings } = known;
  const options = await optionsOf(actor, site.id);
  const { resolved, gaps } = resolveMappings({ source, settings, options, targetSiteName: site.name });
  const input = recoveryInput(source, resolved, { targetSiteId: site.id, drill: purpose === "drill" });
  const { planning } = await readTarget(actor, { input, source, target: site });
  const { steps } = planFailover(input, planning, orderOf(source, settings));
  return {
    checkpointId: source.checkpointId,
    capturedAt: source.capturedAt,
    targetSiteName: site.name,
    steps: steps.map((step) => ({
      key: step.key,
      title: step.title,
      call: callOf(step),
      expectedMs: step.expectedMs,
    })),
    gaps,
    checkedAt: new Date().toISOString(),
  };
}

function requireCopies({ volumes }: RestoreSource): void {
  const without = volumes.filter((volume) => volume.chain.length === 0).map(({ name }) => name);
  if (without.length === 0) return;
  throw new AppError("conflict", `The newest checkpoint holds no copy of ${without.join(", ")}.`, {
    safe: "Nothing was changed.",
    remedy: "Take another checkpoint, and see in its run what went wrong.",
  });
}
