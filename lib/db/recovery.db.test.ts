import { afterAll, beforeAll, expect, test } from "vitest";
import { NO_SETTINGS, recoverySettings } from "@/lib/domain/recovery-settings";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { closeDb, db, inTransaction } from "./client";
import { selectNewestPoints, selectRecovery, upsertRecovery } from "./recovery";

const at = new Date("2026-11-20T10:00:00Z");
const planId = "plan";

beforeAll(async () => {
  await freshDatabase();
  await db().plan.create({
    data: {
      id: planId,
      cloudId: "cloud",
      projectId: "demo",
      projectName: "demo",
      ownerUserId: "ana",
      ownerUserName: "ana",
      siteId: "one",
      name: "Billing",
      provider: "native",
      selection: {},
      schedule: {},
      retention: {},
      fullEvery: 7,
      consistency: "crash",
    },
  });
});
afterAll(closeDb);

const settings = recoverySettings.parse({
  mappings: { networks: { net: { to: "rebuild" } }, keyPairs: { ops: null } },
  servers: [{ serverId: "db", name: "db-1", gates: [{ kind: "port-open", port: 5432 }] }],
  drillHours: 8,
});
const save = (change: object = {}) =>
  inTransaction((tx) => upsertRecovery(tx, { planId, settings: { ...settings, ...change }, by: "ana", at }));

test("a plan for which nothing was set has the defaults", async () => {
  expect(await selectRecovery(planId)).toEqual(NO_SETTINGS);
});

test("what is saved is read back whole, and the later settings replace the earlier ones", async () => {
  await save();
  expect(await selectRecovery(planId)).toEqual(settings);
  await save({ drillHours: 12 });
  expect((await selectRecovery(planId)).drillHours).toBe(12);
});

test("settings of an earlier shape are read with the defaults of what was added since", async () => {
  await db().recovery.update({ where: { planId }, data: { settings: { drillHours: 2 } } });
  expect(await selectRecovery(planId)).toEqual({ ...NO_SETTINGS, drillHours: 2 });
});

test("the newest point is one that can be restored, and the newest offsite one may be an earlier one", async () => {
  const hour = (n: number) => new Date(at.getTime() + n * 3_600_000);
  const add = (id: string, capturedAt: Date, change: object = {}) =>
    db().checkpoint.create({
      data: {
        id,
        planId,
        cloudId: "cloud",
        projectId: "demo",
        siteId: "one",
        state: "usable",
        trigger: "manual",
        capturedAt,
        manifestSha256: "sum",
        ...change,
      },
    });
  await add("early", hour(0), { offsiteAt: hour(1) });
  await add("newest", hour(2));
  await add("gone", hour(3), { offsiteAt: hour(4), goneAt: hour(5) });
  await add("failed", hour(4), { state: "failed" });
  await add("unsealed", hour(5), { manifestSha256: null });
  const scope = { cloudId: "cloud", projectId: "demo" };
  expect(await selectNewestPoints(scope, planId)).toEqual({
    usable: { id: "newest", capturedAt: hour(2) },
    offsite: { id: "early", capturedAt: hour(0) },
  });
  expect(await selectNewestPoints({ ...scope, projectId: "other" }, planId)).toEqual({ usable: null, offsite: null });
});
