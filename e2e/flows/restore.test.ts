import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { closeDb, db } from "@/lib/db/client";
import { cloudUnderTest, type CloudUnderTest } from "@/lib/openstack/testing/cloud-under-test";
import type { Cloud } from "@/lib/openstack/cloud";
import { closeEngineClient } from "@/lib/workflows/enqueue";
import { launch, type Engine } from "@/lib/workflows/engine";
import { cancelRun, retryRun, startCheckpoint, type PlanRef } from "@/lib/workflows/start";
import { addPlan, addSites, signIn, type Place } from "./setting";
import { ended, orderRemoval, orderRestore, readSource } from "./restore-run";
import { makeWorkload, removeWorkload, type Workload } from "./restore-workload";

// Bytes as a guest would have written them, before the first and before the second checkpoint.
const FIRST = Buffer.from("first point of the data volume ".padEnd(512, "1"));
const SECOND = Buffer.from("second point of the data volume ".padEnd(512, "2"));
const LATER = Buffer.from("written after both points ".padEnd(512, "3"));

/** Only the demo cloud fails when asked to. */
const onDemo = test.runIf(!process.env.OS_CLIENT_CONFIG_FILE);

let under: CloudUnderTest;
let place: Place;
let home: Cloud;
let work: Workload;
let plan: PlanRef;
let engine: Engine;
const points: string[] = [];

beforeAll(async () => {
  await freshDatabase();
  under = await cloudUnderTest();
  place = await addSites(under.site().keystoneUrl);
  home = await signIn(place.one);
  work = await makeWorkload(home);
  plan = await addPlan(place, {
    name: `restore-${Date.now()}`,
    selection: { by: "fixed", resources: [{ kind: "OS::Nova::Server", id: work.serverId, name: work.name }] },
  });
  engine = await launch({ workerId: "restore-test" });
  for (const bytes of [FIRST, SECOND]) {
    await under.writeBytes(work.dataId, bytes);
    const { runId, checkpointId } = await startCheckpoint({
      plan,
      trigger: "manual",
      slotAt: null,
      actor: { userId: "t", userName: "tester" },
    });
    const run = await ended(runId);
    expect(run.cause).toBeNull();
    points.push(checkpointId);
  }
  await under.writeBytes(work.dataId, LATER);
}, 600_000);

afterAll(async () => {
  if (work) await removeWorkload(home, work);
  await engine?.stop();
  await closeEngineClient();
  await closeDb();
  await under?.stop();
}, 300_000);

async function setFaults(rules: object[]): Promise<void> {
  const door = `${under.site().keystoneUrl.replace(/\/v3$/, "")}/demo/faults`;
  const answer = await fetch(door, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(rules),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

const point = (index: number) => points[index] ?? "";
const bytesOf = async (volumeId: string, region: "one" | "two" = "one") => under.readBytes(volumeId, 512, region);

async function dataOf(checkpointId: string) {
  const source = await readSource(plan, checkpointId);
  const data = source.volumes.find((volume) => volume.volumeId === work.dataId);
  if (!data) throw new Error("The data volume is not in the checkpoint");
  return data;
}

async function only(checkpointId: string) {
  const { capturedId } = await dataOf(checkpointId);
  return { servers: [], images: [], networks: [], volumes: [capturedId] };
}

test("each point of a volume comes back beside with its own bytes", async () => {
  for (const [index, bytes] of [FIRST, SECOND].entries()) {
    const { runId } = await orderRestore({
      plan,
      checkpointId: point(index),
      target: home,
      chosen: await only(point(index)),
    });
    const run = await ended(runId);
    expect(run.cause).toBeNull();
    const [made] = run.created;
    expect(run.created).toHaveLength(1);
    expect(Buffer.compare(await bytesOf(made?.resourceId ?? ""), bytes)).toBe(0);
  }
  expect(Buffer.compare(await bytesOf(work.dataId), LATER)).toBe(0);
}, 300_000);

test("a whole server comes back beside the original, and can be removed as a whole with proof", async () => {
  const { runId } = await orderRestore({ plan, checkpointId: point(1), target: home });
  const run = await ended(runId);
  expect(run.cause).toBeNull();
  const made = run.created.find((thing) => thing.kind === "OS::Nova::Server");
  const server = await home.nova.servers.get(made?.resourceId ?? "");
  const original = await home.nova.servers.get(work.serverId);
  expect(server.status).toBe("ACTIVE");
  expect(server.name).toBe(`${work.name}-restored`);
  expect(server.metadata).toMatchObject(original.metadata);
  expect(server.key_name).toBe(original.key_name);
  expect(server["os-extended-volumes:volumes_attached"]).toHaveLength(
    original["os-extended-volumes:volumes_attached"].length,
  );
  const data = (await home.cinder.volumes.list()).find(
    (volume) =>
      volume.name === `${work.name}-data-restored` && volume.attachments.some((one) => one.server_id === server.id),
  );
  expect(Buffer.compare(await bytesOf(data?.id ?? ""), SECOND)).toBe(0);
  // The group with these very rules is there already: it is used, not made again.
  expect(run.created.map((thing) => thing.kind)).not.toContain("OS::Neutron::SecurityGroup");
  // The original holds its address, so that the restored port has another, and the run says so.
  expect(JSON.stringify(run.result)).toMatch(/could not be kept/);

  const removal = await ended((await orderRemoval(plan, runId, place.one)).runId);
  expect(removal.cause).toBeNull();
  expect(removal.state).toBe("succeeded");
  expect(await home.nova.servers.find(server.id)).toBeNull();
  expect(await home.cinder.volumes.find(data?.id ?? "")).toBeNull();
  expect(await db().created.count({ where: { runId, removedAt: null } })).toBe(0);
  expect((await home.nova.servers.get(work.serverId)).status).toBe("ACTIVE");
}, 600_000);

test("a volume is restored into the existing one: its server is shut down, gets it back at its device and runs again", async () => {
  const before = await home.nova.attachments.find(work.serverId, work.dataId);
  const { runId } = await orderRestore({
    plan,
    checkpointId: point(0),
    target: home,
    chosen: await only(point(0)),
    change: (input) => ({
      ...input,
      volumes: input.volumes.map(({ capturedId }) => ({ how: "into", capturedId })),
    }),
  });
  const run = await ended(runId);
  expect(run.cause).toBeNull();
  expect(run.created).toHaveLength(0);
  expect(Buffer.compare(await bytesOf(work.dataId), FIRST)).toBe(0);
  expect((await home.nova.servers.get(work.serverId)).status).toBe("ACTIVE");
  expect((await home.nova.attachments.find(work.serverId, work.dataId))?.device).toBe(before?.device);
}, 600_000);

test("one volume comes back at the other site from records kept here, and its record is found the second time", async () => {
  const away = await signIn(place.two);
  for (const _round of [1, 2]) {
    const { runId } = await orderRestore({
      plan,
      checkpointId: point(1),
      target: away,
      chosen: await only(point(1)),
    });
    const run = await ended(runId);
    expect(run.cause).toBeNull();
    const [made] = run.created;
    expect(Buffer.compare(await bytesOf(made?.resourceId ?? "", "two"), SECOND)).toBe(0);
    const removal = await ended((await orderRemoval(plan, runId, place.two)).runId);
    expect(removal.cause).toBeNull();
  }
  // The chain's records stay: to delete one would delete the shared bytes.
  const { chain } = await dataOf(point(1));
  for (const { backupId } of chain) expect((await away.cinder.backups.get(backupId)).status).toBe("available");
  const remoteId = { in: chain.map(({ backupId }) => backupId) };
  const known = { siteId: place.two, remoteId, imported: true, goneAt: null };
  expect(await db().copy.count({ where: known })).toBe(chain.length);
}, 600_000);

test("swap puts a new volume in the place of the old one, which is kept", async () => {
  const before = await home.nova.attachments.find(work.serverId, work.dataId);
  const { runId } = await orderRestore({
    plan,
    checkpointId: point(1),
    target: home,
    chosen: await only(point(1)),
    change: (input) => ({
      ...input,
      volumes: input.volumes.map(({ capturedId }) => ({
        how: "swap",
        capturedId,
        name: `${work.name}-swapped`,
      })),
    }),
  });
  const run = await ended(runId);
  expect(run.cause).toBeNull();
  const [made] = run.created;
  const swapped = await home.nova.attachments.find(work.serverId, made?.resourceId ?? "");
  expect(swapped?.device).toBe(before?.device);
  expect(Buffer.compare(await bytesOf(made?.resourceId ?? ""), SECOND)).toBe(0);
  expect((await home.cinder.volumes.get(work.dataId)).status).toBe("available");
  expect((await home.nova.servers.get(work.serverId)).status).toBe("ACTIVE");
}, 600_000);

test("a whole server comes back at the other site with its network, groups and key rebuilt, and keeps address and MAC", async () => {
  const away = await signIn(place.two);
  const { runId, input } = await orderRestore({ plan, checkpointId: point(1), target: away });
  expect(input.networks).toHaveLength(1);
  const run = await ended(runId);
  expect(run.cause).toBeNull();
  const made = (kind: string) => run.created.find((thing) => thing.kind === kind)?.resourceId ?? "";
  const server = await away.nova.servers.get(made("OS::Nova::Server"));
  const [port] = await away.neutron.ports.list({ device_id: server.id });
  const [original] = await home.neutron.ports.list({ device_id: work.serverId });
  expect(server).toMatchObject({ status: "ACTIVE", name: work.name });
  expect(port?.fixed_ips[0]?.ip_address).toBe(original?.fixed_ips[0]?.ip_address);
  expect(port?.mac_address).toBe(original?.mac_address);
  const group = await away.neutron.securityGroups.get(made("OS::Neutron::SecurityGroup"));
  const before = await home.neutron.securityGroups.get(work.groupId);
  expect(group.security_group_rules).toHaveLength(before.security_group_rules.length);
  // The rule that let the group's own members in refers to the rebuilt group.
  expect(group.security_group_rules.map((rule) => rule.remote_group_id)).toContain(group.id);
  expect((await ended((await orderRemoval(plan, runId, place.two)).runId)).cause).toBeNull();
  expect(await away.neutron.networks.find(made("OS::Neutron::Network"))).toBeNull();
}, 600_000);

onDemo(
  "with the whole source site dark, a volume comes back at the other site",
  async () => {
    const away = await signIn(place.two);
    await setFaults([{ site: place.one, effect: { kind: "dark" } }]);
    try {
      const { runId } = await orderRestore({
        plan,
        checkpointId: point(0),
        target: away,
        chosen: await only(point(0)),
      });
      const run = await ended(runId);
      expect(run.cause).toBeNull();
      expect(Buffer.compare(await bytesOf(run.created[0]?.resourceId ?? "", "two"), FIRST)).toBe(0);
    } finally {
      await setFaults([]);
    }
  },
  300_000,
);

onDemo(
  "a volume that Cinder cannot fill is removed at once, and the next attempt makes another",
  async () => {
    await setFaults([
      {
        site: place.one,
        service: "volumev3",
        method: "POST",
        path: "**/volumes",
        effect: { kind: "error", reason: "no space" },
      },
    ]);
    const { runId } = await orderRestore({ plan, checkpointId: point(0), target: home, chosen: await only(point(0)) });
    const first = await ended(runId);
    await setFaults([]);
    expect(first.state).toBe("failed");
    expect(JSON.stringify(first.cause)).toMatch(/originals are unchanged/);
    expect(first.created.every((thing) => thing.removedAt)).toBe(true);
    await retryRun({ scope: plan, runId, actor: { userId: "t", userName: "tester" } });
    const second = await ended(runId);
    expect(second.state).toBe("succeeded");
    expect(second.created.filter((thing) => !thing.removedAt)).toHaveLength(1);
  },
  300_000,
);

test("a cancelled restore keeps what was made and says so; a later attempt ends it without making anything twice", async () => {
  const { runId } = await orderRestore({
    plan,
    checkpointId: point(0),
    target: home,
    chosen: await only(point(0)),
  });
  const deadline = Date.now() + 60_000;
  while ((await db().created.count({ where: { runId } })) === 0 && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 50));
  await cancelRun({ scope: plan, runId, actor: { userId: "t", userName: "tester" } });
  const first = await ended(runId);
  expect(first.state).toBe("cancelled");
  await retryRun({ scope: plan, runId, actor: { userId: "t", userName: "tester" } });
  const second = await ended(runId);
  expect(second.state).toBe("succeeded");
  expect(second.created).toHaveLength(1);
  expect(Buffer.compare(await bytesOf(second.created[0]?.resourceId ?? ""), FIRST)).toBe(0);
}, 300_000);
