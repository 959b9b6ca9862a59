import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { spawn, type ChildProcess } from "node:child_process";
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

export function openCloud(directory: string, port: number, empty = false): Promise<DemoCloud> {
  return start({ port, directory, speed: SPEED, empty });
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

/** A scene brought to life on ports of its own. */
export async function play(servers: Servers, scene: Scene, port: number): Promise<Cell> {
  const directory = scratch();
  cpSync(scene.directory, directory, { recursive: true });
  const [database, cloud] = await Promise.all([copyDatabase(servers, scene.database), openCloud(directory, port)]);
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

export type WorkerOptions = { databaseUrl: string; workerId: string; kill?: { at: string; step: string; mark: string }; log?: number };

export function startWorker({ databaseUrl, workerId, kill, log }: WorkerOptions): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "e2e/flows/killed-worker.ts"], {
    cwd: path.resolve(import.meta.dirname, "../.."),
    stdio: ["ignore", log ?? "ignore", log ?? "ignore"],
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
