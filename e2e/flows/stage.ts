import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { start, type DemoCloud } from "@/demo/cloud";
import { withClient } from "@/scripts/lib/postgres.mjs";

export type Servers = { owner: string; application: string };

/** A cloud and a database as they stood at one moment, from which any number of cells begin. */
export type Scene = { database: string; directory: string };

/** 40 makes the demo cloud's minutes into seconds; fast enough to test, slow enough that states are seen. */
const SPEED = 40;

export function scratch(): string {
  return mkdtempSync(path.join(os.tmpdir(), "breakwater-flows-"));
}

/** On three ports in a row that nobody has; below those that outgoing connections take. */
export async function openCloud(directory: string, empty = false): Promise<DemoCloud> {
  for (let tries = 0; ; tries++) {
    const port = 20_000 + 3 * Math.floor(Math.random() * 4_000);
    if ((await Promise.all([port, port + 1, port + 2].map(isFree))).every(Boolean))
      return start({ port, directory, speed: SPEED, empty });
    if (tries > 100) throw new Error("There are no three free ports in a row");
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Nobody may be connected to `from` meanwhile. */
export async function copyDatabase(servers: Servers, from: string): Promise<string> {
  const name = `cell_${randomUUID().replaceAll("-", "")}`;
  await withClient(servers.owner, async (client) => {
    await client.query("select pg_advisory_lock(4711)"); // a template may not be copied twice at once
    await client.query(`create database "${name}" template "${from}"`);
    await client.query(`grant create, connect, temporary on database "${name}" to breakwater`);
  });
  return name;
}

export function dropDatabase(servers: Servers, name: string): Promise<unknown> {
  return withClient(servers.owner, (client) => client.query(`drop database if exists "${name}" with (force)`));
}

export function urlOf(base: string, database: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.toString();
}

export async function freeze(servers: Servers, database: string, directory: string): Promise<Scene> {
  const copy = scratch();
  cpSync(directory, copy, { recursive: true });
  return { database: await copyDatabase(servers, database), directory: copy };
}

export type Cell = { databaseUrl: string; keystoneUrl: string; close: () => Promise<void> };

/** A scene brought to life, on ports of its own. */
export async function play(servers: Servers, scene: Scene): Promise<Cell> {
  const directory = scratch();
  cpSync(scene.directory, directory, { recursive: true });
  const [database, cloud] = await Promise.all([copyDatabase(servers, scene.database), openCloud(directory)]);
  const databaseUrl = urlOf(servers.application, database);
  await withClient(databaseUrl, (client) => client.query(`update "Cloud" set "keystoneUrl" = $1`, [cloud.url]));
  return {
    databaseUrl,
    keystoneUrl: cloud.url,
    close: async () => {
      await cloud.stop();
      await dropDatabase(servers, database);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const ROOT = path.resolve(import.meta.dirname, "../..");
const BUNDLE = path.join(ROOT, "node_modules/.cache/breakwater-flows/worker.mjs");

/** One file of the worker that kills itself: hundreds are started, and reading its sources is most of a start. */
export function bundleWorker(): void {
  const esbuild = path.join(ROOT, "node_modules/.bin/esbuild"); // tsx brings it along
  const options = [
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--target=node20",
    "--packages=external",
    "--log-level=warning",
    `--outfile=${BUNDLE}`,
  ];
  execFileSync(esbuild, ["e2e/flows/killed-worker.ts", ...options], { cwd: ROOT, stdio: "inherit" });
}

export type WorkerOptions = {
  databaseUrl: string;
  workerId: string;
  kill?: { at: string; step: string; mark: string };
  log?: number;
};

export function startWorker({ databaseUrl, workerId, kill, log }: WorkerOptions): ChildProcess {
  return spawn(process.execPath, [BUNDLE], {
    cwd: ROOT,
    // With the channel gone, the worker goes: a test that is broken off leaves none behind.
    stdio: ["ignore", log ?? "ignore", log ?? "ignore", "ipc"],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      BREAKWATER_WORKER_ID: workerId,
      LOG_LEVEL: "info",
      ...(kill ? { KILL_AT: kill.at, KILL_STEP: kill.step, KILL_MARK: kill.mark } : {}),
    },
  });
}

export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

export async function stopWorker(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await ended(child);
}
