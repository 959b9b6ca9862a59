import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/client";
import { endSession, selectSession, selectSessionSecret } from "@/lib/db/sessions";
import { log } from "@/lib/log";
import { linkTo } from "@/lib/openstack/cloud";
import { revoke } from "@/lib/openstack/keystone/authenticate";
import { forgetToken } from "@/lib/openstack/session";
import { keystoneSite } from "../cloud";
import { requestFacts } from "../request";
import { sessionIdOfCookie } from "../session";

/** Ends the request's session and makes its Keystone token useless. A Keystone that does not answer does not keep anyone signed in. */
export async function closeSession(): Promise<void> {
  const id = await sessionIdOfCookie();
  const session = id ? await selectSession(id) : null;
  if (!id || !session || session.endedAt) return;
  const secret = await selectSessionSecret(id);
  const { requestId, address } = await requestFacts();
  const { userId, userName, projectId, projectName } = session;
  await inTransaction(async (tx) => {
    const ended = await endSession(tx, id, new Date());
    if (!ended) return;
    const object = { kind: "session", id: projectId, name: projectName };
    await insertAudit(tx, {
      actor: { userId, userName, address, requestId },
      scope: session,
      action: "session.sign-out",
      object,
      result: "done",
    });
  });
  if (secret?.kind === "token") await revokeToken(session.cloudId, secret.token, requestId);
}

/** A Keystone that does not answer keeps the token until it ends by itself. */
export async function revokeToken(cloudId: string, token: string, requestId: string): Promise<void> {
  try {
    const site = await keystoneSite(cloudId);
    forgetToken(site, token);
    await revoke(linkTo(site, { requestId, timeoutMs: 5_000 }), token);
  } catch (error) {
    log.warn({ err: error, requestId }, "A token could not be revoked at sign-out; it ends by itself");
  }
}
