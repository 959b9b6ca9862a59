import "server-only";
import { after } from "next/server";
import { selectSession, selectSessionSecret } from "@/lib/db/sessions";
import { countLiveRuns, selectRecentPlanNames } from "@/lib/db/shell";
import { selectSites, toSiteView } from "@/lib/db/sites";
import { isAllowed, type Actor } from "@/lib/domain/permissions";
import type { ViewerView } from "@/lib/domain/viewer";
import { log } from "@/lib/log";
import { keystoneSite } from "./cloud";
import { requireActor } from "./session";
import { projectsOf } from "./sign-in/keystone";
import { checkStaleSites } from "./sites/check";

/** What the frame of every page shows. Never waits for a site. */
export async function getViewer(): Promise<ViewerView> {
  const actor = await requireActor("project:read");
  const [sites, runsLive, session] = await Promise.all([
    selectSites(actor.cloudId),
    countLiveRuns(actor),
    selectSession(actor.sessionId),
  ]);
  const canSwitch = session?.method === "password";
  after(() => checkStaleSites(sites));
  return {
    userName: actor.userName,
    cloudId: actor.cloudId,
    cloudName: sites[0]?.cloudName ?? actor.cloudId,
    project: { id: actor.projectId, name: actor.projectName },
    projects: canSwitch ? await projectsFor(actor) : [{ id: actor.projectId, name: actor.projectName }],
    roles: actor.roles,
    canWrite: isAllowed(actor, "project:write"),
    isAdmin: isAllowed(actor, "admin:read"),
    canSwitch,
    sites: sites.map(toSiteView),
    counts: { runsLive },
  };
}

/** What the search can name at once. */
export async function listPlanNames(): Promise<{ id: string; name: string }[]> {
  return selectRecentPlanNames(await requireActor("project:read"));
}

type Known = { at: number; projects: ViewerView["projects"] };
const known = new Map<string, Known>();
const FRESH_MS = 5 * 60_000;
const WAIT_MS = 1_500;
const MOST = 1_000;

/** The person's projects, from memory while it is fresh; Keystone is waited for only the first time, and not for long. */
async function projectsFor(actor: Actor): Promise<ViewerView["projects"]> {
  const last = known.get(actor.sessionId);
  if (last && Date.now() - last.at < FRESH_MS) return last.projects;
  const asked = askProjects(actor);
  if (last) return last.projects;
  const own = [{ id: actor.projectId, name: actor.projectName }];
  return Promise.race([asked, new Promise<typeof own>((resolve) => setTimeout(() => resolve(own), WAIT_MS))]);
}

async function askProjects(actor: Actor): Promise<ViewerView["projects"]> {
  const own = [{ id: actor.projectId, name: actor.projectName }];
  try {
    const [site, secret] = await Promise.all([keystoneSite(actor.cloudId), selectSessionSecret(actor.sessionId)]);
    if (secret?.kind !== "token") return own;
    const projects = await projectsOf(site, secret.token, actor.requestId);
    known.set(actor.sessionId, { at: Date.now(), projects });
    const oldest = known.keys().next().value;
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return projects;
  } catch (error) {
    // The switcher then offers the present project alone, and asks again with the next page.
    log.warn({ err: error, requestId: actor.requestId }, "The projects of a user could not be listed");
    return own;
  }
}
