import "server-only";
import { insertAudit } from "@/lib/db/audit";
import { inTransaction, type Tx } from "@/lib/db/client";
import { isSiteNameTaken, wasCloudEntered } from "@/lib/db/site-writes";
import {
  countPlansOfSite,
  lockSites,
  markSiteRemoved,
  selectServiceAccount,
  selectSite,
  upsertCloud,
  upsertSite,
  type SiteRecord,
} from "@/lib/db/sites";
import type { Account } from "@/lib/domain/account";
import { AppError } from "@/lib/domain/errors";
import type { Json } from "@/lib/domain/json";
import type { Actor } from "@/lib/domain/permissions";
import type { SiteInput } from "@/lib/domain/site";
import { keystoneBase } from "@/lib/openstack/keystone/authenticate";
import { guardUrl, BlockedAddress } from "@/lib/openstack/endpoint-guard";
import { cloudIdOf, siteIdOf } from "./ids";

/** A new site; its cloud too when the Keystone is new. Answers the id. */
export async function storeNewSite(input: SiteInput, actor: Actor): Promise<string> {
  const id = siteIdOf(input);
  checkAddress(input);
  await requireOwn(cloudIdOf(input.keystoneUrl), actor);
  await inTransaction(async (tx) => {
    await lockSites(tx);
    const known = await selectSite(id, tx);
    if (known && !known.removedAt)
      throw new AppError("conflict", `The region ${input.region} of this Keystone is the site ${known.name} already.`, {
        safe: "Nothing was changed.",
      });
    await write(tx, { id, input, account: accountIn(input, null) });
    await audit(tx, actor, { action: "site.add", id, name: input.name, before: null, after: shown(input) });
  });
  return id;
}

/** Changes what an administrator may change; Keystone and region make the site what it is. */
export async function storeSiteChange(id: string, input: SiteInput, actor: Actor): Promise<void> {
  const site = await ownSite(id, actor);
  if (siteIdOf(input) !== id)
    throw new AppError("invalid", "Keystone and region cannot change: that would be another site.", {
      remedy: "Add the other one as a site of its own.",
    });
  checkAddress(input);
  const kept = await selectServiceAccount(id);
  await inTransaction(async (tx) => {
    await lockSites(tx);
    await write(tx, { id, input, account: input.serviceAccount.kind === "keep" ? undefined : accountIn(input, kept) });
    await audit(tx, actor, {
      action: "site.edit",
      id,
      name: input.name,
      before: shown({ ...site, serviceAccount: { kind: kept ? "keep" : "none" } }),
      after: shown(input),
    });
  });
}

export async function storeSiteRemoval(id: string, actor: Actor): Promise<void> {
  const site = await ownSite(id, actor);
  await inTransaction(async (tx) => {
    await lockSites(tx);
    const plans = await countPlansOfSite(tx, id);
    if (plans > 0)
      throw new AppError("conflict", `${plans === 1 ? "One plan uses" : `${plans} plans use`} the site ${site.name}.`, {
        safe: "Nothing was changed.",
        remedy: "Move or delete those plans first.",
      });
    await markSiteRemoved(tx, id, new Date());
    await audit(tx, actor, {
      action: "site.remove",
      id,
      name: site.name,
      before: shown({ ...site, serviceAccount: { kind: "none" } }),
      after: null,
    });
  });
}

/** A site that the actor may administer: of the own cloud, or of one that nobody has entered yet. */
export async function ownSite(id: string, actor: Actor): Promise<SiteRecord> {
  const site = await selectSite(id);
  if (!site || site.removedAt) throw new AppError("not-found", "There is no such site.");
  await requireOwn(site.cloudId, actor);
  return site;
}

/** Whoever is admin of one Keystone must not be able to lead the users of another one astray. */
export async function mayAdminister(actor: Pick<Actor, "cloudId">, cloudId: string): Promise<boolean> {
  return cloudId === actor.cloudId || !(await wasCloudEntered(cloudId));
}

async function requireOwn(cloudId: string, actor: Actor): Promise<void> {
  if (await mayAdminister(actor, cloudId)) return;
  throw new AppError("forbidden", "The sites of another cloud belong to its own administrators.", {
    safe: "Nothing was changed.",
    remedy: "Sign in to that cloud as its administrator.",
  });
}

/** The login that the form gives; `keep` means the stored one. */
export function accountIn({ serviceAccount }: Pick<SiteInput, "serviceAccount">, kept: Account | null): Account | null {
  if (serviceAccount.kind === "none") return null;
  if (serviceAccount.kind === "keep") return kept;
  if (serviceAccount.kind === "applicationCredential") return serviceAccount;
  const { username, password, userDomain, project, projectDomain } = serviceAccount;
  return { kind: "password", username, password, userDomain, project: { name: project, domain: projectDomain } };
}

type Write = { id: string; input: SiteInput; account: Account | null | undefined };

async function write(tx: Tx, { id, input, account }: Write): Promise<void> {
  const keystoneUrl = keystoneBase(input.keystoneUrl);
  const cloudId = await upsertCloud(tx, {
    id: cloudIdOf(keystoneUrl),
    name: new URL(keystoneUrl).hostname,
    keystoneUrl,
  });
  const { name, region, allowedHosts, backupStore, caCertificate } = input;
  if (await isSiteNameTaken(tx, { cloudId, name, exceptId: id })) {
    throw new AppError("invalid", `Another site is called ${name}.`, {
      fields: { name: `Another site is called ${name}` },
    });
  }
  // Edited here, so the file no longer has a say in it.
  const values = {
    id,
    cloudId,
    name,
    region,
    interface: input.interface,
    source: "page" as const,
    allowedHosts,
    backupStore: backupStore || null,
    caCertificate: caCertificate || null,
  };
  await upsertSite(tx, values, account);
}

/** Refuses an address at which no Keystone can be, before anything is sent there. */
export function checkAddress({ keystoneUrl, allowedHosts }: Pick<SiteInput, "keystoneUrl" | "allowedHosts">): void {
  try {
    guardUrl(keystoneUrl, { keystoneUrl, allowedHosts });
  } catch (error) {
    if (!(error instanceof BlockedAddress)) throw error;
    throw new AppError("invalid", "This address cannot be a Keystone.", {
      cause: error,
      fields: { keystoneUrl: `Not allowed: ${error.message}` },
    });
  }
}

type Shown = Pick<SiteInput, "name" | "keystoneUrl" | "region" | "interface" | "allowedHosts" | "backupStore"> & {
  serviceAccount: { kind: string };
};

// Never the certificate's text or any secret.
function shown({ name, keystoneUrl, region, interface: face, allowedHosts, backupStore, serviceAccount }: Shown): Json {
  return { name, keystoneUrl, region, interface: face, allowedHosts, backupStore, serviceAccount: serviceAccount.kind };
}

type Change = { action: "site.add" | "site.edit" | "site.remove"; id: string; name: string; before: Json; after: Json };

async function audit(tx: Tx, actor: Actor, { action, id, name, before, after }: Change): Promise<void> {
  await insertAudit(tx, {
    actor,
    scope: actor,
    action,
    object: { kind: "site", id, name },
    result: "done",
    before,
    after,
  });
}
