import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/client";
import { deleteCredential, selectCredential, upsertCredential } from "@/lib/db/credentials";
import type { SiteRecord } from "@/lib/db/sites";
import type { Actor } from "@/lib/domain/permissions";
import { isOpenStackError } from "@/lib/openstack/error";
import { cloudFor, siteOf } from "../cloud";
import { makeCredential } from "./make";

export type CredentialPlan = { id: string; name: string; siteId: string; recoverySiteId: string | null };
type Known = NonNullable<Awaited<ReturnType<typeof selectCredential>>>;

/** Gives the plan a credential for its scheduled work unless it has one that works. The plan's row must exist. */
export async function ensureCredential(actor: Actor, plan: CredentialPlan): Promise<void> {
  const known = await selectCredential(plan.id);
  if (known?.state === "active") return;
  await renewCredential(actor, plan);
}

/** A new credential, by the actor and in the actor's name; the former one is deleted at Keystone. */
export async function renewCredential(actor: Actor, plan: CredentialPlan): Promise<void> {
  const former = await selectCredential(plan.id);
  const made = await makeCredential(actor, plan.name, await sitesOf(actor, plan));
  const { cloudId, projectId, userId, userName } = actor;
  await inTransaction(async (tx) => {
    await upsertCredential(tx, { planId: plan.id, cloudId, projectId, userId, userName, ...made }, new Date());
    await insertAudit(tx, {
      actor,
      scope: actor,
      action: former ? "credential.renew" : "credential.create",
      object: { kind: "plan", id: plan.id, name: plan.name },
      result: "done",
      reason: made.problem,
      before: former && shown(former),
      after: shown({ ...made, userName }),
    });
  });
  if (former && former.remoteId !== made.remoteId) await removeAtKeystone(actor, plan, former);
}

/** Takes the plan's credential away for good. */
export async function revokeCredential(actor: Actor, plan: CredentialPlan): Promise<void> {
  const known = await selectCredential(plan.id);
  if (!known) return;
  const left = await removeAtKeystone(actor, plan, known);
  await inTransaction(async (tx) => {
    await deleteCredential(tx, plan.id);
    const object = { kind: "plan", id: plan.id, name: plan.name };
    await insertAudit(tx, {
      actor,
      scope: actor,
      action: "credential.revoke",
      object,
      result: "done",
      reason: left,
      before: shown(known),
    });
  });
}

/** Null when it is gone at Keystone too, otherwise why it is still there. */
async function removeAtKeystone(actor: Actor, plan: CredentialPlan, known: Known): Promise<string | null> {
  // It is the person's own, and may serve elsewhere.
  if (known.origin === "given") return null;
  // Keystone lets only its owner delete it.
  if (known.userId !== actor.userId)
    return `The application credential ${known.remoteId} stays with its owner ${known.userName}.`;
  try {
    const cloud = await cloudFor(actor, plan.siteId);
    await cloud.keystone.applicationCredentials.remove(known.remoteId);
    return null;
  } catch (error) {
    // The secret is forgotten here all the same: nobody can use it any more.
    if (isOpenStackError(error))
      return `The application credential ${known.remoteId} could not be deleted: ${error.message}`;
    throw error;
  }
}

async function sitesOf(actor: Actor, plan: CredentialPlan): Promise<[SiteRecord, ...SiteRecord[]]> {
  const own = await siteOf(actor, plan.siteId);
  if (!plan.recoverySiteId || plan.recoverySiteId === plan.siteId) return [own];
  return [own, await siteOf(actor, plan.recoverySiteId)];
}

function shown({
  remoteId,
  origin,
  restricted,
  userName,
}: Pick<Known, "remoteId" | "restricted" | "userName"> & { origin: string }) {
  return { remoteId, origin, restricted, userName };
}
