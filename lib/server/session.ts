import "server-only";
import { getToken } from "next-auth/jwt";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { selectSession, touchSession, type SessionRow } from "@/lib/db/sessions";
import { AppError } from "@/lib/domain/errors";
import { isAllowed, type Actor, type Permission } from "@/lib/domain/permissions";
import { sessionState, type SessionState } from "@/lib/domain/session";
import { env } from "@/lib/env";
import { sessionCookieName } from "./auth-cookies";
import { currentDoor, requestFacts } from "./request";

const TOUCH_EVERY_MS = 30_000;
const claims = z.object({ sid: z.string().min(1) });

export type FoundSession =
  { state: "signed-out"; session: null } | { state: Exclude<SessionState, "signed-out">; session: SessionRow };

/** The request's session as the database has it: the cookie only says which row. Read once per rendered page. */
export const currentSession = cache(async (): Promise<FoundSession> => {
  const id = await sessionIdOfCookie();
  const session = id ? await selectSession(id) : null;
  if (!session) return { state: "signed-out", session: null };
  const now = new Date();
  const state = sessionState(session, { now, idleMinutes: env().idleMinutes });
  if (state === "signed-out") return { state, session: null };
  // Polling is no sign of a person; pages and actions are.
  if (state === "active" && currentDoor() !== "route" && now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS)
    await touchSession(session.id, now);
  return { state, session };
});

/** The id in the signed and encrypted cookie; null without a genuine one. */
export async function sessionIdOfCookie(): Promise<string | null> {
  const cookieName = sessionCookieName(env().secure);
  const token = await getToken({
    req: { headers: await headers() },
    secret: env().authSecret,
    cookieName,
    salt: cookieName,
    secureCookie: env().secure,
  });
  return claims.safeParse(token).data?.sid ?? null;
}

/** Who asks; null when nobody is signed in, or the session must be renewed. */
export async function getActor(): Promise<Actor | null> {
  const { state, session } = await currentSession();
  return state === "active" ? toActor(session) : null;
}

/** Who asks, provided that the role allows it. On a page the signed-out are sent to sign in, elsewhere this throws. */
export async function requireActor(permission: Permission): Promise<Actor> {
  const { state, session } = await currentSession();
  if (state !== "active") return turnAway(state);
  const actor = await toActor(session);
  if (isAllowed(actor, permission)) return actor;
  if (!currentDoor()) notFound();
  throw notAllowed(actor, permission);
}

/** Whether a session still holds what it held: asked again while a stream is open. */
export async function isStillAllowed(actor: Actor, permission: Permission): Promise<boolean> {
  const session = await selectSession(actor.sessionId);
  if (!session || session.projectId !== actor.projectId) return false;
  const { idleMinutes } = env();
  return sessionState(session, { now: new Date(), idleMinutes }) === "active" && isAllowed(session, permission);
}

async function turnAway(state: "signed-out" | "expired"): Promise<never> {
  if (!currentDoor()) {
    const path = (await headers()).get("x-breakwater-path") ?? "/";
    redirect(`/sign-in?next=${encodeURIComponent(path)}${state === "expired" ? "&expired=1" : ""}`);
  }
  if (state === "signed-out")
    throw new AppError("signed-out", "You are signed out.", { safe: "Nothing was changed.", remedy: "Sign in again." });
  throw sessionExpired();
}

export function sessionExpired(): AppError {
  return new AppError("session-expired", "Your sign-in has expired.", {
    safe: "Nothing was changed.",
    remedy: "Sign in again; what you filled in stays.",
  });
}

function notAllowed(actor: Actor, permission: Permission): AppError {
  const message = permission.startsWith("admin:")
    ? "This needs the role admin."
    : `Your roles in project ${actor.projectName} (${actor.roles.join(", ") || "none"}) do not allow this.`;
  return new AppError("forbidden", message, {
    safe: "Nothing was changed.",
    remedy: "Ask the project's administrator for the role.",
  });
}

async function toActor(session: SessionRow): Promise<Actor> {
  const { requestId, address } = await requestFacts();
  const { id: sessionId, userId, userName, cloudId, projectId, projectName, roles } = session;
  return { sessionId, userId, userName, cloudId, projectId, projectName, roles, requestId, address };
}
