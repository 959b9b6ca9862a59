import { spawn, type ChildProcess } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { ask, at, freePort, signIn, until } from "./testing/client";

const directory = mkdtempSync(path.join(os.tmpdir(), "demo-cloud-"));
const processes: ChildProcess[] = [];

afterAll(() => {
  for (const one of processes) one.kill("SIGKILL");
  rmSync(directory, { recursive: true, force: true });
});

async function run(port: number): Promise<ChildProcess> {
  const args = ["--import", "tsx", "demo/cloud.ts", "--port", String(port), "--state", directory, "--speed", "50"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  processes.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`The demo cloud ended with ${code}`)));
  });
  return child;
}

function killed(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGKILL");
  return ended;
}

test("what was answered survives a kill -9, even with half a line written", async () => {
  const port = await freePort();
  const keystone = `http://127.0.0.1:${port}/v3`;
  const first = await run(port);
  const demo = await signIn(keystone, "demo");
  const volumes = `${demo.url("volumev3")}/volumes`;
  const made = await ask(volumes, {
    method: "POST",
    token: demo.token,
    body: { volume: { size: 1, name: "kept", metadata: { a: "b" } } },
  });
  const id = String(at(made, "volume.id"));
  await until(`${volumes}/${id}`, { token: demo.token, path: "volume.status", is: "available" });
  const bytes = `http://127.0.0.1:${port}/demo/volumes/RegionOne/${id}/bytes`;
  await fetch(bytes, { method: "PUT", body: "written before the end" });
  const backup = await ask(`${demo.url("volumev3")}/backups`, {
    method: "POST",
    token: demo.token,
    body: { backup: { volume_id: id } },
  });
  await killed(first);
  appendFileSync(path.join(directory, "state.jsonl"), '[["RegionOne/volumes","torn",{"id":"to');

  await run(port);
  const again = await ask(`${volumes}/${id}`, { token: demo.token });
  expect([again.status, at(again, "volume.metadata.a")]).toEqual([200, "b"]);
  expect(await (await fetch(bytes)).text()).toBe("written before the end");
  await until(`${demo.url("volumev3")}/backups/${String(at(backup, "backup.id"))}`, {
    token: demo.token,
    path: "backup.status",
    is: "available",
  });
  expect(at(await ask(`${volumes}?name=db-data`, { token: demo.token }), "volumes.length")).toBe(1);
});
