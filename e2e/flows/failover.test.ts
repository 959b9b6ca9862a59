import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { closeDb, db } from "@/lib/db/client";
import { selectFailover } from "@/lib/db/failovers";
import { selectWorkPlan } from "@/lib/db/plan-work";
import { upsertRecovery } from "@/lib/db/recovery";
import { NO_SETTINGS } from "@/lib/domain/recovery-settings";
import { cloudUnderTest, type CloudUnderTest } from "@/lib/openstack/testing/cloud-under-test";
import type { Cloud } from "@/lib/openstack/cloud";
import { closeEngineClient } from "@/lib/workflows/enqueue";
import { launch, type Engine } from "@/lib/workflows/engine";
import { doSourceTasks } from "@/lib/workflows/source-tasks";
import { commitFailover, startCheckpoint, startExpire, type PlanRef } from "@/lib/workflows/start";
import { orderFailover, orderUndo } from "./failover-run";
import { addPlan, addSites, signIn, type Place } from "./setting";
import { ended } from "./restore-run";
import { everything, type Everything } from "./everything";
import { clearWorkload, makeWorkload, until } from "./workload";
import type { ResourceRef } from "@/lib/domain/resource";

let under: CloudUnderTest;
let place: Place;
let home: Cloud;
let away: Cloud;
let members: ResourceRef[];
let plan: PlanRef;
let engine: Engine;
let checkpointId: string;

const actor = { userId: "t", userName: "tester" };

beforeAll(async () => {
  await freshDatabase();
  under = await cloudUnderTest();
  place = await addSites(under.site().keystoneUrl);
  [home, away] = await Promise.all([signIn(place.one), signIn(place.two)]);
  members = await makeWorkload(home);
  plan = await addPlan(place, { name: `failover-${Date.now()}`, selection: { by: "fixed", resources: members } });
  engine = await launch({ workerId: "failover-test" });
  const started = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor });
  expect((await ended(started.runId)).cause).toBeNull();
  checkpointId = started.checkpointId;
}, 300_000);

afterAll(async () => {
  if (plan) {
    const points = await db().checkpoint.findMany({ where: { planId: plan.id, goneAt: null }, select: { id: true } });
    const checkpointIds = points.map(({ id }) => id);
    await ended((await startExpire({ plan, checkpointIds, reason: "the test is over", actor })).runId);
    await clearWorkload(home, members);
  }
  await engine?.stop();
  await closeEngineClient();
  await closeDb();
  await under?.stop();
}, 300_000);

const serverNamed = async (cloud: Cloud, name: string) =>
  (await cloud.nova.servers.list()).find((server) => server.name === name);

async function addressesOf(cloud: Cloud, serverId: string): Promise<string[]> {
  const ports = await cloud.neutron.ports.list({ device_id: serverId });
  return ports.flatMap(({ mac_address, fixed_ips }) => [mac_address, ...fixed_ips.map((ip) => ip.ip_address)]).sort();
}

describe("a drill", () => {
  let before: Everything;
  let drillId: string;

  test("brings everything up in networks of its own, in order", async () => {
    before = await everything(home, away);
    const [dbServer, web] = members;
    if (!dbServer || !web) throw new Error("The workload has two servers");
    await upsertRecovery(db(), {
      planId: plan.id,
      by: "tester",
      at: new Date(),
      settings: {
        ...NO_SETTINGS,
        servers: [{ serverId: web.id, name: web.name, after: [dbServer.id], critical: true, gates: [] }],
      },
    });
    const { runId } = await orderFailover({ plan, checkpointId, target: away, purpose: "drill", mode: "disaster" });
    drillId = runId;
    const run = await ended(runId);
    expect(run.cause).toBeNull();
    expect(run.state).toBe("succeeded");
    const drill = await selectFailover(runId);
    expect(drill).toMatchObject({ workload: "up", cleanup: "due" });
    const steps = await db().step.findMany({
      where: { runId, key: { startsWith: "active:" } },
      orderBy: { endedAt: "asc" },
    });
    expect(steps.map(({ title }) => title.split(" ")[0])).toEqual([dbServer.name, web.name]);
    const networks = await away.neutron.networks.list({ project_id: away.projectId });
    expect(networks.some(({ name }) => name === "drill net-app")).toBe(true);
    expect(networks.some(({ name }) => name === "net-app")).toBe(false);
  }, 300_000);

  test("ends, and leaves nothing: both sites hold what they held before, id by id", async () => {
    const { runId } = await orderUndo(plan, drillId);
    const run = await ended(runId);
    expect(run.cause).toBeNull();
    expect(await selectFailover(drillId)).toMatchObject({ workload: "undone", cleanup: "done" });
    expect(await everything(home, away)).toEqual(before);
  }, 300_000);
});

describe("after a disaster", () => {
  let failoverId: string;

  test("servers come up at the other site with their addresses and MACs, and the source has a to-do list", async () => {
    const original = await serverNamed(home, "db-1");
    const { runId } = await orderFailover({ plan, checkpointId, target: away, purpose: "real", mode: "disaster" });
    failoverId = runId;
    const run = await ended(runId);
    expect(run.cause).toBeNull();
    const successor = await serverNamed(away, "db-1");
    expect(successor?.status).toBe("ACTIVE");
    expect(await addressesOf(away, successor?.id ?? "")).toEqual(await addressesOf(home, original?.id ?? ""));
    const failover = await selectFailover(runId);
    expect(failover?.workload).toBe("up");
    expect(failover?.successors.filter(({ kind }) => kind === "OS::Nova::Server")).toHaveLength(2);
    expect(failover?.sourceTasks.map(({ name, state }) => [name, state]).sort()).toEqual([
      ["db-1", "due"],
      ["web-1", "due"],
    ]);
  }, 300_000);

  test("the originals are shut down when their site answers again", async () => {
    // The first round asks for it, the next one sees it.
    await vi.waitFor(
      async () => {
        await doSourceTasks();
        const failover = await selectFailover(failoverId);
        expect(failover?.sourceTasks.map(({ state }) => state)).toEqual(["done", "done"]);
      },
      { timeout: 30_000, interval: 500 },
    );
    expect((await serverNamed(home, "web-1"))?.status).toBe("SHUTOFF");
  }, 60_000);

  test("undone, nothing of it is left", async () => {
    const { runId } = await orderUndo(plan, failoverId);
    expect((await ended(runId)).cause).toBeNull();
    expect(await serverNamed(away, "db-1")).toBeUndefined();
  }, 300_000);
});

describe("planned, there and home again", () => {
  let addresses: Record<string, string[]>;

  async function allAddresses(cloud: Cloud): Promise<Record<string, string[]>> {
    const servers = await Promise.all(["db-1", "web-1"].map((name) => running(cloud, name)));
    return Object.fromEntries(
      await Promise.all(servers.map(async ({ id, name }) => [name, await addressesOf(cloud, id)] as const)),
    );
  }

  /** The one of that name that runs: its predecessor may stand beside it, shut down. */
  async function running(cloud: Cloud, name: string) {
    const found = (await cloud.nova.servers.list()).find((one) => one.name === name && one.status === "ACTIVE");
    if (!found) throw new Error(`No ${name} runs at ${cloud.site.name}`);
    return found;
  }

  async function committed(failoverId: string): Promise<void> {
    const row = await selectWorkPlan(plan.id);
    if (!row) throw new Error("The plan is gone");
    const { runId } = await commitFailover({ plan: row, actor, failoverId });
    expect((await ended(runId ?? "")).cause).toBeNull();
  }

  /** What the plan says now: where it is, and from which point it would come back. */
  async function turned() {
    const row = await selectWorkPlan(plan.id);
    const point = await db().checkpoint.findFirst({
      where: { planId: plan.id, state: "usable" },
      orderBy: { capturedAt: "desc" },
    });
    if (!row || !point) throw new Error("There is no plan, or no point");
    return { plan: row, checkpointId: point.id };
  }

  test("the source is shut down, a last point taken, nothing lost; undone, the source runs again", async () => {
    for (const { id } of members) await home.nova.servers.start(id).catch(() => {});
    await until("the originals run", async () => (await serverNamed(home, "web-1"))?.status === "ACTIVE");
    addresses = await allAddresses(home);
    const { runId } = await orderFailover({ plan, checkpointId, target: away, purpose: "real", mode: "planned" });
    expect((await ended(runId)).cause).toBeNull();
    expect((await serverNamed(home, "db-1"))?.status).toBe("SHUTOFF");
    expect((await selectFailover(runId))?.checkpointId).not.toBe(checkpointId);
    expect(await allAddresses(away)).toEqual(addresses);
    expect((await ended((await orderUndo(plan, runId)).runId)).cause).toBeNull();
    expect(await allAddresses(home)).toEqual(addresses);
    expect(await serverNamed(away, "db-1")).toBeUndefined();
  }, 600_000);

  test("committed, the plan protects what runs there now, and its points go the other way", async () => {
    const { runId } = await orderFailover({ plan, checkpointId, target: away, purpose: "real", mode: "planned" });
    expect((await ended(runId)).cause).toBeNull();
    await committed(runId);
    const now = await turned();
    expect(now.plan).toMatchObject({ siteId: place.two, recoverySiteId: place.one });
    const point = await db().checkpoint.findUnique({ where: { id: now.checkpointId } });
    expect(point).toMatchObject({ siteId: place.two, state: "usable" });
    expect(point?.offsiteAt).not.toBeNull();
  }, 600_000);

  test("home again with the addresses of before; undone, the old servers have them back", async () => {
    const there = await turned();
    const { runId } = await orderFailover({ ...there, target: home, purpose: "real", mode: "planned" });
    expect((await ended(runId)).cause).toBeNull();
    expect(await allAddresses(home)).toEqual(addresses);
    expect((await ended((await orderUndo(there.plan, runId)).runId)).cause).toBeNull();
    const old = await Promise.all(members.map(({ id }) => addressesOf(home, id)));
    expect(old.flat().sort()).toEqual(Object.values(addresses).flat().sort());
    expect(await allAddresses(away)).toEqual(addresses);
  }, 600_000);
});
