import "server-only";
import { selectLastProject } from "@/lib/db/preferences";
import type { SessionSecret } from "@/lib/db/sessions";
import { AppError } from "@/lib/domain/errors";
import type { SignInInput } from "@/lib/domain/sign-in";
import { identify, linkTo, roleNames } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";
import { authenticate, rescope, type Token } from "@/lib/openstack/keystone/authenticate";
import type { Site } from "@/lib/openstack/site";

const TIMEOUT_MS = 15_000;

/** Who Keystone says it is, in which project, and what opens the cloud from now on. */
export type Admitted = {
  userId: string;
  userName: string;
  project: { id: string; name: string };
  roles: string[];
  tokenExpiresAt: Date;
  secret: SessionSecret;
};

type At = { site: Site; cloudId: string; requestId: string };
type Password = Extract<SignInInput, { method: "password" }>;

/** Signs in by password and enters the project that the person worked in last, else the first; never from what this process remembers. */
export async function admitByPassword(
  { site, cloudId, requestId }: At,
  { username, password, domain }: Password,
): Promise<Admitted> {
  const link = linkTo(site, { requestId, timeoutMs: TIMEOUT_MS });
  const token = await authenticate(link, { kind: "password", username, password, userDomain: domain });
  const projects = await projectsOf(site, token.value, requestId);
  const last = await selectLastProject(cloudId, token.user.id);
  const chosen = projects.find(({ id }) => id === last) ?? projects[0];
  if (!chosen)
    throw new AppError("forbidden", `${token.user.name} has no role in any project of this cloud.`, {
      remedy: "Ask the cloud's administrator for a role in a project.",
    });
  return admitted(await rescope(link, token.value, { id: chosen.id }), domain);
}

/** The same person in the same project with the password given anew. */
export async function admitAgain(
  { site, requestId }: At,
  who: { username: string; password: string; domain: string; projectId: string },
): Promise<Admitted> {
  const link = linkTo(site, { requestId, timeoutMs: TIMEOUT_MS });
  const { username, password, domain, projectId } = who;
  return admitted(
    await authenticate(link, { kind: "password", username, password, userDomain: domain, project: { id: projectId } }),
    domain,
  );
}

export async function admitByApplicationCredential(
  { site, requestId }: At,
  { id, secret }: { id: string; secret: string },
): Promise<Admitted> {
  const link = linkTo(site, { requestId, timeoutMs: TIMEOUT_MS });
  const token = await authenticate(link, { kind: "applicationCredential", id, secret });
  return { ...admitted(token, ""), secret: { kind: "applicationCredential", id, secret } };
}

export async function admitToProject(
  { site, requestId }: At,
  held: { token: string; userDomain: string },
  projectId: string,
): Promise<Admitted> {
  const link = linkTo(site, { requestId, timeoutMs: TIMEOUT_MS });
  try {
    return admitted(await rescope(link, held.token, { id: projectId }), held.userDomain);
  } catch (error) {
    // Keystone answers 401 for a project without a role as well as for a dead token; only the second is about the sign-in.
    if (!isOpenStackError(error, "expired", "forbidden", "not-found")) throw error;
    const projects = await projectsOf(site, held.token, requestId);
    if (projects.some(({ id }) => id === projectId)) throw error;
    throw new AppError("not-found", "There is no such project, or you have no role in it.", { cause: error });
  }
}

/** The enabled projects in which the person has a role, by name. */
export async function projectsOf(
  site: Site,
  token: string,
  requestId: string,
): Promise<{ id: string; name: string }[]> {
  const { keystone } = await identify(site, { kind: "token", token }, { requestId, timeoutMs: TIMEOUT_MS });
  const projects = await keystone.projects.mine();
  return projects
    .filter(({ enabled }) => enabled)
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function admitted(token: Token, userDomain: string): Admitted {
  const { project } = token;
  if (!project) throw new AppError("forbidden", "The sign-in is not for a project.");
  return {
    userId: token.user.id,
    userName: token.user.name,
    project: { id: project.id, name: project.name },
    roles: roleNames(token),
    tokenExpiresAt: new Date(token.expires_at),
    secret: { kind: "token", token: token.value, userDomain },
  };
}
