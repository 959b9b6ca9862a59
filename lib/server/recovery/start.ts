import "server-only";
import { countOf } from "@/lib/domain/format";
import { selectCredential, selectCredentialAccount } from "@/lib/db/credentials";
import type { SiteRecord } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import { json } from "@/lib/domain/json";
import type { Actor } from "@/lib/domain/permissions";
import type { RestoreInput } from "@/lib/domain/restore";
import { isBlocked } from "@/lib/domain/restore-checks";
import type { RestoreRunInput } from "@/lib/domain/restore-steps";
import { connect } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";
import { ensureCredential, renewCredential, type CredentialPlan } from "@/lib/server/credentials/credentials";
import { startRestore as enqueueRestore } from "@/lib/workflows/start";
import { reviewOf, type Reviewed } from "./review";

/** Starts exactly what was reviewed: everything is found out again, and any difference stops it. */
export async function beginRestore(
  actor: Actor,
  { input, hash }: { input: RestoreInput; hash: string },
): Promise<{ runId: string }> {
  const reviewed = await reviewOf(actor, input);
  const { review, steps, restorable, target } = reviewed;
  if (review.hash !== hash)
    throw new AppError("conflict", "What would be done has changed since it was shown.", {
      safe: "Nothing was started.",
      remedy: "Look at the review again; it shows how things stand now.",
    });
  refuseWhenBlocked(reviewed);
  confirm(input, review.needsConfirmation);
  const { row, source } = restorable;
  await usableCredential(
    actor,
    {
      id: row.planId,
      name: source.planName,
      siteId: row.siteId,
      recoverySiteId: target.id === row.siteId ? null : target.id,
    },
    target,
  );
  const { confirmation: _typed, ...request } = input;
  const run: RestoreRunInput = {
    checkpointId: row.id,
    planId: row.planId,
    sourceSiteId: row.siteId,
    targetSiteId: target.id,
    request: json.parse({ ...request, confirmation: null }),
    hash,
    order: [],
    steps,
  };
  return enqueueRestore({
    title: titleOf(reviewed),
    cloudId: row.cloudId,
    projectId: row.projectId,
    projectName: row.plan.projectName,
    siteId: row.siteId,
    targetSiteId: target.id,
    planId: row.planId,
    checkpointId: row.id,
    input: json.parse(run),
    expectedMs: review.expectedMs,
    steps: review.steps,
    actor,
  });
}

function refuseWhenBlocked({ review }: Reviewed): void {
  const [first] = review.checks.filter((check) => check.verdict === "blocked");
  if (first && isBlocked(review.checks))
    throw new AppError("conflict", `${first.title}: ${first.detail}`, {
      safe: "Nothing was started.",
      remedy: first.remedy ?? undefined,
    });
}

function confirm({ confirmation }: RestoreInput, wanted: string | null): void {
  if (wanted === null || confirmation?.trim() === wanted) return;
  throw new AppError("invalid", `Type ${wanted} to confirm.`, {
    safe: "Nothing was started.",
    fields: { confirmation: `Type ${wanted} here.` },
  });
}

/** The run must be able to work when nobody is signed in any more. */
export async function usableCredential(actor: Actor, plan: CredentialPlan, target: SiteRecord): Promise<void> {
  const [known, account] = await Promise.all([selectCredential(plan.id), selectCredentialAccount(plan.id)]);
  if (!known || !account) return ensureCredential(actor, plan);
  try {
    await connect(target, account);
  } catch (error) {
    if (!isOpenStackError(error, "expired")) throw error;
    await renewCredential(actor, plan);
  }
}

function titleOf({ review, restorable, target }: Reviewed): string {
  const { servers, volumes } = review.counts;
  const { planName, siteId } = restorable.source;
  const what =
    servers > 0
      ? `${countOf(servers, "server")} of ${planName}`
      : volumes > 0
        ? `${countOf(volumes, "volume")} of ${planName}`
        : planName;
  return target.id === siteId ? `Restore ${what}` : `Restore ${what} at ${target.name}`;
}
