import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../cloud";
import { cleanup } from "../testing/cleanup";
import { cloudUnderTest, type CloudUnderTest } from "../testing/cloud-under-test";
import { cinderWork } from "../testing/cinder-work";
import { testName, until } from "../testing/until";

let world: CloudUnderTest;
let cloud: Cloud;
afterAll(() => world.stop());
const { later } = cleanup();
const { newVolume, available } = cinderWork(() => cloud, later);
beforeAll(async () => {
  world = await cloudUnderTest();
  cloud = await world.as("demo");
});

describe("volumes", () => {
  test("are created with a tag, by which they are found again", async () => {
    const tag = testName("tag:volume/1");
    expect(await cloud.cinder.volumes.findByTag(tag)).toBeNull();
    const made = await cloud.cinder.volumes.create({
      name: testName("vol"),
      description: "d",
      size: 1,
      metadata: { app: "billing" },
      tag,
    });
    later(() => cloud.cinder.volumes.remove(made.id));
    expect(made).toMatchObject({ size: 1, bootable: false, description: "d", attachments: [] });
    expect(made.created_at).toMatch(/^\d{4}-.*Z$/);
    const volume = await available(made.id);
    expect(volume.metadata).toMatchObject({ app: "billing" });
    expect((await cloud.cinder.volumes.findByTag(tag))?.id).toBe(made.id);
  });

  test("are renamed, given metadata, made bootable and extended", async () => {
    const { id } = await newVolume();
    const name = testName("renamed");
    expect((await cloud.cinder.volumes.update(id, { name })).name).toBe(name);
    await cloud.cinder.volumes.setMetadata(id, { a: "1", b: "2" });
    await cloud.cinder.volumes.removeMetadata(id, "a");
    expect((await cloud.cinder.volumes.get(id)).metadata).toMatchObject({ b: "2" });
    expect((await cloud.cinder.volumes.get(id)).metadata).not.toHaveProperty("a");
    await cloud.cinder.volumes.setBootable(id, true);
    await cloud.cinder.volumes.extend(id, 2);
    expect(
      await until("extended", async () =>
        ((v) => v.size === 2 && v.status === "available" && v)(await cloud.cinder.volumes.get(id)),
      ),
    ).toMatchObject({ bootable: true });
  });

  test("are listed by page, with a count, sorted and searched by the service", async () => {
    const stem = testName("page");
    for (const end of ["c", "a", "b"]) {
      const made = await cloud.cinder.volumes.create({ name: `${stem}-${end}`, size: 1 });
      later(() => cloud.cinder.volumes.remove(made.id));
      await available(made.id);
    }
    const first = await cloud.cinder.volumes.page({ nameLike: stem, limit: 2, sort: "name:asc", withCount: true });
    expect(first.items.map(({ name }) => name)).toEqual([`${stem}-a`, `${stem}-b`]);
    expect(first.count).toBe(3);
    expect(first.next).toBe(first.items[1]?.id);
    const second = await cloud.cinder.volumes.page({ nameLike: stem, limit: 2, sort: "name:asc", marker: first.next });
    expect(second.items.map(({ name }) => name)).toEqual([`${stem}-c`]);
    expect(await cloud.cinder.volumes.list({ nameLike: stem, limit: 1 })).toHaveLength(3);
    expect(await cloud.cinder.volumes.list({ name: `${stem}-a`, status: "available" })).toHaveLength(1);
    expect(await cloud.cinder.volumes.list({ name: `${stem}-a`, status: "error" })).toHaveLength(0);
  });

  test("that do not exist: found as null, got as not-found, removed without complaint", async () => {
    const id = "00000000-0000-4000-8000-000000000000";
    expect(await cloud.cinder.volumes.find(id)).toBeNull();
    await expect(cloud.cinder.volumes.get(id)).rejects.toMatchObject({
      code: "not-found",
      service: "cinder",
      status: 404,
      requestId: expect.stringMatching(/^req-/),
    });
    await cloud.cinder.volumes.remove(id);
  });

  test("are neither seen nor touched by another project, nor changed by a reader", async () => {
    const { id } = await newVolume();
    const alt = await world.as("alt");
    expect(await alt.cinder.volumes.find(id)).toBeNull();
    await alt.cinder.volumes.remove(id);
    const viewer = await world.as("viewer");
    expect((await viewer.cinder.volumes.get(id)).id).toBe(id);
    await expect(viewer.cinder.volumes.create({ name: "x", size: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(viewer.cinder.volumes.remove(id)).rejects.toMatchObject({ code: "forbidden" });
    expect((await cloud.cinder.volumes.get(id)).status).toBe("available");
  });

  test("too large for any quota are refused as quota", async () => {
    await expect(cloud.cinder.volumes.create({ name: testName("huge"), size: 200_000 })).rejects.toMatchObject({
      code: "quota",
    });
  });

  test("of an administrator's list for all projects name their project", async () => {
    const { id } = await newVolume();
    const admin = await world.as("admin");
    const seen = (await admin.cinder.volumes.list({ allProjects: true })).find((volume) => volume.id === id);
    expect(seen?.["os-vol-tenant-attr:tenant_id"]).toBe(cloud.projectId);
  });
});

describe("snapshots", () => {
  test("are taken with a tag, hold their volume, and make new volumes", async () => {
    const { id } = await newVolume();
    const tag = testName("tag-snapshot");
    const made = await cloud.cinder.snapshots.create({
      volume_id: id,
      name: testName("snap"),
      tag,
      metadata: { k: "v" },
    });
    later(() => cloud.cinder.snapshots.remove(made.id));
    const snapshot = await until("snapshot", async () =>
      ((s) => s.status === "available" && s)(await cloud.cinder.snapshots.get(made.id)),
    );
    expect(snapshot).toMatchObject({ volume_id: id, size: 1, metadata: { k: "v" } });
    expect((await cloud.cinder.snapshots.findByTag(tag))?.id).toBe(made.id);
    expect((await cloud.cinder.snapshots.list({ volume_id: id })).map((each) => each.id)).toEqual([made.id]);
    await expect(cloud.cinder.volumes.remove(id)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/snapshot/i),
    });

    const clone = await cloud.cinder.volumes.create({ name: testName("from-snap"), size: 1, snapshot_id: made.id });
    later(() => cloud.cinder.volumes.remove(clone.id));
    expect(await available(clone.id)).toMatchObject({ snapshot_id: made.id });
  });
});

describe("groups", () => {
  test("take one snapshot of several volumes", async () => {
    const types = await cloud.cinder.types.list();
    const standard = types.find(({ name }) => name === "standard");
    const plain = (await cloud.cinder.groupTypes.list()).find(({ name }) => name === "plain");
    const volume = await newVolume();
    const tag = testName("tag-group");
    const made = await cloud.cinder.groups.create({
      name: testName("group"),
      group_type: plain?.id ?? "",
      volume_types: [standard?.id ?? ""],
      tag,
    });
    later(() => cloud.cinder.groups.remove(made.id));
    await groupReady(made.id);
    await cloud.cinder.groups.setVolumes(made.id, { add: [volume.id] });
    await groupReady(made.id);
    expect(await cloud.cinder.groups.findByTag(tag)).toMatchObject({ id: made.id, group_type: plain?.id });
    expect((await cloud.cinder.groups.find(made.id))?.volumes).toEqual([volume.id]);
    expect((await cloud.cinder.volumes.get(volume.id)).group_id).toBe(made.id);

    const snapshotTag = testName("tag-group-snapshot");
    const snapshot = await cloud.cinder.groupSnapshots.create({
      group_id: made.id,
      name: testName("group-snap"),
      tag: snapshotTag,
    });
    await until(
      "group snapshot",
      async () => (await cloud.cinder.groupSnapshots.find(snapshot.id))?.status === "available",
    );
    expect((await cloud.cinder.groupSnapshots.findByTag(snapshotTag))?.id).toBe(snapshot.id);
    expect(await cloud.cinder.snapshots.list({ volume_id: volume.id })).toMatchObject([
      { group_snapshot_id: snapshot.id, status: "available" },
    ]);
    await cloud.cinder.groupSnapshots.remove(snapshot.id);
    await until("group snapshot gone", async () => (await cloud.cinder.groupSnapshots.find(snapshot.id)) === null);
    await cloud.cinder.groups.setVolumes(made.id, { remove: [volume.id] });
    await groupReady(made.id);
    await cloud.cinder.groups.remove(made.id);
    await until("group gone", async () => (await cloud.cinder.groups.find(made.id)) === null);
  });
});

describe("what the service tells of itself", () => {
  test("quota and usage grow with a volume", async () => {
    const before = await cloud.cinder.quota();
    await newVolume();
    const after = await cloud.cinder.quota();
    expect(after.volumes.in_use).toBe(before.volumes.in_use + 1);
    expect(after.gigabytes.in_use).toBe(before.gigabytes.in_use + 1);
    expect(await cloud.cinder.limits()).toMatchObject({
      totalVolumesUsed: after.volumes.in_use,
      maxTotalVolumes: after.volumes.limit,
    });
  });

  test("volume types, zones and messages for everyone, services for administrators", async () => {
    expect((await cloud.cinder.types.list()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["standard", "replicated"]),
    );
    expect((await cloud.cinder.types.list()).find(({ name }) => name === "replicated")?.extra_specs).toEqual({
      replication_enabled: "<is> True",
    });
    expect(await cloud.cinder.zones()).toMatchObject([{ zoneName: "nova", zoneState: { available: true } }]);
    expect(Array.isArray(await cloud.cinder.messages())).toBe(true);
    await expect(cloud.cinder.services()).rejects.toMatchObject({ code: "forbidden" });
    const admin = await world.as("admin");
    expect(await admin.cinder.services({ binary: "cinder-backup" })).toMatchObject([
      { state: "up", status: "enabled" },
    ]);
  });

  test("its microversions", async () => {
    expect(await cloud.cinder.versions()).toEqual({ min: "3.0", max: "3.70" });
  });

  test("a filter that it does not know is refused, not ignored", async () => {
    await expect(cloud.cinder.backups.page({ marker: "00000000-0000-4000-8000-000000000000" })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

function groupReady(id: string) {
  return until("group", async () => (await cloud.cinder.groups.find(id))?.status === "available");
}
