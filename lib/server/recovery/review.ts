import "server-only";
import type { SiteRecord } from "@/lib/db/sites";
import type { Actor } from "@/lib/domain/permissions";
import { planHash } from "@/lib/domain/plan-hash";
import type { RestoreInput, RestoreReview } from "@/lib/domain/restore";
import { judgeRestore } from "@/lib/domain/restore-checks";
import { volumeOf, type RestoreFacts } from "@/lib/domain/restore-facts";
import { interruptedServers, overwritesOf, planRestore } from "@/lib/domain/restore-plan";
import type { RestoreSource } from "@/lib/domain/restore-source";
import type { RestoreStep } from "@/lib/domain/restore-steps";
import { siteOf } from "@/lib/server/cloud";
import { loadRestorable, type Restorable } from "./load";
import { checkInput } from "./check-input";
import { readTarget } from "./target";

export type Reviewed = {
  review: RestoreReview;
  steps: RestoreStep[];
  restorable: Restorable;
  target: SiteRecord;
};

/** What this restore would do and whether it may, found out just now. Nothing is changed. */
export async function reviewOf(actor: Actor, input: RestoreInput): Promise<Reviewed> {
  const [restorable, target] = await Promise.all([
    loadRestorable(actor, input.checkpointId),
    siteOf(actor, input.targetSiteId),
  ]);
  const { source } = restorable;
  checkInput(input, source);
  const { facts, planning, pace } = await readTarget(actor, { input, source, target });
  const checks = judgeRestore(input, source, facts);
  const steps = plannable(input, source) ? planRestore(input, planning) : [];
  return { review: toReview({ input, source, planning, steps, checks, pace }), steps, restorable, target };
}

type Parts = {
  input: RestoreInput;
  source: RestoreSource;
  planning: RestoreFacts;
  steps: RestoreStep[];
  checks: RestoreReview["checks"];
  pace: RestoreReview["pace"];
};

function toReview({ input, source, planning, steps, checks, pace }: Parts): RestoreReview {
  const overwrites = overwritesOf(input, source);
  const interrupted = interruptedServers(input, planning);
  const { confirmation: _typed, ...shown } = input;
  return {
    // Expected times are left out: they may change while nothing that matters does.
    hash: planHash({
      input: shown,
      steps: steps.map(({ expectedMs: _expected, ...step }) => step),
      overwrites,
      interrupted,
    }),
    checks,
    steps: steps.map(({ key, title, expectedMs }) => ({ key, title, expectedMs })),
    overwrites: [
      ...overwrites,
      ...interrupted.map((name) => `${name} is shut down while its volumes are replaced, and started again.`),
    ],
    needsConfirmation: overwrites.length + interrupted.length > 0 ? source.planName : null,
    counts: {
      servers: input.servers.length,
      volumes: input.volumes.length,
      sizeGiB: input.volumes.reduce((sum, item) => sum + volumeOf(source, item.capturedId).sizeGiB, 0),
    },
    expectedMs: expectedOf(steps),
    pace,
    checkedAt: new Date().toISOString(),
  };
}

/** Waits that stand together pass together: of them only the longest counts. */
function expectedOf(steps: RestoreStep[]): number {
  let total = 0;
  let together = 0;
  for (const step of steps) {
    if (step.do === "await-volume" || step.do === "await-server") together = Math.max(together, step.expectedMs ?? 0);
    else {
      total += together + (step.expectedMs ?? 0);
      together = 0;
    }
  }
  return total + together;
}

/** A volume without any copy cannot be planned; the checks say so. */
function plannable(input: RestoreInput, source: RestoreSource): boolean {
  return input.volumes.every((item) => volumeOf(source, item.capturedId).chain.length > 0);
}
