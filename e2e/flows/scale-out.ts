// Many workers, one of which is always dying: npx tsx e2e/flows/scale-out.ts --minutes 5 --plans 30
// DATABASE_URL names an empty, migrated (npm run migrate) database of an external PostgreSQL. Two web processes run beside when the app is built.
import { existsSync } from "node:fs";
import { spawn, type ChildProcess } from "node:child_process";
import { parseArgs } from "node:util";
import { closeDb, db } from "@/lib/db/client";
import type { PlanRef } from "@/lib/workflows/start";
import { addPlan, addSites, signIn } from "./setting";
import { openCloud, scratch } from "./stage";
import { until } from "./workload";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    plans: { type: "string", default: "30" },
    workers: { type: "string", default: "3" },
    webs: { type: "string", default: "2" },
    "kill-every": { type: "string", default: "10" },
    "web-port": { type: "string", default: "36390" },
  },
});
const number = (name: keyof typeof values) => Number(values[name]);
const MINUTE_MS = 60_000;
const webServer = ".next/standalone/server.js";
const url = process.env.DATABASE_URL;
if (!url) throw new Error("DATABASE_URL names the external PostgreSQL");
process.env.AUTH_SECRET ??= "a-secret-for-tests-with-enough-characters";

type Kept = { name: string; child: ChildProcess; starts: number };
let stopping = false;

/** A supervisor: what dies is started again. */
function keep(name: string, args: string[], env: Record<string, string>): Kept {
  const kept: Kept = { name, child: run(args, env), starts: 1 };
  const watch = () =>
    kept.child.once("exit", () => {
      if (stopping) return;
      kept.child = run(args, env);
      kept.starts += 1;
      watch();
    });
  watch();
  return kept;
}

function run(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, LOG_LEVEL: "error", NODE_NO_WARNINGS: "1", ...env },
  });
}

const demo = await openCloud(scratch(), true);
const place = await addSites(demo.url);
const cloud = await signIn(place.one);
const plans: PlanRef[] = [];
for (let n = 1; n <= number("plans"); n++) {
  const volume = await cloud.cinder.volumes.create({ name: `volume-${n}`, size: 1 });
  const schedule = { every: "cron" as const, expression: "* * * * *", timeZone: "UTC" };
  plans.push(
    await addPlan(place, {
      name: `plan-${n}`,
      schedule,
      selection: { by: "fixed", resources: [{ kind: "OS::Cinder::Volume", id: volume.id, name: `volume-${n}` }] },
    }),
  );
}
const beganAt = new Date();
await db().plan.updateMany({ data: { activatedAt: beganAt } });
console.log(
  `${plans.length} plans, each with a slot every minute; ${number("workers")} workers, one killed every ${number("kill-every")} s for ${number("minutes")} min`,
);

const workers = Array.from({ length: number("workers") }, (_, n) =>
  keep(`worker-${n + 1}`, ["--import", "tsx", "worker.ts"], { BREAKWATER_WORKER_ID: `worker-${n + 1}` }),
);
const webs = startWebs();
const health = { asked: 0, answered: 0 };
const asking = setInterval(() => void askHealth(), 1000);
let kills = 0;
const killing = setInterval(
  () => {
    workers[kills % workers.length]?.child.kill("SIGKILL");
    kills += 1;
  },
  number("kill-every") * 1000,
);

await new Promise((resolve) => setTimeout(resolve, number("minutes") * MINUTE_MS));
clearInterval(killing);
// A slot that falls due at this very moment is nobody's fault: what was due ten seconds ago must be there.
const countedUntil = new Date(Date.now() - 10_000);
await db().plan.updateMany({ data: { state: "paused" } });
await until(
  "all runs to end",
  async () => (await db().run.count({ where: { endedAt: null } })) === 0,
  5 * MINUTE_MS,
  1000,
);
clearInterval(asking);
const problems = await judge();
stopping = true;
for (const { child } of [...workers, ...webs]) child.kill("SIGKILL");
await closeDb();
await demo.stop();
for (const problem of problems) console.log(`FAILED  ${problem}`);
process.exit(problems.length > 0 ? 1 : 0);

function startWebs(): Kept[] {
  if (number("webs") === 0) return [];
  if (!existsSync(webServer)) {
    console.log("The app is not built (npm run build): no web processes beside the workers");
    return [];
  }
  return Array.from({ length: number("webs") }, (_, n) => {
    const port = String(number("web-port") + n);
    return keep(`web-${n + 1}`, [webServer], {
      HOSTNAME: "127.0.0.1",
      PORT: port,
      BREAKWATER_URL: `http://127.0.0.1:${port}`,
    });
  });
}

async function askHealth(): Promise<void> {
  for (const [n] of webs.entries()) {
    health.asked += 1;
    const answer = await fetch(`http://127.0.0.1:${number("web-port") + n}/api/health`).catch(() => null);
    if (answer) health.answered += 1;
  }
}

/** No slot twice, none missed, nothing lost. */
async function judge(): Promise<string[]> {
  const found: string[] = [];
  const points = await db().checkpoint.findMany({
    select: { planId: true, slotAt: true, state: true, cause: true, runId: true },
  });
  const runs = await db().run.findMany({
    where: { kind: "checkpoint" },
    select: { id: true, state: true, checkpointId: true, cause: true },
  });
  const slots: Date[] = [];
  for (
    let at = Math.floor(beganAt.getTime() / MINUTE_MS + 1) * MINUTE_MS;
    at <= countedUntil.getTime();
    at += MINUTE_MS
  )
    slots.push(new Date(at));
  for (const plan of plans)
    for (const slot of slots) {
      const mine = points.filter(({ planId, slotAt }) => planId === plan.id && slotAt?.getTime() === slot.getTime());
      if (mine.length !== 1) found.push(`${plan.name} has ${mine.length} checkpoints for ${slot.toISOString()}`);
    }
  for (const { id, state, cause } of runs)
    if (state !== "succeeded") found.push(`run ${id} is ${state}: ${JSON.stringify(cause)}`);
  const twice = runs.length - new Set(runs.map(({ checkpointId }) => checkpointId)).size;
  if (twice > 0) found.push(`${twice} checkpoints have two runs`);
  const [snapshots, backups, copies] = await Promise.all([
    cloud.cinder.snapshots.list(),
    cloud.cinder.backups.list(),
    db().copy.findMany({ where: { goneAt: null, imported: false }, select: { remoteId: true, state: true } }),
  ]);
  if (snapshots.length > 0) found.push(`${snapshots.length} snapshots were left behind`);
  const owned = new Set(copies.filter(({ state }) => state === "available").map(({ remoteId }) => remoteId));
  for (const { id } of backups) if (!owned.has(id)) found.push(`backup ${id} belongs to no checkpoint`);
  if (owned.size !== backups.length) found.push(`${owned.size} copies are known and ${backups.length} backups exist`);
  const over = points.filter(({ cause }) => cause?.startsWith("Passed over")).length;
  console.log(
    [
      `${slots.length} slots × ${plans.length} plans: ${points.length} checkpoints, ${points.filter(({ state }) => state === "usable").length} usable, ${over} passed over`,
      `${kills} kills; starts: ${workers.map(({ name, starts }) => `${name} ${starts}`).join(", ")}`,
      `${backups.length} backups, ${owned.size} owned, ${snapshots.length} snapshots left`,
      webs.length > 0
        ? `${webs.length} web processes answered ${health.answered} of ${health.asked} times`
        : "no web processes",
    ].join("\n"),
  );
  return found;
}
