import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { insertCaptured, insertCheckpoint } from "./checkpoints";
import { closeDb, db } from "./client";
import { selectOwned, upsertCopy } from "./copies";
import { insertPlan } from "./plan-writes";
import {
  keepRecord,
  selectFilled,
  selectPlanBackups,
  selectRecords,
  selectRestorable,
  upsertImported,
} from "./restore-source";
import { insertRun } from "./runs";
import { insertSteps } from "./steps";

const at = new Date("2026-11-20T10:00:00Z");
const scope = { cloudId: "cloud", projectId: "demo" };
const other = { cloudId: "cloud", projectId: "alt" };
let planId = "";
let capturedId = "";
let copyId = "";

beforeAll(async () => {
  await freshDatabase();
  const place = { ...scope, projectName: "demo", ownerUserId: "ana", ownerUserName: "ana" };
  planId = await insertPlan(db(), {
    place,
    at,
    input: {
      name: "billing",
      description: "",
      siteId: "one",
      recoverySiteId: "two",
      offsiteWay: "shared-store",
      selection: { by: "tag", tag: "x" },
      schedule: { every: "manual", timeZone: "UTC" },
      retention: { last: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null },
      fullEvery: 7,
      consistency: "crash",
      objective: { rpoMinutes: 60, rtoMinutes: 60, targetPercent: 99, rung: "local" },
      userData: {},
    },
  });
  await insertCheckpoint(db(), {
    id: "point",
    planId,
    ...scope,
    siteId: "one",
    trigger: "manual",
    runId: null,
    slotAt: null,
  });
  await insertCaptured("point", [
    { kind: "OS::Cinder::Volume", resourceId: "vol", name: "data", sizeGiB: 10, dependsOn: [] },
  ]);
  capturedId = (await db().captured.findFirstOrThrow({ where: { checkpointId: "point" } })).id;
  copyId = await upsertCopy(db(), {
    checkpointId: "point",
    capturedId,
    ...scope,
    siteId: "one",
    medium: "backup",
    remoteId: "backup",
    parentId: null,
    incremental: false,
    sizeGiB: 10,
  });
});
afterAll(closeDb);

test("a checkpoint is restorable for its own project, and does not exist for another", async () => {
  expect((await selectRestorable(scope, "point"))?.captured[0]?.copies[0]?.remoteId).toBe("backup");
  expect(await selectRestorable(other, "point")).toBeNull();
});

test("nobody reads the kept records of another project's backups", async () => {
  await keepRecord(copyId, { backup_service: "s", backup_url: "u" });
  expect(await selectRecords(scope, "one", ["backup"])).toMatchObject([
    { remoteId: "backup", record: { backup_url: "u" } },
  ]);
  expect(await selectRecords(other, "one", ["backup"])).toEqual([]);
});

test("an imported record is a copy of its own that nobody owns, however often it is noted", async () => {
  const [row] = await selectRecords(scope, "one", ["backup"]);
  if (!row) throw new Error("no record");
  for (let round = 0; round < 2; round += 1) await upsertImported(db(), row, "two", at);
  expect(await db().copy.count({ where: { siteId: "two", imported: true } })).toBe(1);
  // What expiry deletes in the cloud is what a checkpoint owns: the imported record is never among it.
  expect((await selectOwned("point", "one")).map((copy) => copy.siteId)).toEqual(["one"]);
  expect((await selectPlanBackups(planId, "two")).length).toBe(0);
});

test("how long filling took is measured on restores to the same site that went through at the first attempt", async () => {
  const run = {
    kind: "restore" as const,
    title: "Restore",
    ...scope,
    projectName: "demo",
    siteId: "one",
    targetSiteId: "two",
    planId,
    input: null,
    requestedBy: "ana",
    requestedById: "ana",
  };
  await insertRun(db(), { ...run, id: "r1" });
  await insertSteps(db(), "r1", [{ key: `filled:${capturedId}`, title: "filled" }]);
  await db().step.updateMany({
    where: { runId: "r1" },
    data: { state: "done", attempts: 1, startedAt: at, endedAt: new Date(at.getTime() + 30_000) },
  });
  expect(await selectFilled("two")).toEqual([{ durationMs: 30_000, sizeGiB: 10 }]);
  expect(await selectFilled("one")).toEqual([]);
});
