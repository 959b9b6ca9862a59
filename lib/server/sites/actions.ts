"use server";
import { z } from "zod";
import { insertAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { selectServiceAccount, selectSite } from "@/lib/db/sites";
import { siteInput, type SiteDetail } from "@/lib/domain/site";
import { probeSite } from "@/lib/openstack/site-state";
import { action } from "../action";
import { accountIn, checkAddress, ownSite, storeNewSite, storeSiteChange, storeSiteRemoval } from "./change";
import { checkSite } from "./check";
import { siteIdOf } from "./ids";
import { readSite } from "./queries";

const siteRef = z.object({ id: z.string().min(1).max(64) });
const siteChange = siteRef.extend({ site: siteInput });

/** What a site answers when it is asked before it is saved. */
export type SiteTrial = Pick<SiteDetail, "state" | "problem" | "services" | "abilities">;

export const addSite = action(
  "admin:write",
  siteInput,
  async (input, actor) => {
    const id = await storeNewSite(input, actor);
    await checkStored(id);
    return { id };
  },
  { audit: "site.add" },
);

export const editSite = action(
  "admin:write",
  siteChange,
  async ({ id, site }, actor) => {
    await storeSiteChange(id, site, actor);
    await checkStored(id);
    return { id };
  },
  { audit: "site.edit" },
);

export const removeSite = action(
  "admin:write",
  siteRef,
  async ({ id }, actor) => {
    await storeSiteRemoval(id, actor);
    return null;
  },
  { audit: "site.remove" },
);

/** Asks a site that is not saved yet, or not like this. */
export const trySite = action(
  "admin:write",
  siteInput,
  async (input, actor): Promise<SiteTrial> => {
    checkAddress(input);
    const id = siteIdOf(input);
    const known = await selectSite(id);
    const kept = known ? await selectServiceAccount((await ownSite(id, actor)).id) : null;
    const found = await probeSite({ ...input, id }, accountIn(input, kept), { askAbilities: true });
    return { ...found, abilities: found.abilities ?? [] };
  },
  { audit: "site.test" },
);

/** Asks a saved site now, also what its service account may do. */
export const testSite = action(
  "admin:write",
  siteRef,
  async ({ id }, actor) => {
    const site = await ownSite(id, actor);
    const found = await checkSite(site, { abilities: true });
    await insertAudit(db(), {
      actor,
      scope: actor,
      action: "site.test",
      object: { kind: "site", id, name: site.name },
      result: "done",
      after: { state: found.state, problem: found.problem },
    });
    return readSite(id);
  },
  { audit: "site.test" },
);

async function checkStored(id: string): Promise<void> {
  const site = await selectSite(id);
  if (site) await checkSite(site, { abilities: true });
}
