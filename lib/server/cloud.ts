import "server-only";
import { selectSessionSecret, type SessionSecret } from "@/lib/db/sessions";
import { selectServiceAccount, selectSite, selectSites, type SiteRecord } from "@/lib/db/sites";
import type { Account } from "@/lib/domain/account";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import { connect, type Cloud, type ConnectOptions } from "@/lib/openstack/cloud";
import type { Credentials, Site } from "@/lib/openstack/site";
import { isOpenStackError } from "@/lib/openstack/error";
import { sessionExpired } from "./session";

type Options = Omit<ConnectOptions, "requestId">;

/** The actor's own project at a site of the actor's cloud, with the rights that the actor has there. */
export async function cloudFor(actor: Actor, siteId: string, options: Options = {}): Promise<Cloud> {
  const site = await siteOf(actor, siteId);
  const secret = await selectSessionSecret(actor.sessionId);
  if (!secret) throw sessionExpired();
  return connect(site, credentialsOf(secret), { ...options, requestId: actor.requestId });
}

/**
 * A site through its service account, for what the cloud reserves for administrators. With `projectId` the work is done in
 * that project. Check first that what is touched belongs to the asking project: the account may touch anything.
 */
export async function serviceCloud(siteId: string, { projectId, ...options }: ConnectOptions & { projectId?: string } = {}): Promise<Cloud> {
  const [site, account] = await Promise.all([selectSite(siteId), selectServiceAccount(siteId)]);
  if (!site) throw noSite();
  if (!account) throw new AppError("conflict", `The site ${site.name} has no service account.`, { remedy: "An administrator can register one on the site's page." });
  try {
    return await connect(site, inProject(account, projectId), options);
  } catch (error) {
    // Not the user's sign-in: signing in again would not help.
    if (!isOpenStackError(error, "expired")) throw error;
    throw new AppError("refused", `${site.name} does not accept its service account.`, { cause: error, remedy: "An administrator can mend it on the site's page." });
  }
}

/** A site of the actor's cloud; any other does not exist for the actor. */
export async function siteOf(actor: Pick<Actor, "cloudId">, siteId: string): Promise<SiteRecord> {
  const site = await selectSite(siteId);
  if (!site || site.removedAt || site.cloudId !== actor.cloudId) throw noSite();
  return site;
}

/** A site through which the cloud's Keystone is reached: any will do. */
export async function keystoneSite(cloudId: string): Promise<Site> {
  const [site] = await selectSites(cloudId);
  if (!site) throw new AppError("not-found", "This cloud has no site any more.");
  return site;
}

export function credentialsOf(secret: SessionSecret): Credentials {
  return secret.kind === "token" ? { kind: "token", token: secret.token } : secret;
}

/** An application credential is bound to its own project, so only a password can be taken elsewhere. */
export function inProject(account: Account, projectId: string | undefined): Account {
  return projectId && account.kind === "password" ? { ...account, project: { id: projectId } } : account;
}

function noSite(): AppError {
  return new AppError("not-found", "There is no such site.");
}
