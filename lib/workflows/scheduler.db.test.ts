import { DBOS } from "@dbos-inc/dbos-sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BREAKWATER_ACTOR } from "@/lib/db/audit";
import { closeDb, db, inTransaction } from "@/lib/db/client";
import { insertPlan } from "@/lib/db/plan-writes";
import { selectWorkPlan } from "@/lib/db/plan-work";
import { planInput, type Schedule } from "@/lib/domain/plan";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { closeEngineClient, workflowStatus } from "./enqueue";
import { ENGINE_SCHEMA } from "./queues";
import { runDueSlots } from "./scheduler";
import { cancelRun, retryRun, startCheckpoint } from "./start";
import { sweepRuns } from "./sweep";

const at = new Date("2026-11-20T10:00:00Z");
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const place = { cloudId: "cloud", projectId: "demo", projectName: "demo", ownerUserId: "ana", ownerUserName: "ana" };
const everyHour: Schedule = { every: "hours", n: 1, atMinute: 0, timeZone: "UTC" };

beforeAll(async () => {
  const { url } = await freshDatabase();
  await DBOS.migrate(url, { schemaName: ENGINE_SCHEMA });
});

afterAll(async () => {
  await closeEngineClient();
  await closeDb();
});

test("a slot is run once, however many workers see it", async () => {
  const plan = await addPlan("once");
  await Promise.all([1, 2, 3].map(() => runDueSlots(later(60))));
  expect(await pointsOf(plan)).toEqual([{ state: "pending", trigger: "schedule", slotAt: later(60) }]);
  expect(await db().run.count({ where: { planId: plan } })).toBe(1);
});

test("slots missed while nothing ran are caught up by one run", async () => {
  const plan = await addPlan("missed");
  await runDueSlots(later(5 * 60 + 20));
  expect(await pointsOf(plan)).toEqual([{ state: "pending", trigger: "catch-up", slotAt: later(300) }]);
  await runDueSlots(later(5 * 60 + 30));
  expect(await pointsOf(plan)).toHaveLength(1);
});

test("a slot that comes while the checkpoint before is still being taken is passed over, with the reason", async () => {
  const plan = await addPlan("slow");
  await runDueSlots(later(60));
  await runDueSlots(later(120));
  await runDueSlots(later(121));
  const [first, second] = await db().checkpoint.findMany({ where: { planId: plan }, orderBy: { slotAt: "asc" } });
  expect(first).toMatchObject({ state: "pending" });
  expect(second).toMatchObject({
    state: "failed",
    slotAt: later(120),
    cause: "Passed over: the checkpoint before was still being taken.",
  });
  expect(await db().audit.count({ where: { objectId: second?.id ?? "", result: "refused" } })).toBe(1);
});

test("a paused plan and one without a schedule are left alone", async () => {
  const paused = await addPlan("paused");
  await db().plan.update({ where: { id: paused }, data: { state: "paused" } });
  const manual = await addPlan("manual", { every: "manual", timeZone: "UTC" });
  await runDueSlots(later(600));
  expect([...(await pointsOf(paused)), ...(await pointsOf(manual))]).toEqual([]);
});

test("asked for by hand while one is being taken, a checkpoint is refused", async () => {
  const plan = await refOf(await addPlan("busy"));
  const request = { plan, trigger: "manual" as const, slotAt: null, actor: BREAKWATER_ACTOR };
  await startCheckpoint(request);
  await expect(startCheckpoint(request)).rejects.toMatchObject({ code: "conflict" });
});

test("a run that was written and never put in line is put there by the sweep", async () => {
  const plan = await refOf(await addPlan("lost"));
  const { runId } = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor: BREAKWATER_ACTOR });
  await db().$executeRawUnsafe(`delete from dbos.workflow_status where workflow_uuid = '${runId}:1'`);
  expect(await workflowStatus(runId, 1)).toBeNull();
  await sweepRuns(new Date(Date.now() + 10_000));
  expect(await workflowStatus(runId, 1)).toBe("ENQUEUED");
});

test("only a run that ended without success can be tried again, in its own project, as an attempt of its own", async () => {
  const plan = await refOf(await addPlan("again"));
  const { runId } = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor: BREAKWATER_ACTOR });
  const request = { scope: plan, runId, actor: BREAKWATER_ACTOR };
  await expect(retryRun(request)).rejects.toMatchObject({ code: "conflict" });
  await db().run.update({ where: { id: runId }, data: { state: "failed", endedAt: at } });
  await expect(retryRun({ ...request, scope: { cloudId: "cloud", projectId: "other" } })).rejects.toMatchObject({
    code: "not-found",
  });
  await db().step.updateMany({
    where: { runId, key: { in: ["sign-in", "resolve"] } },
    data: { state: "done", result: { volumes: [] } },
  });
  await retryRun(request);
  expect(await db().run.findUnique({ where: { id: runId }, select: { state: true, attempt: true } })).toEqual({
    state: "pending",
    attempt: 2,
  });
  expect(await workflowStatus(runId, 2)).toBe("ENQUEUED");
  const done = await db().step.findMany({ where: { runId, state: "done" }, select: { key: true } });
  expect(done).toEqual([{ key: "resolve" }]); // Signing in is done anew with each attempt.
});

test("cancelling is asked of a live run only, and asking twice changes nothing", async () => {
  const plan = await refOf(await addPlan("stop"));
  const { runId } = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor: BREAKWATER_ACTOR });
  await cancelRun({ scope: plan, runId, actor: BREAKWATER_ACTOR });
  await cancelRun({ scope: plan, runId, actor: BREAKWATER_ACTOR });
  expect(await db().audit.count({ where: { objectId: runId, action: "run.cancel" } })).toBe(1);
  await db().run.update({ where: { id: runId }, data: { state: "cancelled", endedAt: at } });
  await expect(cancelRun({ scope: plan, runId, actor: BREAKWATER_ACTOR })).rejects.toMatchObject({ code: "conflict" });
});

async function addPlan(name: string, schedule: Schedule = everyHour): Promise<string> {
  // The tests before must not be in the way: their slots would come again.
  await db().plan.updateMany({ data: { state: "paused" } });
  const input = planInput.parse({
    name,
    siteId: "one",
    selection: { by: "tag", tag: name },
    schedule,
    retention: { last: 3, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null },
    fullEvery: 7,
    consistency: "crash",
    objective: { rpoMinutes: 60, rtoMinutes: 60, targetPercent: 99, rung: "local" },
  });
  return inTransaction((tx) => insertPlan(tx, { place, input, at }));
}

async function refOf(id: string) {
  const plan = await selectWorkPlan(id);
  if (!plan) throw new Error(`no plan ${id}`);
  return plan;
}

function pointsOf(planId: string) {
  return db().checkpoint.findMany({
    where: { planId },
    orderBy: { slotAt: "asc" },
    select: { state: true, trigger: true, slotAt: true },
  });
}
