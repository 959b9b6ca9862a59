import { execFileSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { ensureBuilt, webServer } from "./build.mjs";
import { demoCloud } from "./demo.mjs";
import { migrateDatabase } from "./migrate-database.mjs";
import { dataDir, root } from "./paths.mjs";
import { ensureDatabase, startPostgres } from "./postgres.mjs";
import { settings } from "./settings.mjs";
import { supervisor } from "./supervise.mjs";
import { waitForHttp } from "./wait-for.mjs";

/** Starts everything in order, and stays until Ctrl-C. */
export async function run({ say }) {
  const env = settings();
  await claim(env);
  // Tests begin with nothing.
  if (process.env.BREAKWATER_FRESH) await forget();
  ensureBuilt({ say });
  const database = await startDatabase({ env, say });
  const programs = supervisor();
  onEnd(async () => {
    await programs.stop();
    await database.stop();
  });

  const demo = process.env.OS_CLIENT_CONFIG_FILE ? null : demoCloud();
  if (demo) {
    Object.assign(env, demo.env);
    programs.keep("demo", demo.args, env);
    await waitForHttp(`${demo.url}/v3`, 60);
    say("The demo cloud answers");
  }
  programs.keep("web", [webServer], env);
  await waitForHttp(`${env.BREAKWATER_URL}/sign-in`, 60);
  // Before the worker, whose scheduler must find the plans with their past.
  if (demo)
    execFileSync(process.execPath, ["--import", "tsx", "prisma/seed.ts"], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...env },
    });
  programs.keep("worker", ["--import", "tsx", "worker.ts"], env);
  announce({ env, demo, say });
}

async function startDatabase({ env, say }) {
  const external = process.env.DATABASE_URL;
  if (external) {
    const applied = await migrateDatabase({
      ownerUrl: process.env.MIGRATION_DATABASE_URL ?? external,
      applicationUrl: external,
    });
    say(`The database of DATABASE_URL is ready${applied.length ? `, ${applied.length} migrations applied` : ""}`);
    return { stop: async () => {} };
  }
  const dir = path.join(dataDir(), "database");
  const server = await startPostgres(dir);
  await ensureDatabase(server, "breakwater");
  await migrateDatabase({ ownerUrl: server.ownerUrl("breakwater"), applicationUrl: server.url("breakwater") });
  env.DATABASE_URL = server.url("breakwater");
  say("The embedded PostgreSQL is ready");
  return keepDatabase({ dir, server });
}

// A database that was killed comes back on the same port, so that nobody needs a new address.
function keepDatabase({ dir, server }) {
  let current = server;
  let mending = null;
  const watch = setInterval(() => {
    if (mending || current.isRunning()) return;
    console.log("The embedded PostgreSQL ended and is started again");
    mending = startPostgres(dir, { port: server.port })
      .then((again) => (current = again))
      .catch((error) => console.error(error.message))
      .finally(() => (mending = null));
  }, 1_000);
  return {
    stop: async () => {
      clearInterval(watch);
      await mending;
      await current.stop();
    },
  };
}

async function forget() {
  const dir = path.join(dataDir(), "database");
  if (fs.existsSync(dir)) await (await startPostgres(dir)).remove();
  fs.rmSync(path.join(dataDir(), "demo"), { recursive: true, force: true });
}

/** Refuses to start twice in one folder, and tells when the port is another's. */
async function claim(env) {
  const file = path.join(dataDir(), "supervisor.pid");
  const other = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0;
  if (other && other !== process.pid && isBreakwater(other))
    throw new Error(`it already runs here as process ${other}, at ${env.BREAKWATER_URL}`);
  await untilFree(Number(env.PORT), env.HOSTNAME);
  fs.writeFileSync(file, String(process.pid));
}

function isBreakwater(pid) {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("start.mjs");
  } catch {
    return false; // that process is gone
  }
}

// After a kill -9 of the supervisor its programs need a moment to notice and leave.
async function untilFree(port, host) {
  const deadline = Date.now() + 10_000;
  while (!(await isFree(port, host))) {
    if (Date.now() > deadline) throw new Error(`port ${port} is used by another program: set PORT to a free one`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isFree(port, host) {
  return new Promise((resolve) => {
    const probe = net.createServer().once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

function onEnd(stop) {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    console.log("\nStopping");
    await stop();
    fs.rmSync(path.join(dataDir(), "supervisor.pid"), { force: true });
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
}

function announce({ env, demo, say }) {
  say("Breakwater is ready");
  console.log(`\n  ${env.BREAKWATER_URL}\n`);
  if (demo) {
    console.log("  The demo cloud has two sites, RegionOne and RegionTwo. Sign in with password secret as");
    console.log("    demo    a tenant        alt   another tenant");
    console.log("    viewer  may only read   admin administers the cloud\n");
  } else console.log(`  Sites come from ${process.env.OS_CLIENT_CONFIG_FILE}. Sign in with your OpenStack account.\n`);
  console.log("  Ctrl-C stops everything.");
}
