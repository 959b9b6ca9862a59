import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/client";
import { isOwnOpenSession } from "@/lib/db/own-sessions";
import { endSession, selectSession, selectSessionSecret } from "@/lib/db/sessions";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import { revokeCredential } from "../credentials/credentials";
import { requirePlan } from "../plans/read";
import { revokeToken } from "../sign-in/close-session";

/** Ends another of the person's sign-ins and makes its token useless. */
export async function endOwnSession(actor: Actor, sessionId: string): Promise<null> {
  const [own, session] = await Promise.all([isOwnOpenSession(actor, sessionId), selectSession(sessionId)]);
  if (!own || !session)
    throw new AppError("not-found", "This session has ended already.", { safe: "Nothing was changed." });
  if (sessionId === actor.sessionId)
    throw new AppError("conflict", "This is the session that you are using.", { remedy: "Sign out instead." });
  const secret = await selectSessionSecret(sessionId);
  const { projectId, projectName } = session;
  await inTransaction(async (tx) => {
    if (!(await endSession(tx, sessionId, new Date()))) return;
    const object = { kind: "session", id: projectId, name: projectName };
    await insertAudit(tx, {
      actor,
      scope: { cloudId: actor.cloudId, projectId, projectName },
      action: "session.sign-out",
      object,
      result: "done",
      reason: "Ended from another session",
    });
  });
  if (secret?.kind === "token") await revokeToken(actor.cloudId, secret.token, actor.requestId);
  return null;
}

/** Takes a plan's access away: nothing of it runs by itself until it is given a new one. */
export async function revokePlanAccess(actor: Actor, planId: string): Promise<null> {
  await revokeCredential(actor, await requirePlan(actor, planId));
  return null;
}
