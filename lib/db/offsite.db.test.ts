import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { missingOffsite } from "@/lib/domain/offsite";
import { insertCaptured, insertCheckpoint, markExpired } from "./checkpoints";
import { closeDb, db } from "./client";
import { markCopyAvailable, markCopyGone, upsertCopy } from "./copies";
import { saveOffsite, selectOffsiteMembers } from "./offsite";
import { insertPlan } from "./plan-writes";
import { markRemainGone, selectRemains } from "./remains";
import { selectRecords, upsertImported } from "./restore-source";

const at = new Date("2026-11-20T10:00:00Z");
const scope = { cloudId: "cloud", projectId: "demo" };
const sites = { siteId: "one", recoverySiteId: "two" };
let planId = "";
let plans = 0;

beforeAll(async () => void (await freshDatabase()));
afterAll(closeDb);
beforeEach(async () => {
  planId = await insertPlan(db(), {
    place: { ...scope, projectName: "demo", ownerUserId: "ana", ownerUserName: "ana" },
    at,
    input: {
      name: `plan ${(plans += 1)}`,
      description: "",
      ...sites,
      offsiteWay: "shared-store",
      selection: { by: "tag", tag: "x" },
      schedule: { every: "manual", timeZone: "UTC" },
      retention: { last: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null },
      fullEvery: 7,
      consistency: "crash",
      objective: { rpoMinutes: 60, rtoMinutes: 60, targetPercent: 99, rung: "offsite" },
      userData: {},
    },
  });
});

type Kind = "OS::Cinder::Volume" | "OS::Glance::Image";

async function point(name: string, kind: Kind, parentId: string | null = null) {
  const id = `${planId}-${name}`;
  await insertCheckpoint(db(), { id, planId, ...scope, siteId: "one", trigger: "manual", runId: null, slotAt: null });
  await insertCaptured(id, [{ kind, resourceId: "thing", name: "data", sizeGiB: 1, dependsOn: [] }]);
  const captured = await db().captured.findFirstOrThrow({ where: { checkpointId: id } });
  await db().captured.update({ where: { id: captured.id }, data: { state: "captured" } });
  const medium = kind === "OS::Cinder::Volume" ? "backup" : "image";
  const remoteId = `${medium}-${id}`;
  const copyId = await copy(id, { capturedId: captured.id, siteId: "one", medium, remoteId, parentId });
  return { id, copyId, remoteId, capturedId: captured.id };
}

type NewCopy = {
  capturedId: string;
  siteId: string;
  medium: "backup" | "image";
  remoteId: string;
  parentId: string | null;
};

async function copy(checkpointId: string, given: NewCopy): Promise<string> {
  const { siteId, medium, remoteId, parentId } = given;
  const id = await upsertCopy(db(), {
    ...given,
    ...scope,
    checkpointId,
    incremental: parentId !== null,
    sizeGiB: 1,
  });
  await markCopyAvailable(db(), { siteId, medium, remoteId }, { sizeGiB: 1, at });
  return id;
}

async function known(remoteId: string): Promise<void> {
  const [row] = await selectRecords(scope, "one", [remoteId]);
  if (!row) throw new Error(`There is no backup ${remoteId}`);
  await upsertImported(db(), row, "two", at);
}

const missing = async (id: string) => missingOffsite(await selectOffsiteMembers(id, sites));
const remains = async () => (await selectRemains({ limit: 100 })).filter((one) => one.planId === planId);
const backupGone = (remoteId: string) => markCopyGone(db(), { siteId: "one", medium: "backup", remoteId }, at);

test("an increment is there when its whole chain is known there", async () => {
  const full = await point("a", "OS::Cinder::Volume");
  const next = await point("b", "OS::Cinder::Volume", full.copyId);
  await known(next.remoteId);
  expect(await missing(next.id)).toEqual(["data"]);
  await known(full.remoteId);
  expect(await missing(next.id)).toEqual([]);
});

test("an image is there when a copy of it is", async () => {
  const one = await point("a", "OS::Glance::Image");
  expect(await missing(one.id)).toEqual(["data"]);
  const { capturedId } = one;
  await copy(one.id, { capturedId, siteId: "two", medium: "image", remoteId: `copy-${one.id}`, parentId: null });
  expect(await missing(one.id)).toEqual([]);
});

test("a record stays while the bytes that it names may be there, and while another builds upon it", async () => {
  const full = await point("a", "OS::Cinder::Volume");
  const next = await point("b", "OS::Cinder::Volume", full.copyId);
  for (const { remoteId } of [full, next]) await known(remoteId);
  for (const { id } of [full, next]) await markExpired(db(), id, "retention", at);
  expect(await remains()).toEqual([]);
  for (const { remoteId } of [full, next]) await backupGone(remoteId);
  const [first, ...others] = await remains();
  expect([first?.remoteId, others]).toEqual([next.remoteId, []]);
  await markRemainGone(first?.id ?? "", at);
  expect((await remains()).map(({ remoteId }) => remoteId)).toEqual([full.remoteId]);
});

test("nothing of a checkpoint that is kept goes elsewhere, and an image goes with its checkpoint", async () => {
  const one = await point("a", "OS::Glance::Image");
  const { capturedId } = one;
  await copy(one.id, { capturedId, siteId: "two", medium: "image", remoteId: `copy-${one.id}`, parentId: null });
  expect(await remains()).toEqual([]);
  await markExpired(db(), one.id, "retention", at);
  expect(await remains()).toMatchObject([{ siteId: "two", medium: "image", remoteId: `copy-${one.id}` }]);
});

test("the first moment at which it could be restored there stays", async () => {
  const { id } = await point("a", "OS::Glance::Image");
  await saveOffsite(db(), id, { cause: "The site is away." });
  const read = () =>
    db().checkpoint.findUniqueOrThrow({ where: { id }, select: { offsiteAt: true, offsiteCause: true } });
  expect(await read()).toEqual({ offsiteAt: null, offsiteCause: "The site is away." });
  await saveOffsite(db(), id, { at });
  await saveOffsite(db(), id, { at: new Date(at.getTime() + 1) });
  expect(await read()).toEqual({ offsiteAt: at, offsiteCause: null });
});
