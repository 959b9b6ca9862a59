import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { BankContent } from "@/lib/domain/bank-content";
import { recoverySettings } from "@/lib/domain/recovery-settings";
import { withClient } from "@/scripts/lib/postgres.mjs";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { selectBankContent } from "./bank-export";
import { importBank } from "./bank-import";
import { closeDb, db } from "./client";
import { insertPlan } from "./plan-writes";
import { upsertRecovery } from "./recovery";

const at = new Date("2026-11-20T10:00:00Z");
const now = new Date("2026-11-20T12:00:00Z");
const hours = (n: number) => new Date(at.getTime() + n * 3_600_000);
const scope = { cloudId: "cloud", projectId: "demo" };
const KEY = `bw1-${"A".repeat(43)}`;
let planId = "";

afterAll(closeDb);
let ownerUrl = "";
beforeAll(async () => {
  ({ ownerUrl } = await freshDatabase());
});
beforeEach(async () => {
  await wipe();
  planId = await seed();
});

/** The application itself may not remove what was promised. */
const wipe = () =>
  withClient(ownerUrl, (client) =>
    client.query(
      `truncate "Cloud", "Plan", "Checkpoint", "Captured", "Copy", "Run", "Step", "Created", "Failover", "Bank" cascade`,
    ),
  );

/** A new, empty Breakwater; what the old one knew is in the content. */
async function lost(): Promise<BankContent> {
  const { fingerprint: _fingerprint, ...content } = await selectBankContent(planId, now);
  await wipe();
  return content;
}

const recover = (content: BankContent, generation = 5) =>
  importBank({ content, generation, key: KEY, place: "container c", now });
const read = async () => {
  const { fingerprint: _fingerprint, ...content } = await selectBankContent(planId, now);
  return content;
};

test("a new Breakwater knows everything that the lost one knew; the plan stands still until somebody resumes it", async () => {
  const content = await lost();
  const outcome = await recover(content);
  expect(outcome).toEqual({
    plan: "added",
    sitesAdded: ["One", "Two"],
    checkpoints: { added: 2, updated: 0, kept: 0 },
    failovers: 2,
  });
  const { plan, failovers, ...rest } = await read();
  const { plan: before, failovers: failedOver, ...expected } = content;
  expect(rest).toEqual(expected);
  const still = {
    state: "paused",
    pausedReason: plan.pausedReason,
    pausedAt: now.toISOString(),
    lastSlotAt: now.toISOString(),
  };
  expect(plan).toEqual({ ...before, ...still });
  expect(failovers.find(({ id }) => id === "drill-1")).toEqual(failedOver.find(({ id }) => id === "drill-1"));
});

test("a failover that was under way is not carried on, and says that its Breakwater was lost", async () => {
  await recover(await lost());
  const { failovers } = await read();
  expect(failovers.find(({ id }) => id === "failover-1")).toMatchObject({
    workload: "failed",
    run: { state: "failed", cause: { message: expect.stringMatching(/was lost/) } },
    steps: [{ state: "done" }, { state: "cancelled" }],
    created: [{ resourceId: "volume-9" }],
  });
});

test("recovering twice changes nothing", async () => {
  const content = await lost();
  await recover(content);
  const once = await read();
  expect(await recover(content)).toMatchObject({ plan: "kept", checkpoints: { added: 0, updated: 0, kept: 2 } });
  expect(await read()).toEqual(once);
});

test.each([
  ["as new as the bank", 5],
  ["newer than the bank", 9],
])("what is known here, %s, stays", async (_what, known) => {
  const content = (({ fingerprint: _fingerprint, ...rest }) => rest)(await selectBankContent(planId, now));
  await db().bank.create({ data: { planId, siteId: "two", keySealed: "x", known, generation: known } });
  await db().checkpoint.update({ where: { id: "point-2" }, data: { pinned: true } });
  await db().plan.update({ where: { id: planId }, data: { description: "changed" } });
  expect(await recover(content)).toMatchObject({ plan: "kept", checkpoints: { kept: 2 } });
  const here = await read();
  expect([here.plan.description, here.checkpoints.map(({ pinned }) => pinned)]).toEqual(["changed", [false, true]]);
  expect((await db().bank.findUnique({ where: { planId } }))?.known).toBe(known);
});

test("what is older here is brought up to date, but what has expired stays gone", async () => {
  const content = (({ fingerprint: _fingerprint, ...rest }) => rest)(await selectBankContent(planId, now));
  await db().checkpoint.update({ where: { id: "point-1" }, data: { state: "expired", goneAt: now } });
  await db().checkpoint.update({ where: { id: "point-2" }, data: { offsiteAt: null } });
  await db().plan.update({ where: { id: planId }, data: { description: "old", updatedAt: hours(-5) } });
  const newer = { ...content, plan: { ...content.plan, updatedAt: hours(1).toISOString() } };
  expect(await recover(newer)).toMatchObject({ plan: "updated", checkpoints: { updated: 1, kept: 1 } });
  const here = await read();
  expect([here.plan.description, here.plan.state]).toEqual(["", "active"]);
  expect(here.checkpoints.map(({ id, offsiteAt }) => [id, offsiteAt])).toEqual([["point-2", hours(1).toISOString()]]);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  ["another plan of that name", () => seed(), /another plan named shop/],
  ["another cloud at that address", () => addCloud("other"), /another cloud/],
])("%s is in the way: nothing is written", async (_what, prepare, reason) => {
  const content = await lost();
  await prepare();
  await expect(recover(content)).rejects.toThrow(reason);
  expect(await db().checkpoint.count({ where: { planId: content.plan.id } })).toBe(0);
});

async function addCloud(id: string): Promise<void> {
  await db().cloud.create({ data: { id, name: "Cloud", keystoneUrl: "http://keystone/v3" } });
}

async function seed(): Promise<string> {
  await addCloud("cloud");
  for (const [id, name] of [
    ["one", "One"],
    ["two", "Two"],
  ] as const)
    await db().site.create({
      data: { id, cloudId: "cloud", name, region: name, allowedHosts: ["h"], backupStore: "s" },
    });
  const place = { ...scope, projectName: "demo", ownerUserId: "ana", ownerUserName: "ana" };
  const id = await insertPlan(db(), {
    place,
    at,
    input: {
      name: "shop",
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
      userData: { web: "secret" },
    },
  });
  const promise = { rpoMinutes: 60, rtoMinutes: 60, targetPercent: 99, rung: "local", setBy: "ana", fromAt: at };
  await db().objective.create({ data: { planId: id, ...promise } });
  await db().member.create({
    data: { planId: id, kind: "OS::Cinder::Volume", resourceId: "vol", name: "data", joinedAt: at },
  });
  const settings = recoverySettings.parse({ drillHours: 7 });
  await upsertRecovery(db(), { planId: id, settings, by: "ana", at });
  await point(id, { id: "point-1", hour: 0, parentId: null });
  await point(id, { id: "point-2", hour: 1, parentId: "copy-point-1" });
  await db().checkpoint.create({
    data: { id: "gone", planId: id, ...scope, siteId: "one", trigger: "manual", state: "expired", goneAt: hours(-1) },
  });
  await failover(id, { id: "drill-1", state: "succeeded", workload: "up" });
  await failover(id, { id: "failover-1", state: "running", workload: "starting" });
  return id;
}

type Point = { id: string; hour: number; parentId: string | null };

async function point(plan: string, { id, hour, parentId }: Point): Promise<void> {
  const when = hours(hour);
  await db().checkpoint.create({
    data: {
      id,
      planId: plan,
      ...scope,
      siteId: "one",
      trigger: "manual",
      state: "usable",
      createdAt: when,
      capturedAt: when,
      localAt: when,
      offsiteAt: when,
      manifest: { version: 1, "a b": [null, 1.5] },
      manifestSha256: "0".repeat(64),
    },
  });
  const volume = { kind: "OS::Cinder::Volume", resourceId: "vol", name: "data", state: "captured" };
  await db().captured.create({ data: { id: `captured-${id}`, checkpointId: id, ...volume, dependsOn: [{ id: "x" }] } });
  const copy = { capturedId: `captured-${id}`, checkpointId: id, ...scope, medium: "backup", state: "available" };
  const record = { backup_service: "cinder", backup_url: "eyJ9" };
  await db().copy.createMany({
    data: [
      { id: `copy-${id}`, ...copy, siteId: "one", remoteId: `b-${id}`, parentId, record, createdAt: when },
      { id: `there-${id}`, ...copy, siteId: "two", remoteId: `b-${id}`, parentId, imported: true, createdAt: when },
    ],
  });
}

async function failover(plan: string, of: { id: string; state: string; workload: string }): Promise<void> {
  const { id, state, workload } = of;
  const by = { requestedBy: "ana", requestedById: "ana" };
  const run = { id, kind: "failover", title: id, state, ...scope, projectName: "demo", siteId: "one", planId: plan };
  await db().run.create({ data: { ...run, ...by, input: { planId: plan }, createdAt: hours(1) } });
  await db().step.createMany({
    data: [
      { runId: id, key: "a", title: "A", position: 1, state: "done", result: { id: 1 } },
      { runId: id, key: "b", title: "B", position: 2, state: state === "running" ? "running" : "done" },
    ],
  });
  await db().created.create({
    data: {
      runId: id,
      ...scope,
      siteId: "two",
      kind: "OS::Cinder::Volume",
      resourceId: "volume-9",
      name: "v",
      tag: "t",
    },
  });
  await db().failover.create({
    data: {
      id,
      planId: plan,
      purpose: id.startsWith("drill") ? "drill" : "real",
      mode: "disaster",
      fromSiteId: "one",
      toSiteId: "two",
      checkpointId: "point-2",
      workload,
      reason: "flood",
      declaredBy: "ana",
      declaredAt: hours(2),
      successors: [{ kind: "k", sourceId: "s", targetId: "t", name: "n" }],
    },
  });
}
