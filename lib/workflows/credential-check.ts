import { insertAudit, BREAKWATER_ACTOR } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { markCredentialActive, markCredentialLost, selectCredentialAccount } from "@/lib/db/credentials";
import type { WorkPlan } from "@/lib/db/plan-work";
import { selectSite } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import { linkTo } from "@/lib/openstack/cloud";
import { isOpenStackError, OpenStackError } from "@/lib/openstack/error";
import { authenticate } from "@/lib/openstack/keystone/authenticate";

/**
 * Signs in afresh with the plan's credential. Only a refusal (401) means that it is lost: then the plan shows it, and
 * an AppError says what to do. A site that does not answer is a matter of the network, and passed on as it is.
 */
export async function checkCredential(plan: WorkPlan): Promise<void> {
  const [site, login] = await Promise.all([selectSite(plan.siteId), selectCredentialAccount(plan.id)]);
  if (!site) throw new AppError("not-found", "The plan's site is not known any more.");
  if (!login) throw lost(plan, "The plan has no credential for scheduled work.");
  try {
    await authenticate(linkTo(site), login);
  } catch (error) {
    if (!isOpenStackError(error, "expired", "not-found")) throw error;
    await noteLoss(plan, error);
    throw lost(
      plan,
      "Keystone no longer accepts the plan's credential: it was deleted, has expired, or its user lost the project.",
      error,
    );
  }
  await markCredentialActive(plan.id, new Date());
}

async function noteLoss(plan: WorkPlan, error: OpenStackError): Promise<void> {
  if (!(await markCredentialLost(plan.id, error.message, new Date()))) return;
  await insertAudit(db(), {
    actor: BREAKWATER_ACTOR,
    scope: plan,
    action: "credential.lost",
    object: { kind: "plan", id: plan.id, name: plan.name },
    result: "failed",
    reason: error.message,
  });
}

function lost(plan: WorkPlan, message: string, cause?: unknown): AppError {
  return new AppError("session-expired", message, {
    safe: `The earlier checkpoints of ${plan.name} are untouched.`,
    remedy: "Renew the credential on the plan's page, then try again.",
    cause,
  });
}
