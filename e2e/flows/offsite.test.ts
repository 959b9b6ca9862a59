import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closeDb, db } from "@/lib/db/client";
import type { PlanInput } from "@/lib/domain/plan";
import type { ResourceRef } from "@/lib/domain/resource";
import { cloudUnderTest, type CloudUnderTest } from "@/lib/openstack/testing/cloud-under-test";
import type { Cloud } from "@/lib/openstack/cloud";
import { closeEngineClient } from "@/lib/workflows/enqueue";
import { launch, type Engine } from "@/lib/workflows/engine";
import { removeRemains } from "@/lib/workflows/remains";
import { retryRun, startCheckpoint, startExpire, type PlanRef } from "@/lib/workflows/start";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { ended, orderRestore } from "./restore-run";
import { addPlan, addSites, signIn, type Place } from "./setting";
import { until } from "./workload";

const actor = { userId: "t", userName: "tester" };
const NAME = `bw-test-offsite-${Date.now().toString(36)}`;
/** Only the demo cloud fails when asked to. */
const onDemo = test.runIf(!process.env.OS_CLIENT_CONFIG_FILE);

let under: CloudUnderTest;
let place: Place;
let here: Cloud;
let there: Cloud;
let engine: Engine;
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  await freshDatabase();
  under = await cloudUnderTest();
  place = await addSites(under.site().keystoneUrl);
  [here, there] = [await signIn(place.one), await signIn(place.two)];
  engine = await launch({ workerId: "offsite-test" });
}, 120_000);

afterEach(async () => {
  if (!under.isReal) await setFaults([]);
});

afterAll(async () => {
  for (const step of undo.reverse()) await step();
  await engine?.stop();
  await closeEngineClient();
  await closeDb();
  await under?.stop();
}, 300_000);

describe("a checkpoint of a plan with a recovery site", { timeout: 600_000 }, () => {
  test("makes the whole chain known there, and expiry takes the records away after the backups", async () => {
    const volume = await makeVolume("chain");
    await under.writeBytes(volume.id, Buffer.from("first"));
    const plan = await planOf("chain", [volume]);
    const full = await take(plan);
    await under.writeBytes(volume.id, Buffer.from("later"));
    const increment = await take(plan);
    expect(increment).toMatchObject({ run: "succeeded", state: "usable", full: false, offsiteCause: null });
    expect(increment.offsiteAt).not.toBeNull();
    const records = (await there.cinder.backups.list()).filter(({ volume_id }) => volume_id === volume.id);
    expect(records.map(({ status }) => status)).toEqual(["available", "available"]);
    expect(await importedOf(increment.id)).toEqual([place.two]);

    const restored = await restoreThere(plan, increment.id);
    expect(restored.steps.map(({ key }) => key.split(":")[0])).not.toContain("image");
    expect(await firstBytes(restored.created)).toBe("later");

    await expire(plan, [increment.id]);
    expect(await firstBytes((await restoreThere(plan, full.id)).created)).toBe("first");
    await expire(plan, [full.id]);
    const left = (await there.cinder.backups.list()).filter(({ volume_id }) => volume_id === volume.id);
    expect(left).toEqual([]);
    expect(await db().copy.count({ where: { checkpoint: { planId: plan.id }, goneAt: null } })).toBe(0);
  });

  onDemo("that did not get there gets there with the next one", async () => {
    const volume = await makeVolume("late");
    const plan = await planOf("late", [volume]);
    await db().site.update({ where: { id: place.two }, data: { backupStore: "another" } });
    const first = await take(plan);
    await db().site.update({ where: { id: place.two }, data: { backupStore: "shared" } });
    expect(first).toMatchObject({ run: "partial", offsiteAt: null });
    const second = await take(plan);
    expect(second).toMatchObject({ run: "succeeded", full: false, offsiteCause: null });
    expect(await read(first.id)).toMatchObject({ offsiteAt: expect.any(Date), offsiteCause: null });
  });

  test("sends images there, needs nothing of home for them, and takes them away when it expires", async () => {
    const bytes = Buffer.alloc(3 * 1024 * 1024, "image bytes ");
    const image = await makeImage("plain", bytes);
    const plan = await planOf("image", [{ kind: "OS::Glance::Image", id: image, name: `${NAME}-plain` }]);
    const point = await take(plan);
    expect(point).toMatchObject({ run: "succeeded", state: "usable", offsiteCause: null });
    const copy = await db().copy.findFirstOrThrow({ where: { checkpointId: point.id, siteId: place.two } });
    const [original, sent] = [await here.glance.images.get(image), await there.glance.images.get(copy.remoteId)];
    expect(sent).toMatchObject({ status: "active", checksum: original.checksum, size: bytes.length });
    expect(JSON.stringify(point.manifest)).toContain(copy.remoteId);
    if (!under.isReal) await setFaults([{ site: "RegionOne", effect: { kind: "dark" } }]);
    const restored = await restoreThere(plan, point.id, [copy.capturedId]);
    const [made] = restored.created;
    undo.push(() => there.glance.images.remove(made?.resourceId ?? ""));
    expect(made?.resourceId).not.toBe(copy.remoteId);
    expect((await there.glance.images.get(made?.resourceId ?? "")).checksum).toBe(original.checksum);
    if (!under.isReal) await setFaults([]);
    await expire(plan, [point.id]);
    expect(await there.glance.images.find(copy.remoteId)).toBeNull();
  });

  test("sends whole volumes as images where nothing is shared, and leaves nothing of the sending", async () => {
    const volume = await makeVolume("sent");
    await under.writeBytes(volume.id, Buffer.from("heavy"));
    const plan = await planOf("sent", [volume], { offsiteWay: "image-transfer" });
    const before = await standing();
    const point = await take(plan);
    expect(point).toMatchObject({ run: "succeeded", state: "usable", offsiteCause: null });
    expect(await standing()).toEqual(before);
    expect((await there.cinder.backups.list()).filter(({ volume_id }) => volume_id === volume.id)).toEqual([]);
    if (!under.isReal) await setFaults([{ site: "RegionOne", effect: { kind: "dark" } }]);
    const restored = await restoreThere(plan, point.id);
    expect(await firstBytes(restored.created)).toBe("heavy");
    expect((await there.cinder.volumes.get(restored.created[0]?.resourceId ?? "")).bootable).toBe(false);
    if (!under.isReal) await setFaults([]);
    await expire(plan, [point.id]);
    const sent = await there.glance.images.list({ owner: there.projectId });
    expect(sent.filter(({ name }) => name?.includes(volume.name))).toEqual([]);
  });

  test("that cannot be made known there is usable here, says why, and another try brings it", async () => {
    const volume = await makeVolume("refused");
    const plan = await planOf("refused", [volume]);
    const store = (backupStore: string) => db().site.update({ where: { id: place.two }, data: { backupStore } });
    await store("another");
    const point = await take(plan);
    await store("shared");
    expect(point).toMatchObject({ run: "partial", state: "usable", offsiteAt: null });
    expect(point.offsiteCause).toMatch(/^Not restorable at RegionTwo: .* did not get there\. .* is not known to read/);
    await retryRun({ scope: plan, runId: point.runId, actor });
    expect((await ended(point.runId)).state).toBe("succeeded");
    expect(await read(point.id)).toMatchObject({ state: "usable", offsiteCause: null });
    expect((await read(point.id)).offsiteAt).not.toBeNull();
  });

  onDemo("sends an image anew when it broke off, and leaves no half of it", async () => {
    const image = await makeImage("broken", Buffer.alloc(1024 * 1024, "x"));
    const plan = await planOf("broken", [{ kind: "OS::Glance::Image", id: image, name: `${NAME}-broken` }]);
    await setFaults([
      {
        service: "image",
        site: "RegionTwo",
        method: "PUT",
        path: "/v2/images/*/file",
        effect: { kind: "status", status: 503 },
        times: 1,
      },
    ]);
    const point = await take(plan);
    expect(point).toMatchObject({ run: "succeeded", offsiteCause: null });
    const sent = (await there.glance.images.list({ owner: there.projectId })).filter(({ name }) =>
      name?.endsWith("broken"),
    );
    expect(sent.map(({ status }) => status)).toEqual(["active"]);
  });
});

async function makeVolume(suffix: string): Promise<ResourceRef> {
  const name = `${NAME}-${suffix}`;
  const { id } = await here.cinder.volumes.create({ name, size: 1 });
  undo.push(() => here.cinder.volumes.remove(id));
  await until(`volume ${name}`, async () => (await here.cinder.volumes.get(id)).status === "available");
  return { kind: "OS::Cinder::Volume", id, name };
}

async function makeImage(suffix: string, bytes: Buffer): Promise<string> {
  const { id } = await here.glance.images.create({
    name: `${NAME}-${suffix}`,
    disk_format: "raw",
    container_format: "bare",
  });
  undo.push(() => here.glance.images.remove(id));
  await here.glance.images.upload(id, bytes);
  return id;
}

function planOf(name: string, resources: ResourceRef[], more: Partial<PlanInput> = {}): Promise<PlanRef> {
  return addPlan(place, { name, selection: { by: "fixed", resources }, ...more });
}

async function take(plan: PlanRef) {
  const { runId, checkpointId } = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor });
  undo.push(async () => {
    if ((await read(checkpointId)).goneAt === null) await expire(plan, [checkpointId]);
  });
  const { state } = await ended(runId);
  return { ...(await read(checkpointId)), runId, run: state };
}

const read = (id: string) => db().checkpoint.findUniqueOrThrow({ where: { id } });

/** What is at home besides backups. */
async function standing(): Promise<string[]> {
  const [volumes, images] = await Promise.all([
    here.cinder.volumes.list(),
    here.glance.images.list({ owner: here.projectId }),
  ]);
  return [...volumes, ...images].map(({ id }) => id).sort();
}

async function importedOf(checkpointId: string): Promise<string[]> {
  const rows = await db().copy.findMany({ where: { checkpointId, imported: true }, select: { siteId: true } });
  return rows.map(({ siteId }) => siteId);
}

async function restoreThere(plan: PlanRef, checkpointId: string, images?: string[]) {
  const chosen = images && { servers: [], volumes: [], networks: [], images };
  const { runId } = await orderRestore({ plan, checkpointId, target: there, chosen });
  const run = await ended(runId);
  expect(run.cause).toBeNull();
  for (const { kind, resourceId } of run.created)
    if (kind === "OS::Cinder::Volume") undo.push(() => there.cinder.volumes.remove(resourceId));
  return run;
}

async function firstBytes([made]: { resourceId: string }[]): Promise<string> {
  return (await under.readBytes(made?.resourceId ?? "", 5, "two")).toString();
}

async function expire(plan: PlanRef, checkpointIds: string[]): Promise<void> {
  const { runId } = await startExpire({ plan, checkpointIds, reason: "deleted by tests", actor });
  expect((await ended(runId)).cause).toBeNull();
  await until("what was elsewhere to go", async () => (await removeRemains()) === "done");
}

async function setFaults(rules: object[]): Promise<void> {
  const door = `${under.site().keystoneUrl.replace(/\/v3$/, "")}/demo/faults`;
  const answer = await fetch(door, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(rules),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
