import "server-only";
import { randomBytes } from "node:crypto";
import { insertAudit } from "@/lib/db/audit";
import { db, inTransaction } from "@/lib/db/client";
import { upsertLastProject } from "@/lib/db/preferences";
import {
  endSession,
  insertSession,
  selectSession,
  selectSessionSecret,
  type SessionMethod,
  type SessionRow,
  type SessionSecret,
} from "@/lib/db/sessions";
import type { AuditAction } from "@/lib/domain/audit";
import { AppError } from "@/lib/domain/errors";
import { env } from "@/lib/env";
import { isOpenStackError } from "@/lib/openstack/error";
import { keystoneSite } from "../cloud";
import { requestFacts, type RequestFacts } from "../request";
import { sessionExpired, sessionIdOfCookie } from "../session";
import { throttled } from "../throttle";
import { admitAgain, admitByApplicationCredential, admitByPassword, admitToProject, type Admitted } from "./keystone";
import type { SessionWish } from "./wish";

type Former = { row: SessionRow; secret: SessionSecret };
type Wanted = {
  cloudId: string;
  method: SessionMethod;
  user: string;
  admit: (at: {
    site: Awaited<ReturnType<typeof keystoneSite>>;
    cloudId: string;
    requestId: string;
  }) => Promise<Admitted>;
};

/** Begins a session, ends the one before it, and answers the new id: an id is never carried over into other rights. */
export async function openSession(wish: SessionWish): Promise<string> {
  const facts = await requestFacts();
  const former = await formerSession();
  const wanted = wantedBy(wish, former);
  const at = { site: await keystoneSite(wanted.cloudId), cloudId: wanted.cloudId, requestId: facts.requestId };
  const admitted = await guarded(wish, wanted, facts, () => wanted.admit(at));
  if (wish.way === "again" && admitted.userId !== former?.row.userId)
    throw new AppError("forbidden", "This is another user than before.");
  return store({
    admitted,
    wanted,
    facts,
    former,
    action: wish.way === "switch-project" ? "session.switch-project" : "session.sign-in",
  });
}

async function formerSession(): Promise<Former | null> {
  const id = await sessionIdOfCookie();
  const [row, secret] = id ? await Promise.all([selectSession(id), selectSessionSecret(id)]) : [null, null];
  return row && secret && !row.endedAt ? { row, secret } : null;
}

function wantedBy(wish: SessionWish, former: Former | null): Wanted {
  if (wish.way === "sign-in") {
    const { input } = wish;
    if (input.method === "password")
      return {
        cloudId: input.cloudId,
        method: "password",
        user: `${input.cloudId} ${input.domain} ${input.username}`,
        admit: (at) => admitByPassword(at, input),
      };
    return {
      cloudId: input.cloudId,
      method: "application-credential",
      user: `${input.cloudId} ${input.id}`,
      admit: (at) => admitByApplicationCredential(at, input),
    };
  }
  if (!former) throw new AppError("signed-out", "You are signed out.", { remedy: "Sign in on the sign-in page." });
  const { row, secret } = former;
  if (wish.way === "again") return again(row, secret, wish.input.secret);
  if (secret.kind !== "token")
    throw new AppError("conflict", "An application credential belongs to one project.", {
      remedy: "Sign in with user and password to switch projects.",
    });
  return {
    cloudId: row.cloudId,
    method: "password",
    user: row.userId,
    admit: (at) => admitToProject(at, secret, wish.input.projectId),
  };
}

function again(row: SessionRow, secret: SessionSecret, given: string): Wanted {
  const { cloudId, userName: username, projectId } = row;
  if (secret.kind === "applicationCredential")
    return {
      cloudId,
      method: "application-credential",
      user: `${cloudId} ${secret.id}`,
      admit: (at) => admitByApplicationCredential(at, { id: secret.id, secret: given }),
    };
  const domain = secret.userDomain;
  return {
    cloudId,
    method: "password",
    user: `${cloudId} ${domain} ${username}`,
    admit: (at) => admitAgain(at, { username, password: given, domain, projectId }),
  };
}

async function guarded(
  wish: SessionWish,
  wanted: Wanted,
  facts: RequestFacts,
  admit: () => Promise<Admitted>,
): Promise<Admitted> {
  if (wish.way === "switch-project")
    return admit().catch((error: unknown) => {
      throw isRefusal(error) ? sessionExpired() : error;
    });
  try {
    return await throttled({ user: wanted.user, address: facts.address }, isRefusal, admit);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await auditRefusal(wanted, facts);
    throw new AppError("invalid", "The cloud does not accept this sign-in.", {
      cause: error,
      remedy:
        wanted.method === "password"
          ? "Check the user, the password and the domain."
          : "Check the id and the secret; the credential may have expired or been deleted.",
    });
  }
}

function isRefusal(error: unknown): boolean {
  return isOpenStackError(error, "expired", "forbidden");
}

// The name is what was typed: it may be anything, even a password, so it stays out of the append-only audit.
async function auditRefusal({ cloudId, method }: Wanted, facts: RequestFacts): Promise<void> {
  const actor = { userId: "unknown", userName: "unknown", address: facts.address, requestId: facts.requestId };
  await insertAudit(db(), {
    actor,
    scope: null,
    action: "session.sign-in-refused",
    object: { kind: "cloud", id: cloudId, name: cloudId },
    result: "refused",
    after: { method },
  });
}

type Opening = { admitted: Admitted; wanted: Wanted; facts: RequestFacts; former: Former | null; action: AuditAction };

async function store({ admitted, wanted, facts, former, action }: Opening): Promise<string> {
  const { userId, userName, project, roles, tokenExpiresAt, secret } = admitted;
  const { cloudId, method } = wanted;
  const id = randomBytes(24).toString("base64url");
  const now = new Date();
  // Switching projects must not prolong a session; giving the password again does.
  const endsAt =
    action === "session.switch-project" && former
      ? former.row.endsAt
      : new Date(now.getTime() + env().sessionHours * 3_600_000);
  const actor = { userId, userName, address: facts.address, requestId: facts.requestId };
  const scope = { cloudId, projectId: project.id, projectName: project.name };
  await inTransaction(async (tx) => {
    if (former) await endSession(tx, former.row.id, now);
    await insertSession(tx, {
      id,
      ...scope,
      userId,
      userName,
      roles,
      method,
      tokenExpiresAt,
      endsAt,
      address: facts.address,
      userAgent: facts.userAgent,
      secret,
    });
    await upsertLastProject(tx, { cloudId, userId, projectId: project.id });
    await insertAudit(tx, {
      actor,
      scope,
      action,
      object: { kind: "session", id: project.id, name: project.name },
      result: "done",
      after: { method, roles },
    });
  });
  return id;
}
