import "server-only";
import { selectSessionSecret, type SessionSecret } from "@/lib/db/sessions";
import { selectSite, selectSites, type SiteRecord } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import { connect, type Cloud, type ConnectOptions } from "@/lib/openstack/cloud";
import type { Credentials, Site } from "@/lib/openstack/site";
import { sessionExpired } from "./session";

type Options = Omit<ConnectOptions, "requestId">;

/** A person is waiting: a service that hangs is to be said soon. What changes something is waited for longer. */
export const READING_MS = 15_000;

/** The actor's own project at a site of the actor's cloud, with the rights that the actor has there. */
export async function cloudFor(actor: Actor, siteId: string, options: Options = {}): Promise<Cloud> {
  const site = await siteOf(actor, siteId);
  const secret = await selectSessionSecret(actor.sessionId);
  if (!secret) throw sessionExpired();
  return connect(site, credentialsOf(secret), { readingMs: READING_MS, ...options, requestId: actor.requestId });
}

/** A site of the actor's cloud; any other does not exist for the actor. */
export async function siteOf(actor: Pick<Actor, "cloudId">, siteId: string): Promise<SiteRecord> {
  const site = await selectSite(siteId);
  if (!site || site.cloudId !== actor.cloudId) throw new AppError("not-found", "There is no such site.");
  if (site.removedAt) throw removed(site);
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

function removed({ name }: SiteRecord): AppError {
  return new AppError("not-found", `${name} is no longer among Breakwater's sites.`, {
    safe: "What is known of its plans and checkpoints can still be read.",
    remedy: "An administrator can add it again.",
  });
}
