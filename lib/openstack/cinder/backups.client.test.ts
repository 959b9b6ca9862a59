import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../cloud";
import { cleanup } from "../testing/cleanup";
import { cloudUnderTest, type CloudUnderTest } from "../testing/cloud-under-test";
import { cinderWork } from "../testing/cinder-work";
import { testName, until } from "../testing/until";
import { readRecord } from "./backups";

let world: CloudUnderTest;
let cloud: Cloud;
afterAll(() => world.stop());
const { later } = cleanup();
const { newVolume, available, backUp, backedUp, gone } = cinderWork(() => cloud, later);
beforeAll(async () => {
  world = await cloudUnderTest();
  cloud = await world.as("demo");
});

describe("backups", { timeout: 300_000 }, () => {
  test("full and incremental, from snapshots: each restores the bytes of its moment", async () => {
    const source = await newVolume();
    await world.writeBytes(source.id, Buffer.from("first bytes"));
    const full = await backUp(source.id, {});
    expect(full).toMatchObject({ is_incremental: false, has_dependent_backups: false, volume_id: source.id, size: 1 });
    await world.writeBytes(source.id, Buffer.from("other bytes"));
    const increment = await backUp(source.id, { incremental: true });
    expect(increment).toMatchObject({ is_incremental: true, has_dependent_backups: false });
    expect((await cloud.cinder.backups.get(full.id)).has_dependent_backups).toBe(true);
    expect(Date.parse(increment.data_timestamp ?? "")).toBeGreaterThanOrEqual(Date.parse(full.data_timestamp ?? ""));

    await expect(cloud.cinder.backups.remove(full.id)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("Incremental backups exist for this backup"),
    });

    for (const [backup, bytes] of [
      [full, "first bytes"],
      [increment, "other bytes"],
    ] as const) {
      const restored = await cloud.cinder.volumes.create({ name: testName("restored"), size: 1, backup_id: backup.id });
      later(() => cloud.cinder.volumes.remove(restored.id));
      await available(restored.id);
      expect((await world.readBytes(restored.id, 11)).toString()).toBe(bytes);
    }
    const target = await newVolume();
    const restore = await cloud.cinder.backups.restore(full.id, { volume_id: target.id });
    expect(restore).toMatchObject({ backup_id: full.id, volume_id: target.id });
    await until(
      "restored",
      async () =>
        (await cloud.cinder.backups.get(full.id)).status === "available" &&
        (await cloud.cinder.volumes.get(target.id)).status === "available",
    );
    expect((await world.readBytes(target.id, 11)).toString()).toBe("first bytes");
  });

  test("are found by their tag, renamed, and given metadata", async () => {
    const { id } = await newVolume();
    const tag = testName("tag-backup");
    const made = await cloud.cinder.backups.create({ volume_id: id, name: testName("backup"), tag });
    later(() => gone(made.id));
    expect((await cloud.cinder.backups.findByTag(tag, { volume_id: id }))?.id).toBe(made.id);
    expect((await cloud.cinder.backups.findByTag(tag))?.id).toBe(made.id);
    await backedUp(made.id);
    const name = testName("renamed");
    const before = (await cloud.cinder.backups.get(made.id)).metadata;
    await cloud.cinder.backups.update(made.id, { name, metadata: { ...before, kept: "yes" } });
    expect(await cloud.cinder.backups.get(made.id)).toMatchObject({ name, metadata: { kept: "yes" } });
    const page = await cloud.cinder.backups.page({ volume_id: id, sort: "created_at:desc", withCount: true, limit: 5 });
    expect(page).toMatchObject({ count: 1, next: null });
    expect(await cloud.cinder.backups.list({ name, status: "available" })).toHaveLength(1);
  });

  test("an increment without a full one is refused", async () => {
    const { id } = await newVolume();
    await expect(cloud.cinder.backups.create({ volume_id: id, name: "x", incremental: true })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("No backups available"),
    });
  });

  test("of a volume that does not exist is not found", async () => {
    const missing = cloud.cinder.backups.create({ volume_id: "00000000-0000-4000-8000-000000000000", name: "x" });
    await expect(missing).rejects.toMatchObject({ code: "not-found" });
  });

  test("are brought to the other site by an administrator, chain and all, and restored there by the tenant", async () => {
    const source = await newVolume();
    await world.writeBytes(source.id, Buffer.from("to be moved"));
    const full = await backUp(source.id, {});
    await world.writeBytes(source.id, Buffer.from("moved later"));
    const increment = await backUp(source.id, { incremental: true });

    await expect(cloud.cinder.backups.exportRecord(full.id)).rejects.toMatchObject({ code: "forbidden" });
    const admin = await world.as("admin");
    const fullRecord = await admin.cinder.backups.exportRecord(full.id);
    const record = await admin.cinder.backups.exportRecord(increment.id);
    expect(readRecord(fullRecord)).toMatchObject({ id: full.id, parent_id: null, project_id: cloud.projectId });
    expect(readRecord(record)).toMatchObject({ id: increment.id, parent_id: full.id, volume_id: source.id });

    const importer = await world.as("admin", { region: "two", project: "demo" });
    const there = await world.as("demo", { region: "two" });
    for (const [content, id] of [
      [fullRecord, full.id],
      [record, increment.id],
    ] as const) {
      expect((await importer.cinder.backups.importRecord(content)).id).toBe(id);
      await until("imported", async () => (await there.cinder.backups.find(id))?.status === "available");
    }
    await expect(importer.cinder.backups.importRecord(record)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("already exists"),
    });

    const restored = await there.cinder.volumes.create({ name: testName("at-two"), size: 1, backup_id: increment.id });
    later(() => there.cinder.volumes.remove(restored.id));
    await until(
      "restored at the other site",
      async () => (await there.cinder.volumes.get(restored.id)).status === "available",
    );
    expect((await world.readBytes(restored.id, 11, "two")).toString()).toBe("moved later");

    // Deleting an imported record destroys the bytes that both sites share. Here that is the end of them anyway.
    for (const id of [increment.id, full.id]) {
      await there.cinder.backups.remove(id);
      await until("removed at the other site", async () => (await there.cinder.backups.find(id)) === null);
    }
    const broken = await cloud.cinder.volumes.create({ name: testName("broken"), size: 1, backup_id: full.id });
    later(() => cloud.cinder.volumes.remove(broken.id));
    const status = await until("a failed restore", async () =>
      ((s) => s.startsWith("error") && s)((await cloud.cinder.volumes.get(broken.id)).status),
    );
    expect(status).toMatch(/^error/);
  });
});
