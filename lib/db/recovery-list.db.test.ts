import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { closeDb, db } from "./client";
import { selectOpenFailovers } from "./open-failovers";
import { selectCameUp, selectLastDrills, selectPast, selectRecoveryPlans, selectRunTimes } from "./recovery-list";

const ours = { cloudId: "cloud", projectId: "demo" };
const day = (date: number) => new Date(Date.UTC(2026, 10, date, 10));

beforeAll(async () => {
  await freshDatabase();
  await addPlan("billing", "demo", "two");
  await addPlan("archive", "demo", null);
  await addPlan("crm", "alt", "two");
  await addFailover("old-drill", "billing", { purpose: "drill", declaredAt: day(1), upAt: day(1), cleanup: "done" });
  await addFailover("new-drill", "billing", { purpose: "drill", declaredAt: day(5), workload: "up", cleanup: "due" });
  await addFailover("lost", "billing", { purpose: "real", declaredAt: day(3), workload: "committed", upAt: day(3) });
  await addFailover("theirs", "crm", { purpose: "real", declaredAt: day(6), workload: "up", upAt: day(6) });
});
afterAll(closeDb);

async function addPlan(id: string, projectId: string, recoverySiteId: string | null): Promise<void> {
  await db().plan.create({
    data: {
      id,
      ...{ ...ours, projectId, projectName: projectId, ownerUserId: "ana", ownerUserName: "ana", recoverySiteId },
      siteId: "one",
      name: id,
      provider: "native",
      ...{ selection: {}, schedule: {}, retention: {}, fullEvery: 7, consistency: "crash" },
    },
  });
}

type Change = { purpose: string; declaredAt: Date; upAt?: Date; workload?: string; cleanup?: string };

async function addFailover(id: string, planId: string, change: Change): Promise<void> {
  const { projectId } = await db().plan.findUniqueOrThrow({ where: { id: planId } });
  await db().run.create({
    data: {
      id,
      ...{ ...ours, projectId, projectName: projectId, requestedBy: "ana", requestedById: "ana" },
      ...{
        kind: "drill",
        title: id,
        state: "succeeded",
        input: {},
        planId,
        siteId: "one",
        startedAt: change.declaredAt,
      },
      steps: {
        create: [
          { key: "gate:1:0:person", title: "ana confirms: it works", position: 1, requestIds: [] },
          { key: "up", title: "Everything is up", position: 2, requestIds: [] },
        ],
      },
    },
  });
  await db().failover.create({
    data: {
      id,
      planId,
      ...{ mode: "disaster", fromSiteId: "one", toSiteId: "two", reason: "because", declaredBy: "ana" },
      ...change,
    },
  });
}

test("plans with a recovery site come first, and only the project's own", async () => {
  const { rows, total, ready } = await selectRecoveryPlans(ours, { page: 1, size: 10 });
  expect(rows.map(({ id }) => id)).toEqual(["billing", "archive"]);
  expect([total, ready]).toEqual([2, 1]);
  expect((await selectRecoveryPlans(ours, { page: 2, size: 1 })).rows.map(({ id }) => id)).toEqual(["archive"]);
});

test("the past is the project's own, newest first, page by page", async () => {
  const { rows, total } = await selectPast(ours, { page: 1, size: 2 });
  expect(rows.map(({ id, planName }) => [id, planName])).toEqual([
    ["new-drill", "billing"],
    ["lost", "billing"],
  ]);
  expect(total).toBe(3);
  expect((await selectPast(ours, { page: 2, size: 2 })).rows.map(({ id }) => id)).toEqual(["old-drill"]);
  expect((await selectCameUp(ours, 10)).map(({ id }) => id)).toEqual(["lost", "old-drill"]);
});

test("of each plan the newest drill is known, whether it came up or not", async () => {
  expect((await selectLastDrills(["billing", "archive"])).map(({ id }) => id)).toEqual(["new-drill"]);
  expect(await selectLastDrills(["archive"])).toEqual([]);
});

test("open is what waits for a decision or its end, in the own project", async () => {
  expect((await selectOpenFailovers(ours)).map(({ id }) => id)).toEqual(["new-drill"]);
  expect(await selectOpenFailovers(ours, ["archive"])).toEqual([]);
  expect((await selectOpenFailovers({ ...ours, projectId: "alt" })).map(({ id }) => id)).toEqual(["theirs"]);
});

test("of the runs only the gates are read", async () => {
  const times = await selectRunTimes(["lost"]);
  expect(times.get("lost")?.gates.map(({ key }) => key)).toEqual(["gate:1:0:person"]);
});
