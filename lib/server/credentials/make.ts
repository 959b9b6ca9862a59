import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { selectSessionSecret } from "@/lib/db/sessions";
import type { SiteRecord } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/domain/permissions";
import { connect, identify, type Cloud } from "@/lib/openstack/cloud";
import { isOpenStackError, OpenStackError } from "@/lib/openstack/error";
import { workingRules } from "@/lib/openstack/keystone/access-rules";
import type { AccessRule } from "@/lib/openstack/keystone/schemas";
import { cloudFor } from "../cloud";
import { sessionExpired } from "../session";

export type MadeCredential = {
  remoteId: string;
  secret: string;
  origin: "made" | "given";
  restricted: boolean;
  /** Why it is not restricted, for the plan's page. */
  problem: string | null;
  expiresAt: Date | null;
};

/** A login for work without a person, in the actor's project, good for these sites of one Keystone. The first is the plan's own. */
export async function makeCredential(
  actor: Actor,
  name: string,
  sites: [SiteRecord, ...SiteRecord[]],
): Promise<MadeCredential> {
  const secret = await selectSessionSecret(actor.sessionId);
  if (!secret) throw sessionExpired();
  const cloud = await cloudFor(actor, sites[0].id);
  // A restricted application credential cannot make another one: it has to do the work itself.
  if (secret.kind === "applicationCredential") return given(cloud, secret);
  const { token } = await identify(sites[0], { kind: "token", token: secret.token }, { requestId: actor.requestId });
  const rules = workingRules(sites, token.catalog);
  const restricted = await create(cloud, name, rules);
  const refused = await firstRefusal(actor, sites, restricted);
  if (refused === null) return restricted;
  await cloud.keystone.applicationCredentials.remove(restricted.remoteId);
  const open = await create(cloud, name, null);
  const stillRefused = await firstRefusal(actor, sites, open);
  if (stillRefused === null) return { ...open, restricted: false, problem: refused };
  await cloud.keystone.applicationCredentials.remove(open.remoteId);
  throw new AppError("refused", stillRefused, {
    safe: "No credential was kept.",
    remedy: "Ask the cloud's administrator whether application credentials are allowed.",
  });
}

async function create(cloud: Cloud, name: string, rules: AccessRule[] | null): Promise<MadeCredential> {
  // The least roles that can work (member does not imply reader everywhere); without them, whatever the person has.
  const roles = cloud.roles.filter((one) => ["member", "reader"].includes(one.toLowerCase()));
  const canWork = roles.some((one) => one.toLowerCase() === "member");
  const made = await cloud.keystone.applicationCredentials.create({
    name: `breakwater-${name.replace(/[^\w.-]+/g, "-").slice(0, 60)}-${randomBytes(4).toString("hex")}`,
    description: "Made by Breakwater for the scheduled work of a protection plan. Deleting it stops the plan.",
    ...(canWork ? { roles: roles.map((one) => ({ name: one })) } : {}),
    ...(rules ? { access_rules: rules } : {}),
  });
  const expiresAt = made.expires_at ? new Date(made.expires_at) : null;
  return {
    remoteId: made.id,
    secret: made.secret,
    origin: "made",
    restricted: rules !== null,
    problem: null,
    expiresAt,
  };
}

/** Why the credential does not serve: it is kept from what it must do, or from nothing at all. Null when it serves. */
async function firstRefusal(actor: Actor, sites: SiteRecord[], made: MadeCredential): Promise<string | null> {
  for (const site of sites) {
    const cloud = await connect(
      site,
      { kind: "applicationCredential", id: made.remoteId, secret: made.secret },
      { requestId: actor.requestId },
    );
    const reads: [string, () => Promise<unknown>][] = [
      ["Cinder", () => cloud.cinder.volumes.page({ limit: 1 })],
      ["Nova", () => cloud.nova.servers.page({ limit: 1 })],
      ["Glance", () => cloud.glance.images.page({ limit: 1 })],
      ["Neutron", () => cloud.neutron.networks.page({ limit: 1 })],
    ];
    const refused = await Promise.all(reads.map(async ([service, read]) => ((await isRefused(read)) ? service : null)));
    const services = refused.filter((service) => service !== null);
    if (services.length > 0)
      return `${services.join(", ")} at ${site.name} does not take application credentials${made.restricted ? " with access rules" : ""}.`;
    if (made.restricted && !(await isHeld(cloud)))
      return `${site.name} does not hold application credentials to their access rules.`;
  }
  return null;
}

// No rule allows it and nothing has this id: refused means held to the rules, "not found" means not.
async function isHeld(cloud: Cloud): Promise<boolean> {
  try {
    await cloud.cinder.backups.resetStatus(randomUUID(), "error");
    return false;
  } catch (error) {
    if (!(error instanceof OpenStackError) || error.retryable) throw error;
    // 401 comes before any policy is asked: with a token that is good otherwise, it is the rules that refuse.
    return error.status === 401;
  }
}

async function isRefused(read: () => Promise<unknown>): Promise<boolean> {
  try {
    await read();
    return false;
  } catch (error) {
    if (isOpenStackError(error, "expired", "forbidden")) return true;
    // A service that the site does not have cannot refuse; one that is down is no reason to give up the rules.
    if (isOpenStackError(error)) return false;
    throw error;
  }
}

async function given(cloud: Cloud, { id, secret }: { id: string; secret: string }): Promise<MadeCredential> {
  const described = await cloud.keystone.applicationCredentials.find(id).catch((error: unknown) => {
    // One with access rules may not be allowed to read about itself.
    if (isOpenStackError(error, "forbidden", "expired")) return null;
    throw error;
  });
  const restricted = (described?.access_rules?.length ?? 0) > 0;
  const expiresAt = described?.expires_at ? new Date(described.expires_at) : null;
  return { remoteId: id, secret, origin: "given", restricted, problem: null, expiresAt };
}
