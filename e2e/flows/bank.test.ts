import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDb, db } from "@/lib/db/client";
import { selectBank, takeBankKey } from "@/lib/db/banks";
import { upsertRecovery } from "@/lib/db/recovery";
import { containerOf } from "@/lib/domain/bank";
import { NO_SETTINGS } from "@/lib/domain/recovery-settings";
import type { Cloud } from "@/lib/openstack/cloud";
import { openBank } from "@/lib/protection/bank/open-bank";
import { readBank } from "@/lib/protection/bank/read";
import { parseBankKey } from "@/lib/protection/bank/seal";
import { writePlanBank, writeStaleBanks } from "@/lib/workflows/bank";
import { closeEngineClient } from "@/lib/workflows/enqueue";
import { launch, type Engine } from "@/lib/workflows/engine";
import { startCheckpoint, type PlanRef } from "@/lib/workflows/start";
import { withClient } from "@/scripts/lib/postgres.mjs";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import type { DemoCloud } from "@/demo/cloud";
import { addPlan, addSites, signIn, type Place } from "./setting";
import { openCloud, scratch } from "./stage";
import { until } from "./workload";

const actor = { userId: "u", userName: "tests" };
let demo: DemoCloud;
let place: Place;
let cloud: Cloud;
let engine: Engine;
let plan: PlanRef;
let key: string;

beforeAll(async () => {
  await freshDatabase();
  demo = await openCloud(scratch(), true);
  place = await addSites(demo.url);
  cloud = await signIn(place.one);
  engine = await launch({ workerId: "bank-test" });
  const { id } = await cloud.cinder.volumes.create({ name: "ledger", size: 1 });
  await until("the volume", async () => (await cloud.cinder.volumes.get(id)).status === "available");
  plan = await addPlan(place, {
    name: "bank",
    selection: { by: "fixed", resources: [{ kind: "OS::Cinder::Volume", id, name: "ledger" }] },
  });
}, 120_000);

afterAll(async () => {
  await engine.stop();
  await closeEngineClient();
  await closeDb();
  await demo.stop();
});

const bank = async () => readBank(await openBank(await signIn(place.two), plan.id), parseBankKey(key));

test("a checkpoint ends with the bank at the recovery site, which holds it with its backup's record", async () => {
  const checkpointId = await take();
  key = (await takeBankKey(db(), plan.id, new Date())) ?? "";
  const { plan: kept, checkpoints, problems, generation } = await bank();
  expect([kept.name, generation, problems]).toEqual(["bank", 1, []]);
  expect(checkpoints.map(({ id }) => id)).toEqual([checkpointId]);
  expect(checkpoints[0]?.copies).toContainEqual(
    expect.objectContaining({ siteId: place.one, medium: "backup", record: expect.objectContaining({}) }),
  );
  expect(await takeBankKey(db(), plan.id, new Date())).toBeNull();
});

test("a change of the recovery settings reaches the bank, and nothing is written when nothing changed", async () => {
  const settings = { ...NO_SETTINGS, drillHours: 9 };
  await upsertRecovery(db(), { planId: plan.id, settings, by: "ana", at: new Date() });
  await writeStaleBanks(new Date());
  const changed = await bank();
  expect(changed.recovery?.settings.drillHours).toBe(9);
  await writeStaleBanks(new Date());
  expect((await bank()).generation).toBe(changed.generation);
});

test("only one writes at a time; whoever writes may go on after a crash", async () => {
  const until_ = new Date(Date.now() + 60_000);
  await db().bank.update({ where: { planId: plan.id }, data: { leasedBy: "run x", leasedUntil: until_ } });
  expect(await writePlanBank(plan.id, "somebody else")).toMatch(/being written just now/);
  expect(await writePlanBank(plan.id, "run x")).toMatch(/objects, 0 of them new/);
});

test("without a bank a checkpoint succeeds all the same; the plan says why, and it is written when the site takes it", async () => {
  const refuse = { service: "object-store", method: "PUT", path: "/**", effect: { kind: "status", status: 503 } };
  await faults([refuse]);
  const checkpointId = await take();
  expect((await db().checkpoint.findUnique({ where: { id: checkpointId } }))?.state).toBe("usable");
  const { problem } = (await selectBank(plan.id)) ?? {};
  expect(problem).toMatch(/Swift at RegionTwo/);
  await faults([]);
  await writeStaleBanks(new Date());
  expect((await selectBank(plan.id))?.problem).toBe(problem);
  await writeStaleBanks(new Date(Date.now() + 10 * 60_000));
  expect((await selectBank(plan.id))?.problem).toBeNull();
  expect((await bank()).checkpoints.map(({ id }) => id)).toContain(checkpointId);
});

test("with the source site dark, a new Breakwater is recovered from the bank alone; another key opens nothing", async () => {
  const known = await bank();
  await faults([{ site: place.one, effect: { kind: "dark" } }]);
  const lost = process.env.DATABASE_URL;
  const { url, ownerUrl } = await freshDatabase();
  process.env.DATABASE_URL = lost;
  const wrong = recoverInto({ url, ownerUrl }, `bw1-${"A".repeat(43)}`);
  await expect(wrong).rejects.toThrow(/does not belong to this bank/);
  expect(await recoverInto({ url, ownerUrl }, key)).toMatch(
    new RegExp(`Checkpoints: ${known.checkpoints.length} added, 0 brought.*new credential.*Everything`, "s"),
  );
  expect(await recoverInto({ url, ownerUrl }, key)).toMatch(/Checkpoints: 0 added/);
  await withClient(url, async (client) => {
    const count = async (what: string) => Number((await client.query(`select count(*) from ${what}`)).rows[0].count);
    expect([await count(`"Checkpoint"`), await count(`"Site"`), await count(`"Credential"`)]).toEqual([
      known.checkpoints.length,
      2,
      1,
    ]);
  });
});

type Databases = { url: string; ownerUrl: string };

/** As a person would, with a clouds.yaml of the recovery site. */
async function recoverInto({ url, ownerUrl }: Databases, bankKey: string): Promise<string> {
  const directory = scratch();
  const file = path.join(directory, "clouds.yaml");
  const login = { username: "demo", password: "secret", project_name: "demo" };
  const entry = { auth: { auth_url: demo.url, ...login }, region_name: "RegionTwo" };
  const extras = { allowed_hosts: ["127.0.0.1"] };
  writeFileSync(file, JSON.stringify({ clouds: { "demo-two": { ...entry, "x-breakwater": extras } } }));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["scripts/recover-from-bank.mjs", "demo-two", containerOf(plan.id)],
    {
      env: {
        ...process.env,
        DATABASE_URL: url,
        MIGRATION_DATABASE_URL: ownerUrl,
        OS_CLIENT_CONFIG_FILE: file,
        BREAKWATER_BANK_KEY: bankKey,
        BREAKWATER_DATA: directory,
      },
    },
  );
  return stdout;
}

async function faults(rules: object[]): Promise<void> {
  await fetch(new URL("/demo/faults", demo.url), {
    method: "PUT",
    body: JSON.stringify(rules),
    headers: { "content-type": "application/json" },
  });
}

async function take(): Promise<string> {
  const { runId, checkpointId } = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor });
  const run = await until("the end", async () => {
    const row = await db().run.findUnique({
      where: { id: runId },
      select: { state: true, endedAt: true, cause: true },
    });
    return row?.endedAt ? row : null;
  });
  expect([run.state, run.cause]).toEqual(["succeeded", null]);
  return checkpointId;
}
