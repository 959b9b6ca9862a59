import { BREAKWATER_ACTOR, insertAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/client";
import { deleteCredential, selectRetiredCredentials } from "@/lib/db/credentials";
import { isOpenStackError } from "@/lib/openstack/error";
import { tidyAtSites } from "./at-sites";
import { serviceCloud } from "./cloud";

const LIMIT = 200;

type Retired = Awaited<ReturnType<typeof selectRetiredCredentials>>[number] & { siteId: string };

/** A deleted plan keeps its credential for the removal of its checkpoints; with the last of them the credential goes too. */
export async function removeRetiredCredentials(): Promise<void> {
  const retired = await selectRetiredCredentials(LIMIT);
  await tidyAtSites(
    retired.map((one) => ({ ...one, siteId: one.plan.siteId })),
    retire,
  );
}

async function retire(credential: Retired): Promise<void> {
  const { planId, cloudId, projectId, plan, remoteId, origin, restricted, userName } = credential;
  const left = await removeAtKeystone(credential);
  await inTransaction(async (tx) => {
    await deleteCredential(tx, planId);
    await insertAudit(tx, {
      actor: BREAKWATER_ACTOR,
      scope: { cloudId, projectId, projectName: plan.projectName },
      action: "credential.revoke",
      object: { kind: "plan", id: planId, name: plan.name },
      result: "done",
      reason: left ?? "The plan was deleted, and the last of its checkpoints has gone.",
      before: { remoteId, origin, restricted, userName },
    });
  });
}

/** Null when it is gone at Keystone too, otherwise why it is still there. */
async function removeAtKeystone({ siteId, userId, userName, remoteId, origin }: Retired): Promise<string | null> {
  // It is the person's own, and may serve elsewhere.
  if (origin === "given") return null;
  const stays = (why: string) => `The application credential ${remoteId} stays with its owner ${userName}: ${why}`;
  // A restricted credential cannot delete itself.
  const service = await serviceCloud({ siteId });
  if (!service) return stays("the site has no service account.");
  try {
    await service.keystone.applicationCredentials.remove(remoteId, userId);
    return null;
  } catch (error) {
    if (isOpenStackError(error, "forbidden")) return stays(error.message);
    throw error;
  }
}
