import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import { account, type Account } from "@/lib/domain/account";
import { serviceAbility, serviceStatus, SITE_STATES, type SiteDetail, type SiteView } from "@/lib/domain/site";
import { db, type Tx } from "./client";
import { seal, unseal } from "./seal";

const siteSelect = {
  id: true,
  cloudId: true,
  name: true,
  region: true,
  interface: true,
  source: true,
  allowedHosts: true,
  backupStore: true,
  caCertificate: true,
  state: true,
  problem: true,
  services: true,
  abilities: true,
  checkedAt: true,
  removedAt: true,
  cloud: { select: { name: true, keystoneUrl: true } },
} satisfies Prisma.SiteSelect;
type Row = Prisma.SiteGetPayload<{ select: typeof siteSelect }>;

const interfaces = z.enum(["public", "internal", "admin"]);

/** A site as everything but the screen needs it; fits `Site` of the OpenStack client. */
export type SiteRecord = Omit<SiteDetail, "serviceAccount" | "checkedAt"> & {
  checkedAt: Date | null;
  removedAt: Date | null;
};

/** What a site was found to be; see openstack/site-state.ts. Abilities that were not asked for stay as they were. */
export type SiteFindings = Pick<SiteDetail, "state" | "problem" | "services"> & {
  abilities: SiteDetail["abilities"] | null;
  checkedAt: Date;
};

export type SiteValues = {
  id: string;
  cloudId: string;
  name: string;
  region: string;
  interface: SiteDetail["interface"];
  source: SiteDetail["source"];
  allowedHosts: string[];
  backupStore: string | null;
  caCertificate: string | null;
};

/** All sites there are, in the order in which people read them. */
export async function selectSites(cloudId?: string): Promise<SiteRecord[]> {
  const rows = await db().site.findMany({
    where: { removedAt: null, ...(cloudId ? { cloudId } : {}) },
    orderBy: [{ cloud: { name: "asc" } }, { name: "asc" }],
    select: siteSelect,
  });
  return rows.map(toRecord);
}

/** Also one that was removed, because history still names it. */
export async function selectSite(id: string, tx: Tx = db()): Promise<SiteRecord | null> {
  const row = await tx.site.findUnique({ where: { id }, select: siteSelect });
  return row && toRecord(row);
}

/** By id, with those that were removed: history still names them. */
export async function selectSiteNames(cloudId: string): Promise<Map<string, string>> {
  const rows = await db().site.findMany({ where: { cloudId }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The service account's login; null when the site has none. */
export async function selectServiceAccount(siteId: string): Promise<Account | null> {
  const row = await db().site.findUnique({ where: { id: siteId }, select: { serviceAccountSealed: true } });
  if (!row?.serviceAccountSealed) return null;
  return account.parse(JSON.parse(unseal(row.serviceAccountSealed, "service-account")));
}

/** Which sites have a service account. */
export async function selectServedSiteIds(): Promise<Set<string>> {
  const rows = await db().site.findMany({ where: { serviceAccountSealed: { not: null } }, select: { id: true } });
  return new Set(rows.map((row) => row.id));
}

/** Held to the end of the transaction: processes that start together must not make one site twice. */
export async function lockSites(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('breakwater.sites'))`;
}

/** The cloud of a Keystone, made when it is new; with `rename` a known one takes the name too. */
export async function upsertCloud(
  tx: Tx,
  cloud: { id: string; name: string; keystoneUrl: string },
  { rename = false } = {},
): Promise<string> {
  const row = await tx.cloud.upsert({
    where: { keystoneUrl: cloud.keystoneUrl },
    create: cloud,
    update: rename ? { name: cloud.name } : {},
    select: { id: true },
  });
  return row.id;
}

/** Writes a site, new or known; `serviceAccount` undefined leaves the stored one, null forgets it. */
export async function upsertSite(tx: Tx, site: SiteValues, serviceAccount: Account | null | undefined): Promise<void> {
  const { id, ...values } = site;
  const sealed = serviceAccount && seal(JSON.stringify(serviceAccount), "service-account");
  const data = { ...values, ...(serviceAccount === undefined ? {} : { serviceAccountSealed: sealed }) };
  await tx.site.upsert({
    where: { id },
    create: { id, ...data },
    update: { ...data, removedAt: null },
    select: { id: true },
  });
}

export async function updateSiteFindings(id: string, { services, abilities, ...found }: SiteFindings): Promise<void> {
  await db().site.updateMany({ where: { id }, data: { ...found, services, ...(abilities && { abilities }) } });
}

/** By a person: a file that names the site has no say in it any more. */
export async function markSiteRemoved(tx: Tx, id: string, at: Date): Promise<void> {
  const data = { removedAt: at, serviceAccountSealed: null, source: "page" };
  await tx.site.update({ where: { id }, data, select: { id: true } });
}

/** How many living plans have the site as theirs or as their recovery site. */
export function countPlansOfSite(tx: Tx, siteId: string): Promise<number> {
  return tx.plan.count({ where: { deletedAt: null, OR: [{ siteId }, { recoverySiteId: siteId }] } });
}

export function selectClouds(): Promise<{ id: string; name: string; keystoneUrl: string }[]> {
  return db().cloud.findMany({
    where: { sites: { some: { removedAt: null } } },
    orderBy: { name: "asc" },
    select: { id: true, name: true, keystoneUrl: true },
  });
}

export function toSiteView(site: SiteRecord): SiteView {
  const { id, name, cloudId, cloudName, keystoneUrl, region, state, problem, checkedAt } = site;
  return {
    id,
    name,
    cloudId,
    cloudName,
    keystoneUrl,
    region,
    state,
    problem,
    checkedAt: checkedAt?.toISOString() ?? null,
  };
}

function toRecord({ cloud, ...row }: Row): SiteRecord {
  return {
    ...row,
    cloudName: cloud.name,
    keystoneUrl: cloud.keystoneUrl,
    state: z.enum(SITE_STATES).parse(row.state),
    source: z.enum(["file", "page"]).parse(row.source),
    interface: interfaces.parse(row.interface),
    services: z.array(serviceStatus).parse(row.services),
    abilities: z.array(serviceAbility).parse(row.abilities),
  };
}
