import "server-only";
import { selectOwnSessions, type OwnSessionRow } from "@/lib/db/own-sessions";
import { selectPlanCredentials } from "@/lib/db/plan-credentials";
import { selectSiteNames } from "@/lib/db/sites";
import { isAllowed, type Actor } from "@/lib/domain/permissions";
import { sessionState } from "@/lib/domain/session";
import type { OwnSession, PlanCredential } from "@/lib/domain/settings";
import { env } from "@/lib/env";
import packageJson from "@/package.json";
import { toCredentialView } from "../plans/view";
import { requireActor } from "../session";

/** The person's own sign-ins. */
export async function listSessions(): Promise<OwnSession[]> {
  return sessionsOf(await requireActor("project:read"));
}

export async function sessionsOf(actor: Actor, now = new Date()): Promise<OwnSession[]> {
  const rows = await selectOwnSessions(actor, now);
  return rows.map((row) => toOwnSession(row, { actor, now }));
}

function toOwnSession(row: OwnSessionRow, { actor, now }: { actor: Actor; now: Date }): OwnSession {
  const { id, projectName, address, userAgent, createdAt, lastSeenAt } = row;
  const method = row.method === "password" ? "password" : "application-credential";
  const state = sessionState({ ...row, method }, { now, idleMinutes: env().idleMinutes });
  return {
    id,
    projectName,
    method,
    address,
    userAgent,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expired: state === "expired",
    current: id === actor.sessionId,
  };
}

/** By which access the project's plans do their scheduled work. */
export async function listCredentials(): Promise<PlanCredential[]> {
  return credentialsOfPlans(await requireActor("project:read"));
}

export async function credentialsOfPlans(actor: Actor): Promise<PlanCredential[]> {
  const [plans, names] = await Promise.all([selectPlanCredentials(actor), selectSiteNames(actor.cloudId)]);
  return plans.map(({ id, name, siteId, credential }) => ({
    planId: id,
    planName: name,
    siteName: names.get(siteId) ?? siteId,
    credential: toCredentialView(credential),
  }));
}

export async function currentProject(): Promise<{ id: string; name: string }> {
  const { projectId, projectName } = await requireActor("project:read");
  return { id: projectId, name: projectName };
}

export type About = {
  version: string;
  userName: string;
  userId: string;
  projectName: string;
  roles: string[];
  canWrite: boolean;
  idleMinutes: number;
  sessionHours: number;
};

/** Who is signed in, with which rights, and what is running. */
export async function getAbout(): Promise<About> {
  const actor = await requireActor("project:read");
  const { userName, userId, projectName, roles } = actor;
  const { idleMinutes, sessionHours } = env();
  return {
    version: packageJson.version,
    userName,
    userId,
    projectName,
    roles,
    canWrite: isAllowed(actor, "project:write"),
    idleMinutes,
    sessionHours,
  };
}
