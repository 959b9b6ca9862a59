import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, at, signIn, startCloud, until } from "./testing/client";

let cloud: Awaited<ReturnType<typeof startCloud>>;
let demo: Awaited<ReturnType<typeof signIn>>;
let admin: Awaited<ReturnType<typeof signIn>>;
const version = "volume 3.70";

beforeAll(async () => {
  cloud = await startCloud();
  demo = await signIn(cloud.url, "demo");
  admin = await signIn(cloud.url, "admin", "demo");
});
afterAll(() => cloud.stop());

const cinder = (path: string, region?: string) => `${demo.url("volumev3", region)}${path}`;
const post = (path: string, body: unknown, region?: string) =>
  ask(cinder(path, region), { method: "POST", token: demo.token, version, body });
const settled = (path: string, is: string, region?: string) =>
  until(cinder(path, region), {
    token: demo.token,
    version,
    path: `${path.split("/")[1]?.slice(0, -1)}.status`,
    is,
  });

async function volume(bytes: string): Promise<string> {
  const id = String(at(await post("/volumes", { volume: { size: 1 } }), "volume.id"));
  await settled(`/volumes/${id}`, "available");
  await write(id, bytes);
  return id;
}

const write = (id: string, bytes: string) =>
  fetch(`${cloud.door}/volumes/RegionOne/${id}/bytes`, { method: "PUT", body: bytes });
const read = async (id: string, region = "RegionOne") =>
  (await fetch(`${cloud.door}/volumes/${region}/${id}/bytes`)).text();

async function backup(volumeId: string, rest: object = {}): Promise<string> {
  const id = String(at(await post("/backups", { backup: { volume_id: volumeId, ...rest } }), "backup.id"));
  await settled(`/backups/${id}`, "available");
  return id;
}

async function restored(backupId: string, region?: string): Promise<string> {
  const made = await post("/volumes", { volume: { size: 1, backup_id: backupId } }, region);
  const id = String(at(made, "volume.id"));
  await settled(`/volumes/${id}`, "available", region);
  return read(id, region);
}

test("each point of a chain gives back the bytes of its moment", async () => {
  const id = await volume("monday");
  const full = await backup(id);
  await write(id, "tuesday");
  const incremental = await backup(id, { incremental: true });
  await write(id, "wednesday");
  expect([await restored(full), await restored(incremental), await read(id)]).toEqual([
    "monday",
    "tuesday",
    "wednesday",
  ]);
});

test("a full backup is not deleted while incremental ones need it", async () => {
  const id = await volume("x");
  const full = await backup(id);
  const incremental = await backup(id, { incremental: true });
  expect(at(await ask(cinder(`/backups/${full}`), { token: demo.token }), "backup.has_dependent_backups")).toBe(true);
  const refused = await ask(cinder(`/backups/${full}`), { method: "DELETE", token: demo.token });
  expect([refused.status, at(refused, "badRequest.message")]).toEqual([
    400,
    "Invalid backup: Incremental backups exist for this backup.",
  ]);
  expect((await ask(cinder(`/backups/${incremental}`), { method: "DELETE", token: demo.token })).status).toBe(202);
  await until(cinder(`/backups/${incremental}`), { token: demo.token, path: "none", is: "404" });
  expect((await ask(cinder(`/backups/${full}`), { method: "DELETE", token: demo.token })).status).toBe(202);
});

test("without a full backup there is no incremental one", async () => {
  const id = await volume("x");
  const refused = await post("/backups", { backup: { volume_id: id, incremental: true } });
  expect(at(refused, "badRequest.message")).toBe("Invalid backup: No backups available to do an incremental backup.");
});

test("a snapshot's backup builds on what is older than the snapshot, and leaves the volume alone", async () => {
  const id = await volume("old");
  const first = await backup(id);
  const snapshot = String(at(await post("/snapshots", { snapshot: { volume_id: id } }), "snapshot.id"));
  await settled(`/snapshots/${snapshot}`, "available");
  await write(id, "new");
  await backup(id);
  const made = await post("/backups", {
    backup: { volume_id: id, snapshot_id: snapshot, incremental: true },
  });
  const late = String(at(made, "backup.id"));
  expect(at(await ask(cinder(`/volumes/${id}`), { token: demo.token }), "volume.status")).toBe("available");
  await settled(`/backups/${late}`, "available");
  const refused = await ask(cinder(`/backups/${first}`), { method: "DELETE", token: demo.token });
  expect(refused.status).toBe(400);
  expect(await restored(late)).toBe("old");
});

test("a volume is backing up until the copy is there, and takes no second backup meanwhile", async () => {
  const id = await volume("x");
  const one = String(at(await post("/backups", { backup: { volume_id: id } }), "backup.id"));
  const second = await post("/backups", { backup: { volume_id: id } });
  expect(at(second, "badRequest.message")).toContain('but the current status is "backing-up"');
  await settled(`/backups/${one}`, "available");
  expect(at(await ask(cinder(`/volumes/${id}`), { token: demo.token }), "volume.status")).toBe("available");
});

test("a record moves to the other site with its whole chain; deleting it there destroys the shared bytes", async () => {
  const id = await volume("precious");
  const full = await backup(id);
  const incremental = await backup(id, { incremental: true });
  const exported = async (backupId: string, token = admin.token) =>
    ask(`${admin.url("volumev3")}/backups/${backupId}/export_record`, { token });
  expect((await exported(full, demo.token)).status).toBe(403);
  const imported = async (record: unknown) =>
    ask(`${admin.url("volumev3", "RegionTwo")}/backups/import_record`, {
      method: "POST",
      token: admin.token,
      version,
      body: record,
    });

  expect((await imported((await exported(incremental)).json)).status).toBe(201);
  await settled(`/backups/${incremental}`, "available", "RegionTwo");
  const useless = String(
    at(await post("/volumes", { volume: { size: 1, backup_id: incremental } }, "RegionTwo"), "volume.id"),
  );
  await settled(`/volumes/${useless}`, "error_restoring", "RegionTwo");

  const record = (await exported(full)).json;
  expect((await imported(record)).status).toBe(201);
  expect(at(await imported(record), "badRequest.message")).toBe("Invalid backup: Backup already exists in database.");
  await settled(`/backups/${full}`, "available", "RegionTwo");
  expect(await restored(incremental, "RegionTwo")).toBe("precious");

  expect(
    (await ask(cinder(`/backups/${incremental}`, "RegionTwo"), { method: "DELETE", token: demo.token })).status,
  ).toBe(202);
  await until(cinder(`/backups/${incremental}`, "RegionTwo"), { token: demo.token, path: "none", is: "404" });
  expect(at(await ask(cinder(`/backups/${incremental}`), { token: demo.token }), "backup.status")).toBe("available");
  const broken = String(at(await post("/volumes", { volume: { size: 1, backup_id: incremental } }), "volume.id"));
  await settled(`/volumes/${broken}`, "error_restoring");
});

test("a quota that is used up is refused with 413, in Cinder's words", async () => {
  const id = await volume("x");
  const quotas = `${admin.url("volumev3")}/os-quota-sets/${demo.projectId}`;
  await ask(quotas, { method: "PUT", token: admin.token, body: { quota_set: { backups: 0 } } });
  const refused = await post("/backups", { backup: { volume_id: id } });
  expect([refused.status, at(refused, "overLimit.message")]).toEqual([
    413,
    "BackupLimitExceeded: Maximum number of backups allowed (0) exceeded",
  ]);
  await ask(quotas, { method: "PUT", token: admin.token, body: { quota_set: { backups: 1000 } } });
});
