import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { selectAudit } from "@/lib/db/audit";
import { closeDb, db, inTransaction } from "@/lib/db/client";
import { insertPlan } from "@/lib/db/plan-writes";
import { selectClouds, selectServiceAccount, selectSite, selectSites } from "@/lib/db/sites";
import { auditQuery } from "@/lib/domain/audit";
import type { Actor } from "@/lib/domain/permissions";
import { planInput } from "@/lib/domain/plan";
import { siteInput } from "@/lib/domain/site";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { siteOf } from "../cloud";
import { planOf } from "../plans/queries";
import { takeSitesFrom } from "./bootstrap";
import { storeNewSite, storeSiteChange, storeSiteRemoval } from "./change";

const file = path.join(mkdtempSync(path.join(tmpdir(), "breakwater-clouds-")), "clouds.yaml");
const entry = (name: string, user: string, region: string, extra = "") =>
  `  ${name}:\n    auth: {auth_url: "http://k.example:5000/v3", username: ${user}, password: secret, project_name: ${user}}\n    region_name: ${region}\n${extra}`;
const yaml = (extra = "") =>
  `clouds:\n${entry("demo-r1", "demo", "RegionOne", extra)}${entry("admin-r1", "admin", "RegionOne")}${entry("demo-r2", "demo", "RegionTwo")}`;

let admin: Actor;
beforeAll(async () => {
  await freshDatabase();
  writeFileSync(file, yaml());
  await takeSitesFrom(file);
  const cloudId = (await selectClouds())[0]?.id ?? "";
  admin = {
    sessionId: "s",
    userId: "admin",
    userName: "admin",
    cloudId,
    projectId: "admin",
    projectName: "admin",
    roles: ["admin"],
    requestId: "req-1",
    address: "10.0.0.1",
  };
});
afterAll(closeDb);

async function siteNamed(name: string) {
  const site = (await selectSites()).find((one) => one.name === name);
  if (!site) throw new Error(`No site ${name}`);
  return site;
}

const placeOf = (cloudId: string) => ({
  cloudId,
  projectId: admin.projectId,
  projectName: "admin",
  ownerUserId: "ana",
  ownerUserName: "ana",
});
const planAt = (siteId: string) =>
  planInput.parse({
    name: "left behind",
    siteId,
    selection: { by: "fixed", resources: [{ kind: "OS::Cinder::Volume", id: "v", name: "v" }] },
    schedule: { every: "manual", timeZone: "UTC" },
    retention: { last: 7, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null },
    fullEvery: 4,
    consistency: "crash",
    objective: { rpoMinutes: 60, rtoMinutes: 60, targetPercent: 99, rung: "local" },
  });

const input = (change: object) =>
  siteInput.parse({
    name: "x",
    keystoneUrl: "http://k.example:5000/v3",
    region: "RegionOne",
    serviceAccount: { kind: "keep" },
    ...change,
  });

test("every region of a Keystone is a site; the admin's entry is its service account", async () => {
  expect((await selectSites()).map(({ name, cloudName }) => [name, cloudName])).toEqual([
    ["RegionOne", "k.example"],
    ["RegionTwo", "k.example"],
  ]);
  expect(await selectServiceAccount((await siteNamed("RegionOne")).id)).toMatchObject({
    kind: "password",
    username: "admin",
  });
  expect(await selectServiceAccount((await siteNamed("RegionTwo")).id)).toBeNull();
  expect(JSON.stringify(await db().site.findMany())).not.toContain('admin","password');
});

test("reading the file again, several times at once, changes nothing but what the file says anew", async () => {
  const before = (await selectSites()).map(({ id }) => id);
  writeFileSync(file, yaml("    x-breakwater: {cloud: Home, backup_store: shared}\n"));
  await Promise.all([takeSitesFrom(file), takeSitesFrom(file), takeSitesFrom(file)]);
  expect((await selectSites()).map(({ id }) => id)).toEqual(before);
  expect(await siteNamed("RegionOne")).toMatchObject({ backupStore: "shared", cloudName: "Home" });
});

test("what was edited on the page stays so; keeping the service account keeps it", async () => {
  const { id } = await siteNamed("RegionOne");
  await storeSiteChange(id, input({ name: "Lisbon", backupStore: "mine" }), admin);
  await takeSitesFrom(file);
  expect(await siteNamed("Lisbon")).toMatchObject({ id, backupStore: "mine", source: "page" });
  expect(await selectServiceAccount(id)).toMatchObject({ username: "admin" });
  await storeSiteChange(id, input({ name: "Lisbon", serviceAccount: { kind: "none" } }), admin);
  expect(await selectServiceAccount(id)).toBeNull();
});

test("another region is another site; a name is taken once", async () => {
  const { id } = await siteNamed("Lisbon");
  await expect(storeSiteChange(id, input({ name: "Lisbon", region: "RegionTwo" }), admin)).rejects.toThrow(
    "another site",
  );
  await expect(storeSiteChange(id, input({ name: "regiontwo" }), admin)).rejects.toThrow(
    "Another site is called regiontwo.",
  );
});

test("a site that plans use is not removed; one that none uses is, and stays removed", async () => {
  const { id } = await siteNamed("RegionTwo");
  const plan = await db().plan.create({
    data: {
      cloudId: admin.cloudId,
      projectId: "demo",
      projectName: "demo",
      siteId: "other",
      recoverySiteId: id,
      name: "billing",
      selection: {},
      schedule: {},
      retention: {},
      fullEvery: 1,
      consistency: "crash",
      ownerUserId: "ana",
      ownerUserName: "ana",
    },
  });
  await expect(storeSiteRemoval(id, admin)).rejects.toThrow("One plan uses the site RegionTwo.");
  await db().plan.update({ where: { id: plan.id }, data: { deletedAt: new Date() } });
  await storeSiteRemoval(id, admin);
  expect((await selectSites()).map(({ name }) => name)).toEqual(["Lisbon"]);
  expect((await selectSite(id))?.removedAt).not.toBeNull();
  await takeSitesFrom(file);
  expect((await selectSites()).map(({ name }) => name)).toEqual(["Lisbon"]);
});

test("a site that the file no longer names goes, keeps its name for history, and comes back as the same; one of the page stays", async () => {
  const demo = (region: string) => `clouds:\n${entry("demo", "demo", region).replace("k.example", "demo.example")}`;
  writeFileSync(file, demo("RegionOne"));
  await takeSitesFrom(file);
  const before = await siteNamed("RegionOne");
  const planId = await inTransaction((tx) =>
    insertPlan(tx, { place: placeOf(before.cloudId), input: planAt(before.id), at: new Date() }),
  );
  await db().objective.create({ data: { planId, setBy: "ana", ...planAt(before.id).objective } });
  const names = async () => (await selectSites()).map(({ name }) => name).sort();
  expect(await names()).toEqual(["Lisbon", "RegionOne"]);
  writeFileSync(file, demo("RegionTwo"));
  await Promise.all([takeSitesFrom(file), takeSitesFrom(file)]);
  expect(await names()).toEqual(["Lisbon", "RegionTwo"]);
  const visitor = { ...admin, cloudId: before.cloudId };
  expect(await planOf(visitor, planId)).toMatchObject({ name: "left behind", siteName: "RegionOne" });
  await expect(siteOf(visitor, before.id)).rejects.toMatchObject({ message: expect.stringContaining("no longer") });
  writeFileSync(file, demo("RegionOne"));
  await takeSitesFrom(file);
  expect((await siteNamed("RegionOne")).id).toBe(before.id);
  writeFileSync(file, yaml());
  await takeSitesFrom(file);
  expect(await names()).toEqual(["Lisbon"]);
  expect((await selectClouds()).map(({ keystoneUrl }) => keystoneUrl)).toEqual(["http://k.example:5000/v3"]);
});

test("the administrator of another cloud changes nothing here once someone has signed in", async () => {
  const { id } = await siteNamed("Lisbon");
  const stranger = { ...admin, cloudId: "elsewhere" };
  await db().session.create({
    data: {
      id: "s",
      cloudId: admin.cloudId,
      userId: "ana",
      userName: "ana",
      projectId: "demo",
      projectName: "demo",
      roles: [],
      method: "password",
      secretSealed: "",
      tokenExpiresAt: new Date(),
      address: "",
      userAgent: "",
      endsAt: new Date(),
    },
  });
  await expect(storeSiteChange(id, input({ name: "Mine" }), stranger)).rejects.toMatchObject({ code: "forbidden" });
  await expect(storeSiteRemoval(id, stranger)).rejects.toMatchObject({ code: "forbidden" });
  await expect(
    storeNewSite(input({ name: "Second", region: "RegionThree", serviceAccount: { kind: "none" } }), stranger),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("an address at which no Keystone can be is refused before anything is sent", async () => {
  await expect(
    storeNewSite(
      input({ name: "Metadata", keystoneUrl: "http://169.254.169.254/v3", serviceAccount: { kind: "none" } }),
      admin,
    ),
  ).rejects.toMatchObject({ code: "invalid" });
});

test("the audit tells what changed and holds no secret", async () => {
  const { rows } = await selectAudit(admin, auditQuery.parse({}));
  expect(rows.map(({ action }) => action)).toEqual(["site.remove", "site.edit", "site.edit"]);
  expect(JSON.stringify(rows)).not.toContain("secret");
});
