import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../cloud";
import { cleanup } from "../testing/cleanup";
import { cloudUnderTest, type CloudUnderTest } from "../testing/cloud-under-test";
import { testName } from "../testing/until";
import { propertiesOf } from "./schemas";

let world: CloudUnderTest;
let cloud: Cloud;
afterAll(() => world.stop());
const { later } = cleanup();
beforeAll(async () => {
  world = await cloudUnderTest();
  cloud = await world.as("demo");
});

describe("images", () => {
  test("take bytes as a stream and give back the same", async () => {
    const bytes = Buffer.from("breakwater ".repeat(10_000));
    const made = await newImage();
    expect(made).toMatchObject({
      status: "queued",
      size: null,
      checksum: null,
      visibility: "shared",
      owner: cloud.projectId,
    });
    await cloud.glance.images.upload(made.id, Readable.from([bytes.subarray(0, 5_000), bytes.subarray(5_000)]));
    const image = await cloud.glance.images.get(made.id);
    expect(image).toMatchObject({
      status: "active",
      size: bytes.length,
      checksum: createHash("md5").update(bytes).digest("hex"),
      os_hash_algo: "sha512",
      os_hash_value: createHash("sha512").update(bytes).digest("hex"),
    });
    const stream = await cloud.glance.images.download(made.id);
    expect(stream && (await buffer(stream)).equals(bytes)).toBe(true);
    await expect(cloud.glance.images.upload(made.id, bytes)).rejects.toMatchObject({ code: "conflict" });
  });

  test("are found by tag and by property, and tell what belongs to them", async () => {
    const tag = testName("tag:image/1");
    const made = await newImage({
      tag,
      properties: { hw_qemu_guest_agent: "yes", app: testName("app") },
      tags: ["blue"],
    });
    expect((await cloud.glance.images.findByTag(tag))?.id).toBe(made.id);
    expect(await cloud.glance.images.findByTag("no-such-tag")).toBeNull();
    expect(await cloud.glance.images.list({ properties: { app: String(made.app) } })).toHaveLength(1);
    expect(propertiesOf(made)).toEqual({ hw_qemu_guest_agent: "yes", app: made.app, breakwater_tag: tag });
    expect(made.tags).toEqual(["blue"]);
  });

  test("are renamed and given properties", async () => {
    const made = await newImage({ properties: { old: "1" } });
    const name = testName("renamed");
    await cloud.glance.images.rename(made.id, name);
    const image = await cloud.glance.images.setProperties(made.id, { old: "2", "new/with~signs": "3" });
    expect(image).toMatchObject({ name, old: "2", "new/with~signs": "3" });
  });

  test("are listed by page and by name", async () => {
    const name = testName("page");
    for (let count = 0; count < 3; count += 1) await newImage({ name });
    const first = await cloud.glance.images.page({ name, limit: 2, sort: "created_at:desc" });
    expect(first.items).toHaveLength(2);
    const second = await cloud.glance.images.page({ name, limit: 2, sort: "created_at:desc", marker: first.next });
    expect([...first.items, ...second.items].map((image) => image.name)).toEqual([name, name, name]);
    expect(await cloud.glance.images.list({ name, limit: 1 })).toHaveLength(3);
    expect(await cloud.glance.images.list({ name, status: "active" })).toEqual([]);
  });

  test("are private to their project; a reader changes nothing", async () => {
    const { id } = await newImage();
    const alt = await world.as("alt");
    expect(await alt.glance.images.find(id)).toBeNull();
    await alt.glance.images.remove(id);
    const viewer = await world.as("viewer");
    expect((await viewer.glance.images.get(id)).id).toBe(id);
    await expect(
      viewer.glance.images.create({ name: "x", disk_format: "raw", container_format: "bare" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(viewer.glance.images.remove(id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await cloud.glance.images.find(id)).not.toBeNull();
  });

  test("of everyone are seen by everyone", async () => {
    expect((await cloud.glance.images.list({ visibility: "public" })).map(({ name }) => name)).toContain("tiny");
  });

  test("removed are gone, and removing them again is no error", async () => {
    const { id } = await newImage();
    await cloud.glance.images.remove(id);
    expect(await cloud.glance.images.find(id)).toBeNull();
    expect(await cloud.glance.images.download(id)).toBeNull();
    await cloud.glance.images.remove(id);
    await expect(cloud.glance.images.get(id)).rejects.toMatchObject({
      code: "not-found",
      message: expect.not.stringContaining("<"),
    });
  });

  test("versions", async () => {
    expect((await cloud.glance.versions()).max).toMatch(/^2\.\d+$/);
  });
});

type Extra = Partial<Parameters<Cloud["glance"]["images"]["create"]>[0]>;

async function newImage(extra: Extra = {}) {
  const made = await cloud.glance.images.create({
    name: testName("image"),
    disk_format: "raw",
    container_format: "bare",
    ...extra,
  });
  later(() => cloud.glance.images.remove(made.id));
  return made;
}
