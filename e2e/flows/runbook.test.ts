import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { selectBankContent } from "@/lib/db/bank-export";
import { closeDb, db } from "@/lib/db/client";
import { upsertRecovery } from "@/lib/db/recovery";
import { recoverySettings } from "@/lib/domain/recovery-settings";
import { scriptOf } from "@/lib/domain/runbook";
import type { Cloud } from "@/lib/openstack/cloud";
import { makeRunbook } from "@/lib/protection/bank/runbook";
import { closeEngineClient } from "@/lib/workflows/enqueue";
import { launch, type Engine } from "@/lib/workflows/engine";
import { startCheckpoint, type PlanRef } from "@/lib/workflows/start";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import type { DemoCloud } from "@/demo/cloud";
import { requireClient } from "../cli/openstack";
import { makeApplication, type Application } from "./application";
import { addPlan, addSites, signIn, type Place } from "./setting";
import { openCloud, scratch } from "./stage";
import { until } from "./workload";

const actor = { userId: "u", userName: "tests" };
/** Some 80 commands, each a Python of its own. */
const PATIENCE_MS = 15 * 60_000;
const BYTES = "what the database had written";
let demo: DemoCloud;
let place: Place;
let cloud: Cloud;
let there: Cloud;
let engine: Engine;
let plan: PlanRef;
let made: Application;
const directory = mkdtempSync(path.join(os.tmpdir(), "runbook-"));

beforeAll(async () => {
  requireClient();
  await freshDatabase();
  demo = await openCloud(scratch());
  place = await addSites(demo.url);
  [cloud, there] = await Promise.all([signIn(place.one), signIn(place.two)]);
  engine = await launch({ workerId: "runbook-test" });
  made = await makeApplication(cloud);
  await bytes("PUT", "RegionOne", made.dataId, BYTES);
  plan = await addPlan(place, { name: "shop", selection: { by: "fixed", resources: made.servers } });
  const servers = made.servers.map(({ id, name }, index) => ({
    serverId: id,
    name,
    after: index === 0 ? [] : [made.servers[0]?.id ?? ""],
  }));
  const settings = recoverySettings.parse({ servers });
  await upsertRecovery(db(), { planId: plan.id, settings, by: "ana", at: new Date() });
}, 120_000);

afterAll(async () => {
  await engine.stop();
  await closeEngineClient();
  await closeDb();
  await demo.stop();
  rmSync(directory, { recursive: true, force: true });
});

test(
  "the runbook's commands bring the workload up at the recovery site, with the source site dark",
  async () => {
    await take();
    const runbook = await makeRunbook(there, await selectBankContent(plan.id, new Date()));
    const script = scriptOf(runbook ?? { title: "", hash: "", facts: [], sections: [] });
    await dark();
    await run(script);
    const servers = (await there.nova.servers.list()).filter(({ name }) => name.startsWith("shop"));
    expect(servers.map(({ name, status }) => [name, status]).sort()).toEqual([
      ["shop-db", "ACTIVE"],
      ["shop-web", "ACTIVE"],
    ]);
    const ports = await there.neutron.ports.list();
    for (const { address, mac } of made.ports)
      expect(
        ports.filter((port) => port.fixed_ips.some((ip) => ip.ip_address === address)).map((port) => port.mac_address),
      ).toEqual([mac]);
    const [data] = (await there.cinder.volumes.list()).filter(({ name }) => name === "shop-data");
    expect(data?.attachments.map(({ server_id }) => server_id)).toEqual(
      servers.filter(({ name }) => name === "shop-db").map(({ id }) => id),
    );
    expect((await bytes("GET", "RegionTwo", data?.id ?? "")).slice(0, BYTES.length)).toBe(BYTES);
    const groups = (await there.neutron.securityGroups.list()).filter(({ name }) => name.startsWith("shop"));
    const rules = groups.flatMap((group) => group.security_group_rules.map((rule) => rule.remote_group_id));
    expect(rules.filter((id) => groups.some((group) => group.id === id))).toHaveLength(2);
    expect((await there.neutron.floatingIps.list()).filter(({ port_id }) => port_id !== null)).toHaveLength(1);
  },
  PATIENCE_MS + 60_000,
);

async function run(script: string): Promise<void> {
  const entry = (user: string) => ({
    auth: {
      auth_url: demo.url,
      username: user,
      password: "secret",
      project_name: "demo",
      user_domain_name: "Default",
      project_domain_name: "Default",
    },
    region_name: "RegionTwo",
  });
  const clouds = { clouds: { recovery: entry("demo"), "recovery-admin": entry("admin") } };
  writeFileSync(path.join(directory, "clouds.yaml"), JSON.stringify(clouds));
  writeFileSync(path.join(directory, "runbook.sh"), script);
  await promisify(execFile)("/bin/bash", ["runbook.sh"], {
    cwd: directory,
    timeout: PATIENCE_MS,
    env: {
      NODE_ENV: process.env.NODE_ENV,
      PATH: process.env["PATH"],
      HOME: directory,
      LANG: "C.UTF-8",
      OS_CLIENT_CONFIG_FILE: path.join(directory, "clouds.yaml"),
      POLL_SECONDS: "1",
    },
  });
}

async function dark(): Promise<void> {
  await fetch(new URL("/demo/faults", demo.url), {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify([{ site: "RegionOne", effect: { kind: "dark" } }]),
  });
}

async function bytes(method: "GET" | "PUT", region: string, id: string, text?: string): Promise<string> {
  const answer = await fetch(new URL(`/demo/volumes/${region}/${id}/bytes`, demo.url), { method, body: text });
  if (!answer.ok) throw new Error(`The demo cloud's door answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer()).toString();
}

async function take(): Promise<void> {
  const { runId } = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor });
  const row = await until("the end of the checkpoint", async () => {
    const found = await db().run.findUnique({
      where: { id: runId },
      select: { state: true, endedAt: true, cause: true },
    });
    return found?.endedAt ? found : null;
  });
  expect([row.state, row.cause]).toEqual(["succeeded", null]);
}
