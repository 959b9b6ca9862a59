import { afterAll, beforeAll, expect, test } from "vitest";
import { manifest } from "../lib/domain/manifest";
import { copiesOf, demoHistory } from "./history";
import { manifestOf } from "./history-manifest";
import { ask, at, signIn, startCloud, until } from "./testing/client";

const now = new Date("2026-11-20T12:00:00Z");
const history = demoHistory(now);
let cloud: Awaited<ReturnType<typeof startCloud>>;

beforeAll(async () => {
  cloud = await startCloud({ empty: false });
});
afterAll(() => cloud.stop());

test("history is always the same for the same moment", () => {
  expect(JSON.stringify(demoHistory(now))).toBe(JSON.stringify(history));
});

test("three plans over sixty days, one of them with a gap, failures and a caught-up run", () => {
  expect(history.map((plan) => plan.spec.name)).toEqual(["Billing database", "Web and mail files", "CRM"]);
  const crm = history[2]?.checkpoints ?? [];
  expect(crm.filter((one) => one.state === "failed").length).toBeGreaterThan(8);
  expect(crm.filter((one) => one.trigger === "catch-up")).toHaveLength(1);
  const gaps = crm.slice(1).map((one, index) => one.slotAt.getTime() - (crm[index]?.slotAt.getTime() ?? 0));
  expect(Math.max(...gaps)).toBeGreaterThan(48 * 3600 * 1000);
});

test.each(history.map((plan) => [plan.spec.name, plan] as const))(
  "%s: no living backup misses its parent, and nothing lies in the future",
  (_name, plan) => {
    const living = plan.checkpoints.flatMap(copiesOf).filter((copy) => copy.goneAt === null);
    const ids = new Set(living.map((copy) => copy.backupId));
    expect(living.filter((copy) => copy.parentBackupId !== null && !ids.has(copy.parentBackupId))).toEqual([]);
    expect(plan.checkpoints.every((one) => one.endedAt <= now)).toBe(true);
  },
);

test.each(history.map((plan) => [plan.spec.name, plan] as const))(
  "%s: each manifest is one that Breakwater reads",
  (_name, plan) => {
    const site = {
      id: "site",
      name: "RegionOne",
      keystoneUrl: "http://127.0.0.1/v3",
      region: "RegionOne",
      backupStore: "demo",
    };
    for (const checkpoint of plan.checkpoints.slice(-20)) {
      const made = manifestOf(plan, checkpoint, site);
      if (made !== null) expect(manifest.safeParse(made.manifest).success).toBe(true);
    }
  },
);

test("two projects that look like life: twelve servers and thirty volumes", async () => {
  const admin = await signIn(cloud.url, "admin");
  const servers = await ask(`${admin.url("compute")}/servers?all_tenants=1`, { token: admin.token });
  const volumes = await ask(`${admin.url("volumev3")}/volumes?all_tenants=1`, { token: admin.token });
  expect([at(servers, "servers.length"), at(volumes, "volumes.length")]).toEqual([12, 30]);
});

test("the cloud holds exactly the living backups, and restores the bytes of their moment", async () => {
  const seededAt = String(at(await ask(`${cloud.door}/history`), "seededAt"));
  const expected = demoHistory(new Date(seededAt))
    .filter((plan) => plan.projectName === "demo")
    .flatMap((plan) => plan.checkpoints.flatMap(copiesOf))
    .filter((copy) => copy.goneAt === null);
  const demo = await signIn(cloud.url, "demo");
  const cinder = demo.url("volumev3");
  const counted = await ask(`${cinder}/backups/detail?with_count=true&limit=1`, {
    token: demo.token,
    version: "volume 3.70",
  });
  expect(at(counted, "count")).toBe(expected.length);

  const newest = expected.filter((copy) => copy.incremental).at(-1);
  const made = await ask(`${cinder}/volumes`, {
    method: "POST",
    token: demo.token,
    version: "volume 3.70",
    body: { volume: { size: newest?.volumeGiB, backup_id: newest?.backupId } },
  });
  const id = String(at(made, "volume.id"));
  await until(`${cinder}/volumes/${id}`, { token: demo.token, path: "volume.status", is: "available" });
  const bytes = await (await fetch(`${cloud.door}/volumes/RegionOne/${id}/bytes`)).text();
  expect(bytes.split("\n")[0]).toBe(`demo/${newest?.volumeName} as of ${newest?.capturedAt.toISOString()}`);
});
