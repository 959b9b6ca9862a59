import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../cloud";
import { cleanup } from "../testing/cleanup";
import { cloudUnderTest, type CloudUnderTest } from "../testing/cloud-under-test";
import { testName, until } from "../testing/until";

let world: CloudUnderTest;
let cloud: Cloud;
afterAll(() => world.stop());
const { later } = cleanup();
beforeAll(async () => {
  world = await cloudUnderTest();
  cloud = await world.as("demo");
});

describe("containers", () => {
  test("are made, listed and removed when empty", async () => {
    const name = await newContainer();
    await cloud.swift.containers.create(name);
    expect(await cloud.swift.containers.head(name)).toMatchObject({ count: 0, bytes: 0 });
    expect((await cloud.swift.containers.list({ prefix: name })).map((each) => each.name)).toEqual([name]);
    await cloud.swift.objects.put({ container: name, name: "o" }, Buffer.from("x"));
    await expect(cloud.swift.containers.remove(name)).rejects.toMatchObject({ code: "conflict" });
    await cloud.swift.objects.remove({ container: name, name: "o" });
    await cloud.swift.containers.remove(name);
    expect(await cloud.swift.containers.head(name)).toBeNull();
    await cloud.swift.containers.remove(name);
  });

  test("of another project are not to be had; a reader may not make any", async () => {
    const name = await newContainer();
    const alt = await world.as("alt");
    expect(await alt.swift.containers.head(name)).toBeNull();
    const viewer = await world.as("viewer");
    await expect(viewer.swift.containers.create(testName("no"))).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("objects", () => {
  test("keep their bytes, type and metadata, under names with slashes and signs", async () => {
    const at = { container: await newContainer(), name: "plans/ä b/manifest?.json" };
    const bytes = Buffer.from(JSON.stringify({ version: 1 }));
    const etag = await cloud.swift.objects.put(at, bytes, {
      contentType: "application/json",
      metadata: { plan: "p1" },
    });
    expect(etag).toBe(createHash("md5").update(bytes).digest("hex"));
    expect(await cloud.swift.objects.head(at)).toMatchObject({
      bytes: bytes.length,
      etag,
      contentType: "application/json",
      metadata: { plan: "p1" },
    });
    const stream = await cloud.swift.objects.get(at);
    expect(stream && (await buffer(stream)).equals(bytes)).toBe(true);
  });

  test("are taken as a stream, and replaced", async () => {
    const at = { container: await newContainer(), name: "stream" };
    await cloud.swift.objects.put(at, Readable.from([Buffer.from("one "), Buffer.from("two")]));
    await cloud.swift.objects.put(at, Readable.from([Buffer.from("three")]));
    const stream = await cloud.swift.objects.get(at);
    expect(stream && (await buffer(stream)).toString()).toBe("three");
  });

  test("arrive whole or not at all", async () => {
    const at = { container: await newContainer(), name: "checked" };
    await expect(cloud.swift.objects.put(at, Buffer.from("x"), { etag: "0".repeat(32) })).rejects.toMatchObject({
      status: 422,
    });
    expect(await cloud.swift.objects.head(at)).toBeNull();
  });

  test("are not overwritten where that is asked", async () => {
    const at = { container: await newContainer(), name: "once" };
    await cloud.swift.objects.put(at, Buffer.from("first"), { ifNoneMatch: "*" });
    await expect(cloud.swift.objects.put(at, Buffer.from("second"), { ifNoneMatch: "*" })).rejects.toMatchObject({
      status: 412,
    });
  });

  test("are listed by prefix and by page", async () => {
    const container = await newContainer();
    for (const name of ["a/1", "a/2", "b/1"]) await cloud.swift.objects.put({ container, name }, Buffer.from(name));
    await until("listing", async () => (await cloud.swift.objects.list(container)).length === 3);
    expect((await cloud.swift.objects.list(container, { prefix: "a/" })).map(({ name }) => name)).toEqual([
      "a/1",
      "a/2",
    ]);
    const [first] = await cloud.swift.objects.page(container, { limit: 1 });
    expect(first).toMatchObject({ name: "a/1", bytes: 3, hash: createHash("md5").update("a/1").digest("hex") });
    expect(
      (await cloud.swift.objects.page(container, { limit: 1, marker: first?.name })).map(({ name }) => name),
    ).toEqual(["a/2"]);
  });

  test("that are not there are null, and removing them is no error", async () => {
    const at = { container: await newContainer(), name: "none" };
    expect(await cloud.swift.objects.get(at)).toBeNull();
    expect(await cloud.swift.objects.head(at)).toBeNull();
    await cloud.swift.objects.remove(at);
    await expect(cloud.swift.objects.list(testName("no-container"))).rejects.toMatchObject({ code: "not-found" });
  });
});

async function newContainer(): Promise<string> {
  const name = testName("container");
  await cloud.swift.containers.create(name);
  later(async () => {
    if (!(await cloud.swift.containers.head(name))) return;
    for (const object of await cloud.swift.objects.list(name))
      await cloud.swift.objects.remove({ container: name, name: object.name });
    await cloud.swift.containers.remove(name);
  });
  return name;
}
