import { afterAll, beforeAll, expect, test } from "vitest";
import type { PlanInput } from "@/lib/domain/plan";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { closeDb, db, inTransaction } from "./client";
import { recordMembers, selectMembers } from "./members";
import { appendObjective, selectObjectives } from "./objectives";
import { selectPlanPoints } from "./plan-points";
import { insertPlan, lockPlan, readUserData, removePlanRow, updatePlan } from "./plan-writes";
import { rankPlans, selectPlan, selectPlans } from "./plans";

const at = new Date("2026-11-20T10:00:00Z");
const minutes = (n: number) => new Date(at.getTime() + n * 60_000);
const place = { cloudId: "cloud", projectId: "demo", projectName: "demo", ownerUserId: "ana", ownerUserName: "ana" };
const scope = { cloudId: "cloud", projectId: "demo" };
const elsewhere = { cloudId: "cloud", projectId: "other" };

const input = (name: string, change: Partial<PlanInput> = {}): PlanInput => ({
  name,
  description: "",
  siteId: "one",
  recoverySiteId: null,
  offsiteWay: "shared-store",
  selection: { by: "metadata", key: "app", value: name },
  schedule: { every: "hours", n: 1, atMinute: 0, timeZone: "UTC" },
  retention: { last: 3, hourly: 0, daily: 7, weekly: 0, monthly: 0, maxAgeDays: null },
  fullEvery: 7,
  consistency: "crash",
  objective: { rpoMinutes: 60, rtoMinutes: 60, targetPercent: 99, rung: "local" },
  userData: {},
  ...change,
});

function add(name: string, change: Partial<PlanInput> = {}, where = place) {
  return inTransaction(async (tx) => {
    const id = await insertPlan(tx, { place: where, input: input(name, change), at });
    await appendObjective(tx, { planId: id, objective: input(name, change).objective, setBy: "ana", at });
    return id;
  });
}

type NewPoint = { planId: string; capturedAt: Date; state?: string; goneAt?: Date | null };
function addPoint({ planId, capturedAt, state = "usable", goneAt = null }: NewPoint) {
  return db().checkpoint.create({
    data: {
      planId,
      ...scope,
      siteId: "one",
      state,
      trigger: "manual",
      createdAt: capturedAt,
      capturedAt,
      localAt: capturedAt,
      goneAt,
      memberCount: 1,
      capturedCount: 1,
    },
    select: { id: true },
  });
}

beforeAll(freshDatabase);
afterAll(closeDb);

test("a name is taken once in a project, whatever its case, and free again after the plan is gone", async () => {
  const id = await add("Billing");
  await expect(add("billing")).rejects.toMatchObject({
    code: "conflict",
    detail: { fields: { name: expect.any(String) } },
  });
  await add("billing", {}, { ...place, projectId: "other" });
  await inTransaction((tx) => removePlanRow(tx, { planId: id, at }));
  await expect(add("billing")).resolves.toEqual(expect.any(String));
});

test("two people who choose one name at the same time: one of them is told", async () => {
  const outcomes = await Promise.allSettled([add("race"), add("race"), add("race")]);
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
});

test("another project's plan is not found, neither to read nor to change", async () => {
  const id = await add("private");
  expect(await selectPlan(elsewhere, id)).toBeNull();
  expect(await selectPlans(elsewhere, [id])).toEqual([]);
  expect(await inTransaction((tx) => lockPlan(tx, elsewhere, id))).toBe(false);
  expect(await inTransaction((tx) => lockPlan(tx, scope, id))).toBe(true);
});

test("a changed promise is appended, the earlier one stays", async () => {
  const planId = await add("promise");
  await inTransaction((tx) =>
    appendObjective(tx, {
      planId,
      objective: { rpoMinutes: 30, rtoMinutes: 60, targetPercent: 99, rung: "local" },
      setBy: "ben",
      at: minutes(5),
    }),
  );
  expect(await selectObjectives([planId])).toMatchObject([
    { rpoMinutes: 60, setBy: "ana" },
    { rpoMinutes: 30, setBy: "ben" },
  ]);
});

test("user data is sealed; an edit keeps what it does not name and removes what it empties", async () => {
  const planId = await add("secrets", { userData: { a: "#!/bin/sh", b: "x" } });
  const before = await selectPlan(scope, planId);
  expect(before?.userDataSealed).not.toContain("/bin/sh");
  await inTransaction((tx) =>
    updatePlan(tx, {
      scope,
      planId,
      input: input("secrets", { userData: { b: "", c: "y" } }),
      userDataSealed: before?.userDataSealed ?? null,
      passOver: null,
    }),
  );
  const after = await selectPlan(scope, planId);
  expect(readUserData(after?.userDataSealed ?? null)).toEqual({ a: "#!/bin/sh", c: "y" });
});

test("the worst plan comes first: nothing restorable, then by share of the promise", async () => {
  const where = { ...place, projectId: "ranking" };
  const rank = { cloudId: "cloud", projectId: "ranking" };
  const kept = await add("kept", {}, where);
  const breach = await add("breach", {}, where);
  const never = await add("never", {}, where);
  const gone = await add("gone", {}, where);
  await addPoint({ planId: kept, capturedAt: minutes(-10) });
  await addPoint({ planId: breach, capturedAt: minutes(-90) });
  await addPoint({ planId: breach, capturedAt: minutes(-5), state: "partial" });
  await addPoint({ planId: gone, capturedAt: minutes(-5), goneAt: minutes(-1) });
  expect(await rankPlans(rank, { search: "", now: at, limit: 10, offset: 0 })).toEqual({
    ids: [gone, never, breach, kept],
    total: 4,
    broken: 3,
  });
  expect(await rankPlans(rank, { search: "", now: at, limit: 2, offset: 2 })).toEqual({
    ids: [breach, kept],
    total: 4,
    broken: 3,
  });
  expect(await rankPlans(rank, { search: "EPT", now: at, limit: 10, offset: 0 })).toEqual({
    ids: [kept],
    total: 1,
    broken: 0,
  });
  // Tightened just now: it binds only after its own length.
  await inTransaction((tx) =>
    appendObjective(tx, {
      planId: kept,
      objective: { rpoMinutes: 5, rtoMinutes: 60, targetPercent: 99, rung: "offsite" },
      setBy: "ana",
      at: minutes(1),
    }),
  );
  expect(await rankPlans(rank, { search: "kept", now: minutes(5), limit: 10, offset: 0 })).toMatchObject({ broken: 0 });
  expect(await rankPlans(rank, { search: "kept", now: minutes(7), limit: 10, offset: 0 })).toMatchObject({ broken: 1 });
  expect((await selectPlanPoints([breach, gone], minutes(-2))).length).toBe(3);
});

test("members join and leave; who comes back begins a new stay", async () => {
  const planId = await add("members");
  const web = { kind: "OS::Nova::Server" as const, id: "web", name: "web-1" };
  const data = { kind: "OS::Cinder::Volume" as const, id: "data", name: "data" };
  const record = (resources: (typeof web | typeof data)[], when: Date) =>
    inTransaction((tx) => recordMembers(tx, planId, resources, when));
  expect(await record([web, data], at)).toEqual({ joined: [web, data], left: [] });
  expect(await record([web, data], minutes(1))).toEqual({ joined: [], left: [] });
  expect(await record([{ ...web, name: "web-one" }], minutes(2))).toEqual({ joined: [], left: [data] });
  expect(await record([web, data], minutes(3))).toEqual({ joined: [data], left: [] });
  const point = await addPoint({ planId, capturedAt: minutes(4) });
  await db().captured.create({
    data: { checkpointId: point.id, kind: web.kind, resourceId: "web", name: "web-1", state: "captured" },
  });
  const rows = await selectMembers([planId], minutes(-60));
  expect(rows).toMatchObject([
    { resourceId: "data", joinedAt: minutes(3), leftAt: null, checkpointId: null },
    { resourceId: "web", name: "web-1", joinedAt: at, leftAt: null, checkpointId: point.id },
    { resourceId: "data", joinedAt: at, leftAt: minutes(2), checkpointId: null },
  ]);
});
