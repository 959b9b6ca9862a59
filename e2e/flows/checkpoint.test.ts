import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closeDb, db, inTransaction } from "@/lib/db/client";
import { removePlanRow } from "@/lib/db/plan-writes";
import type { PlanInput } from "@/lib/domain/plan";
import type { Cloud } from "@/lib/openstack/cloud";
import { closeEngineClient } from "@/lib/workflows/enqueue";
import { launch, type Engine } from "@/lib/workflows/engine";
import { removeLeftovers } from "@/lib/workflows/leftovers";
import { removeRemains } from "@/lib/workflows/remains";
import { removeRetiredCredentials } from "@/lib/workflows/retired-credentials";
import { cancelRun, retryRun, startCheckpoint, startExpire, type PlanRef } from "@/lib/workflows/start";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import type { DemoCloud } from "@/demo/cloud";
import type { FaultRule } from "@/demo/faults";
import { addPlan, addSites, signIn, type Place } from "./setting";
import { openCloud, scratch } from "./stage";
import { until } from "./workload";

const actor = { userId: "u", userName: "tests" };

let demo: DemoCloud;
let place: Place;
let cloud: Cloud;
let engine: Engine;

beforeAll(async () => {
  await freshDatabase();
  demo = await openCloud(scratch(), true);
  place = await addSites(demo.url);
  cloud = await signIn(place.one);
  engine = await launch({ workerId: "checkpoint-test" });
}, 120_000);

afterEach(() => faults([]));

afterAll(async () => {
  await engine.stop();
  await closeEngineClient();
  await closeDb();
  await demo.stop();
});

describe("a checkpoint", () => {
  test("of a server leaves it ACTIVE with its volumes attached all the while, and no snapshot behind", async () => {
    const server = await makeServer("calm");
    const data = await makeVolume("calm-data");
    await cloud.nova.attachments.attach(server, { volumeId: data });
    await until("attached", async () => (await volumeOf(data)).status === "in-use");
    const plan = await planOf("calm", [{ kind: "OS::Nova::Server", id: server, name: "calm" }]);
    const run = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor });
    const seen = new Set<string>();
    await until("the end", async () => {
      seen.add(`${(await cloud.nova.servers.get(server)).status} ${(await volumeOf(data)).status}`);
      return (await endOf(run.runId)) !== null;
    });
    expect([...seen]).toEqual(["ACTIVE in-use"]);
    expect((await endOf(run.runId))?.state).toBe("succeeded");
    expect(await left(plan.id)).toEqual({ snapshots: 0, backups: 1 });
  });

  test("is full with every n-th and incremental between, in one chain", async () => {
    const volume = await makeVolume("chain");
    const plan = await planOf("chain", [volumeRef(volume, "chain")], { fullEvery: 2 });
    const points = [];
    for (let n = 0; n < 3; n++) points.push(await take(plan));
    expect(points.map(({ full, chainLength }) => [full, chainLength])).toEqual([
      [true, 0],
      [false, 1],
      [true, 0],
    ]);
  });

  test("makes a full one when somebody's own backup would become the parent", async () => {
    const volume = await makeVolume("foreign");
    const plan = await planOf("foreign", [volumeRef(volume, "foreign")]);
    await take(plan);
    const own = await cloud.cinder.backups.create({ volume_id: volume, name: "by hand" });
    await until("the backup by hand", async () => (await cloud.cinder.backups.get(own.id)).status === "available");
    // Cinder tells ages in whole seconds: only from the next one on is the backup older than a snapshot.
    const { created_at: createdAt } = await cloud.cinder.backups.get(own.id);
    await until("the second after it", async () => Date.now() - Date.parse(createdAt ?? "") >= 1_000);
    expect((await take(plan)).full).toBe(true);
  });

  test("takes the volumes of a consistent group at one moment", async () => {
    const volumes = [await makeVolume("pair-1"), await makeVolume("pair-2")];
    const type = (await cloud.cinder.volumes.get(volumes[0] ?? "")).volume_type ?? "";
    const group = await cloud.cinder.groups.create({ name: "pair", group_type: "consistent", volume_types: [type] });
    await until("the group", async () => (await cloud.cinder.groups.find(group.id))?.status === "available");
    await cloud.cinder.groups.setVolumes(group.id, { add: volumes });
    await until("its volumes", async () => (await volumeOf(volumes[1] ?? "")).group_id === group.id);
    const plan = await planOf(
      "pair",
      volumes.map((id) => volumeRef(id, id)),
    );
    const point = await take(plan);
    expect(point).toMatchObject({ state: "usable", spreadMs: 0 });
    expect(await stepsOf(point.runId)).toContain(`group:${group.id}`);
    expect(await cloud.cinder.groupSnapshots.list()).toEqual([]);
    expect(await left(plan.id)).toEqual({ snapshots: 0, backups: 2 });
  });

  test("claims filesystem consistency only where the image demands that Nova freezes", async () => {
    const frozen = await bootedServer("frozen", { hw_qemu_guest_agent: "yes", os_require_quiesce: "yes" });
    const hoped = await bootedServer("hoped", { hw_qemu_guest_agent: "yes" });
    const plan = await planOf(
      "freeze",
      [frozen, hoped].map((id) => ({ kind: "OS::Nova::Server" as const, id, name: id })),
      { consistency: "filesystem" },
    );
    const point = await take(plan);
    const servers = await db().captured.findMany({
      where: { checkpointId: point.id, kind: "OS::Nova::Server" },
      select: { resourceId: true, consistency: true },
    });
    expect(new Map(servers.map(({ resourceId, consistency }) => [resourceId, consistency]))).toEqual(
      new Map([
        [frozen, "filesystem"],
        [hoped, "crash"],
      ]),
    );
    expect(await left(plan.id)).toEqual({ snapshots: 0, backups: 2 });
    expect(
      (await cloud.glance.images.list({ owner: cloud.projectId })).filter(({ name }) =>
        /frozen|hoped/.test(name ?? ""),
      ),
    ).toEqual([]);
  });

  test("keeps what could be captured when one member fails, and a retry captures the rest", async () => {
    const good = await makeVolume("good");
    const bad = await makeVolume("bad");
    const plan = await planOf("partial", [volumeRef(good, "good"), volumeRef(bad, "bad")]);
    await faults([
      {
        service: "volumev3",
        method: "POST",
        path: "/v3/*/backups",
        effect: { kind: "error", reason: "No space left" },
        times: 1,
      },
    ]);
    const first = await take(plan);
    expect(first).toMatchObject({ state: "partial", capturedCount: 1, memberCount: 2 });
    expect(first.cause).toMatch(/backup of .* failed/);
    expect(await left(plan.id)).toEqual({ snapshots: 0, backups: 1 });
    await retryRun({ scope: plan, runId: first.runId, actor });
    await ended(first.runId);
    expect(
      await db().checkpoint.findUnique({
        where: { id: first.id },
        select: { state: true, capturedCount: true, cause: true },
      }),
    ).toEqual({ state: "usable", capturedCount: 2, cause: null });
    expect(await left(plan.id)).toEqual({ snapshots: 0, backups: 2 });
  });

  test("that is cancelled leaves nothing temporary and says that it was cancelled", async () => {
    const volume = await makeVolume("cancelled");
    const plan = await planOf("cancelled", [volumeRef(volume, "cancelled")]);
    await faults([
      { service: "volumev3", method: "GET", path: "/v3/*/backups/*", effect: { kind: "latency", ms: 700 } },
    ]);
    const { runId, checkpointId } = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor });
    await until("the backup to begin", async () =>
      (await stepsOf(runId, "done")).some((key) => key.startsWith("backup:")),
    );
    await cancelRun({ scope: plan, runId, actor });
    expect((await ended(runId)).state).toBe("cancelled");
    expect((await db().checkpoint.findUnique({ where: { id: checkpointId } }))?.cause).toMatch(/cancelled/);
    expect(await left(plan.id)).toEqual({ snapshots: 0, backups: 0 });
  });

  test("that is cancelled while Cinder makes a backup without end gives up waiting, says so, and leaves it to the sweep", async () => {
    const volume = await makeVolume("endless");
    const plan = await planOf("endless", [volumeRef(volume, "endless")]);
    await faults([{ service: "volumev3", method: "POST", path: "/v3/*/backups", effect: { kind: "stuck" }, times: 1 }]);
    const { runId, checkpointId } = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor });
    await until("the backup to begin", async () => (await stepsOf(runId, "done")).includes(`backup:${volume}`));
    await cancelRun({ scope: plan, runId, actor });
    const undo = { runId_key: { runId, key: `undo:${volume}` } };
    await until("the run to say what it waits for", async () =>
      /^Waiting for Cinder to let go of what was made of endless, until \d\d:\d\d UTC/.test(
        (await db().step.findUnique({ where: undo }))?.detail ?? "",
      ),
    );
    expect((await ended(runId)).state).toBe("cancelled");
    const { result } = await db().run.findUniqueOrThrow({ where: { id: runId }, select: { result: true } });
    expect(result).toEqual({
      notes: expect.arrayContaining([expect.stringMatching(/^Backup of endless is still at the site/)]),
    });
    const [copy] = await db().copy.findMany({ where: { checkpointId } });
    const admin = await signIn(place.one, "admin");
    await admin.cinder.backups.resetStatus(copy?.remoteId ?? "", "error");
    await until("the sweep", async () => {
      await removeLeftovers(new Date(Date.now() + 120_000));
      return (await db().created.count({ where: { runId, kind: "OS::Cinder::Backup", removedAt: null } })) === 0;
    });
    expect((await left(plan.id)).backups).toBe(0);
  });

  test("outlives 429, 503 and answers that never come, and makes nothing twice", async () => {
    const volume = await makeVolume("storm");
    const plan = await planOf("storm", [volumeRef(volume, "storm")]);
    const post = (path: string, effect: FaultRule["effect"]): FaultRule => ({
      service: "volumev3",
      method: "POST",
      path,
      effect,
      times: 1,
    });
    await faults([
      post("/v3/*/snapshots", { kind: "status", status: 503 }),
      post("/v3/*/backups", { kind: "status", status: 429, retryAfter: 2 }),
      {
        service: "volumev3",
        method: "GET",
        path: "/v3/*/backups/*",
        effect: { kind: "status", status: 500 },
        times: 2,
      },
    ]);
    const point = await take(plan);
    expect(point.state).toBe("usable");
    expect(await left(plan.id)).toEqual({ snapshots: 0, backups: 1 });
    const step = await db().step.findFirst({
      where: { runId: point.runId, key: { startsWith: "backup:" } },
      select: { startedAt: true, endedAt: true },
    });
    expect((step?.endedAt?.getTime() ?? 0) - (step?.startedAt?.getTime() ?? 0)).toBeGreaterThanOrEqual(2000);
  });

  test("without a working credential fails with a clear cause, and the plan knows that it is lost", async () => {
    const volume = await makeVolume("lost");
    const plan = await planOf("lost", [volumeRef(volume, "lost")]);
    const known = await db().credential.findUniqueOrThrow({ where: { planId: plan.id } });
    await cloud.keystone.applicationCredentials.remove(known.remoteId);
    const point = await take(plan);
    expect(point.state).toBe("failed");
    expect(point.cause).toMatch(/no longer accepts the plan's credential/);
    expect((await db().credential.findUnique({ where: { planId: plan.id } }))?.state).toBe("lost");
    expect(await db().audit.count({ where: { action: "credential.lost", objectId: plan.id } })).toBe(1);
  });
});

describe("what a run could not remove", () => {
  test("goes as soon as Cinder lets go of it", async () => {
    const volume = await makeVolume("stuck");
    const plan = await planOf("stuck", [volumeRef(volume, "stuck")]);
    const point = await take(plan);
    // As if it had been stuck while the run tidied up: no checkpoint owns it, and the ledger still has it.
    await db().checkpoint.update({ where: { id: point.id }, data: { state: "failed", goneAt: new Date() } });
    await until("its removal", async () => {
      await removeLeftovers(new Date(Date.now() + 120_000));
      await removeRemains();
      return (await db().copy.count({ where: { checkpointId: point.id, goneAt: null } })) === 0;
    });
    expect(await left(plan.id)).toEqual({ snapshots: 0, backups: 0 });
  });
});

describe("an expiry", () => {
  test("of a point whose chain is needed waits until its dependents have gone", async () => {
    const volume = await makeVolume("needed");
    const plan = await planOf("needed", [volumeRef(volume, "needed")]);
    const full = await take(plan);
    const increment = await take(plan);
    await ended((await startExpire({ plan, checkpointIds: [full.id], reason: "deleted", actor })).runId);
    expect(await db().checkpoint.findUnique({ where: { id: full.id } })).toMatchObject({
      state: "expiring",
      goneAt: null,
    });
    await ended((await startExpire({ plan, checkpointIds: [increment.id], reason: "deleted", actor })).runId);
    await ended((await startExpire({ plan, checkpointIds: null, reason: "retention", actor })).runId);
    expect(await db().checkpoint.findMany({ where: { planId: plan.id }, select: { state: true } })).toEqual([
      { state: "expired" },
      { state: "expired" },
    ]);
    expect(await left(plan.id)).toEqual({ snapshots: 0, backups: 0 });
  });

  test("refuses what is pinned, and the rest goes", async () => {
    const volume = await makeVolume("pinned");
    const plan = await planOf("pinned", [volumeRef(volume, "pinned")], { fullEvery: 1 });
    const [kept, gone] = [await take(plan), await take(plan)];
    await db().checkpoint.update({ where: { id: kept.id }, data: { pinned: true, pinnedReason: "audit" } });
    await ended((await startExpire({ plan, checkpointIds: [kept.id, gone.id], reason: "deleted", actor })).runId);
    expect((await db().checkpoint.findUnique({ where: { id: kept.id } }))?.goneAt).toBeNull();
    expect((await db().checkpoint.findUnique({ where: { id: gone.id } }))?.state).toBe("expired");
  });

  test("follows each checkpoint by the plan's retention, from the newest increment down", async () => {
    const volume = await makeVolume("kept");
    const plan = await planOf("kept", [volumeRef(volume, "kept")], {
      fullEvery: 2,
      retention: { last: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null },
    });
    for (let n = 0; n < 3; n++) await take(plan);
    await until(
      "the retention",
      async () => (await db().checkpoint.count({ where: { planId: plan.id, state: "expired" } })) === 2,
    );
    expect(await left(plan.id)).toEqual({ snapshots: 0, backups: 1 });
  });
});

describe("the credential of a deleted plan", () => {
  test("stays while a checkpoint needs it, and goes with the last one, here and at Keystone", async () => {
    const volume = await makeVolume("retired");
    const plan = await planOf("retired", [volumeRef(volume, "retired")]);
    const point = await take(plan);
    const { remoteId } = await db().credential.findUniqueOrThrow({ where: { planId: plan.id } });
    const known = async () => (await cloud.keystone.applicationCredentials.list()).some(({ id }) => id === remoteId);
    await inTransaction((tx) => removePlanRow(tx, { planId: plan.id, at: new Date() }));
    await removeRetiredCredentials();
    expect(await known()).toBe(true);
    await ended((await startExpire({ plan, checkpointIds: [point.id], reason: "deleted", actor })).runId);
    await removeRetiredCredentials();
    expect(await known()).toBe(false);
    expect(await db().credential.findUnique({ where: { planId: plan.id } })).toBeNull();
    expect(
      await db().audit.findMany({
        where: { action: "credential.revoke", objectId: plan.id },
        select: { actorName: true, reason: true },
      }),
    ).toEqual([{ actorName: "Breakwater", reason: expect.stringContaining("last of its checkpoints") }]);
  });

  test("that is gone at Keystone already is only forgotten", async () => {
    const plan = await planOf("retired-before", [volumeRef(await makeVolume("retired-before"), "retired-before")]);
    const { remoteId } = await db().credential.findUniqueOrThrow({ where: { planId: plan.id } });
    await cloud.keystone.applicationCredentials.remove(remoteId);
    await inTransaction((tx) => removePlanRow(tx, { planId: plan.id, at: new Date() }));
    await removeRetiredCredentials();
    expect(await db().credential.count({ where: { planId: plan.id } })).toBe(0);
  });
});

const volumeRef = (id: string, name: string) => ({ kind: "OS::Cinder::Volume" as const, id, name });
const volumeOf = (id: string) => cloud.cinder.volumes.get(id);

function planOf(
  name: string,
  resources: { kind: "OS::Cinder::Volume" | "OS::Nova::Server"; id: string; name: string }[],
  more: Partial<PlanInput> = {},
): Promise<PlanRef> {
  return addPlan(place, { name, selection: { by: "fixed", resources }, ...more });
}

async function take(plan: PlanRef) {
  const { runId, checkpointId } = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor });
  await ended(runId);
  const row = await db().checkpoint.findUniqueOrThrow({ where: { id: checkpointId }, omit: { manifest: true } });
  return { ...row, runId };
}

function endOf(runId: string) {
  return db().run.findFirst({ where: { id: runId, endedAt: { not: null } }, select: { state: true, cause: true } });
}

const ended = (runId: string) => until(`run ${runId}`, () => endOf(runId), 90_000);

async function stepsOf(runId: string, state?: string): Promise<string[]> {
  return (await db().step.findMany({ where: { runId, ...(state ? { state } : {}) }, select: { key: true } })).map(
    ({ key }) => key,
  );
}

/** What is at the site of this plan's making. */
async function left(planId: string) {
  const [snapshots, backups] = await Promise.all([cloud.cinder.snapshots.list(), cloud.cinder.backups.list()]);
  const volumes = new Set(
    (await db().captured.findMany({ where: { checkpoint: { planId } }, select: { resourceId: true } })).map(
      ({ resourceId }) => resourceId,
    ),
  );
  return {
    snapshots: snapshots.filter(({ volume_id }) => volumes.has(volume_id)).length,
    backups: backups.filter(
      ({ volume_id, name }) => volume_id && volumes.has(volume_id) && name?.startsWith("breakwater"),
    ).length,
  };
}

async function makeVolume(name: string): Promise<string> {
  const { id } = await cloud.cinder.volumes.create({ name, size: 1 });
  await until(`volume ${name}`, async () => (await volumeOf(id)).status === "available");
  return id;
}

async function makeServer(name: string): Promise<string> {
  const image = (await cloud.glance.images.list()).find((each) => each.name === "tiny");
  return serverFrom(name, { imageRef: image?.id });
}

async function bootedServer(name: string, promises: Record<string, string>): Promise<string> {
  const volume = await makeVolume(`${name}-boot`);
  await cloud.cinder.volumes.setBootable(volume, true);
  await cloud.cinder.volumes.setImageMetadata(volume, promises);
  return serverFrom(name, {
    block_device_mapping_v2: [{ boot_index: 0, uuid: volume, source_type: "volume", destination_type: "volume" }],
  });
}

async function serverFrom(
  name: string,
  boot: Pick<Parameters<Cloud["nova"]["servers"]["create"]>[0], "imageRef" | "block_device_mapping_v2">,
): Promise<string> {
  const [flavor] = await cloud.nova.flavors.list();
  const { id } = await cloud.nova.servers.create({ name, flavorRef: flavor?.id ?? "", networks: "none", ...boot });
  await until(`server ${name}`, async () => (await cloud.nova.servers.get(id)).status === "ACTIVE");
  return id;
}

async function faults(rules: FaultRule[]): Promise<void> {
  await fetch(new URL("/demo/faults", demo.url), {
    method: "PUT",
    body: JSON.stringify(rules),
    headers: { "content-type": "application/json" },
  });
}
