import "server-only";
import { selectCredentialAccount } from "@/lib/db/credentials";
import { selectFilled } from "@/lib/db/restore-source";
import { selectServedSiteIds, type SiteRecord } from "@/lib/db/sites";
import { percentile } from "@/lib/domain/estimate";
import type { Actor } from "@/lib/domain/permissions";
import type { RestoreInput, RestoreReview } from "@/lib/domain/restore";
import { ASSUMED_MS_PER_GIB, FIXED_FILL_MS, type RestoreFacts } from "@/lib/domain/restore-facts";
import type { RestoreSource } from "@/lib/domain/restore-source";
import type { TargetFacts } from "@/lib/domain/restore-target";
import { env } from "@/lib/env";
import { connect } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";
import { readTargetFacts } from "@/lib/protection/restore/target-facts";
import { cloudFor, READING_MS, siteOf } from "@/lib/server/cloud";

type Asked = { input: RestoreInput; source: RestoreSource; target: SiteRecord };
type Pace = RestoreReview["pace"];

/** What the checks and the planner need to know of the target, found out just now. */
export async function readTarget(
  actor: Actor,
  { input, source, target }: Asked,
): Promise<{ facts: TargetFacts; planning: RestoreFacts; pace: Pace }> {
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
  const facts = { ...found, options, siteId: target.id, siteName: target.name, imports, credential };
  const planning: RestoreFacts = {
    source,
    targetSiteId: target.id,
    targetSiteName: target.name,
    live: new Map(found.live.map((one) => [one.volumeId, one])),
    batch: env().siteConcurrency,
    ...pace,
  };
  return { facts, planning, pace };
}

/** From the volumes that were filled at the target lately; an assumption until there were some. */
export async function paceAt(siteId: string): Promise<RestoreReview["pace"]> {
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
