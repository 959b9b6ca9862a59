import "server-only";
import { selectCredentialAccount } from "@/lib/db/credentials";
import { selectFilled } from "@/lib/db/restore-source";
import { selectServedSiteIds, type SiteRecord } from "@/lib/db/sites";
import { percentile } from "@/lib/domain/estimate";
import type { Actor } from "@/lib/domain/permissions";
import { planHash } from "@/lib/domain/plan-hash";
import type { RestoreInput, RestoreReview } from "@/lib/domain/restore";
import { judgeRestore } from "@/lib/domain/restore-checks";
import { ASSUMED_MS_PER_GIB, FIXED_FILL_MS, volumeOf, type RestoreFacts } from "@/lib/domain/restore-facts";
import { interruptedServers, overwritesOf, planRestore } from "@/lib/domain/restore-plan";
import type { RestoreSource } from "@/lib/domain/restore-source";
import type { RestoreStep } from "@/lib/domain/restore-steps";
import type { TargetFacts } from "@/lib/domain/restore-target";
import { env } from "@/lib/env";
import { connect } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";
import { readTargetFacts } from "@/lib/protection/restore/target-facts";
import { cloudFor, READING_MS, siteOf } from "@/lib/server/cloud";
import { loadRestorable, type Restorable } from "./load";
import { checkInput } from "./check-input";

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
  const cloud = await cloudFor(actor, target.id);
  const [found, imports, worker, pace] = await Promise.all([
    readTargetFacts(cloud, input, source),
    importFacts(actor, source, target),
    credentialFacts(source.planId, target),
    paceAt(target.id),
  ]);
  const { keyPairs, ...credential } = worker;
  // Key pairs belong to the user as whom the worker works, not to who asks.
  const options = { ...found.options, keyPairs: keyPairs ?? found.options.keyPairs };
  const facts: TargetFacts = {
    ...found,
    options,
    siteId: target.id,
    siteName: target.name,
    imports,
    credential,
  };
  const planning: RestoreFacts = {
    source,
    targetSiteId: target.id,
    targetSiteName: target.name,
    live: new Map(found.live.map((one) => [one.volumeId, one])),
    batch: env().siteConcurrency,
    ...pace,
  };
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

/** From the volumes that were filled at the target lately; an assumption until there were some. */
async function paceAt(siteId: string): Promise<RestoreReview["pace"]> {
  const past = await selectFilled(siteId);
  if (past.length === 0) return { fixedMs: FIXED_FILL_MS, msPerGiB: ASSUMED_MS_PER_GIB, measuredOn: 0 };
  // What the quickest took is what any takes, whatever its size.
  const fixedMs = Math.round(Math.min(FIXED_FILL_MS, ...past.map((one) => one.durationMs)));
  const each = past.map(({ durationMs, sizeGiB }) => Math.max(0, durationMs - fixedMs) / sizeGiB);
  return { fixedMs, msPerGiB: Math.round(percentile(each, 0.5)), measuredOn: past.length };
}

async function importFacts(actor: Actor, source: RestoreSource, target: SiteRecord): Promise<TargetFacts["imports"]> {
  const [origin, served] = await Promise.all([siteOf(actor, source.siteId), selectServedSiteIds()]);
  return {
    needed: target.id !== origin.id,
    sameCloud: target.cloudId === origin.cloudId,
    sharedStore: origin.backupStore !== null && origin.backupStore === target.backupStore,
    targetAccount: served.has(target.id),
    sourceAccount: served.has(origin.id) && origin.state !== "unreachable",
    sourceReachable: origin.state !== "unreachable",
  };
}

async function credentialFacts(
  planId: string,
  target: SiteRecord,
): Promise<TargetFacts["credential"] & { keyPairs: string[] | null }> {
  const account = await selectCredentialAccount(planId);
  // A missing one is made, in the name of who starts the restore.
  if (!account) return { usable: true, problem: null, keyPairs: null };
  try {
    const cloud = await connect(target, account, { readingMs: READING_MS });
    return {
      usable: true,
      problem: null,
      keyPairs: (await cloud.nova.keypairs.list()).map((key) => key.name),
    };
  } catch (error) {
    if (isOpenStackError(error, "expired")) return { usable: true, problem: null, keyPairs: null };
    if (isOpenStackError(error)) return { usable: false, problem: error.message, keyPairs: null };
    throw error;
  }
}
