import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cloud } from "../cloud";
import { cinderWork } from "../testing/cinder-work";
import { cleanup } from "../testing/cleanup";
import { cloudUnderTest, type CloudUnderTest } from "../testing/cloud-under-test";
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

test("a volume's bytes become an image, and the image a volume", { timeout: 300_000 }, async () => {
  const volume = await newVolume();
  await world.writeBytes(volume.id, Buffer.from("as an image"));
  const name = testName("image");
  const imageId = await cloud.cinder.volumes.uploadImage(volume.id, name);
  later(() => cloud.glance.images.remove(imageId));
  expect((await cloud.cinder.volumes.get(volume.id)).status).toBe("uploading");
  await expect(cloud.cinder.volumes.uploadImage(volume.id, name)).rejects.toMatchObject({ code: "invalid" });
  expect((await cloud.glance.images.list({ name })).map(({ id }) => id)).toEqual([imageId]);
  const image = await until("the image", async () => {
    const now = await cloud.glance.images.get(imageId);
    return now.status === "active" && now;
  });
  expect(image).toMatchObject({ name, visibility: "private", disk_format: "raw", os_hash_algo: "sha512" });
  const bytes = await cloud.glance.images.download(imageId);
  expect((bytes ? await buffer(bytes) : Buffer.alloc(0)).subarray(0, 11).toString()).toBe("as an image");
  await available(volume.id);

  const made = await cloud.cinder.volumes.create({ name: testName("of-image"), size: 1, imageRef: imageId });
  later(() => cloud.cinder.volumes.remove(made.id));
  expect((await available(made.id)).bootable).toBe(true);
  expect((await world.readBytes(made.id, 11)).toString()).toBe("as an image");
  await cloud.cinder.volumes.setBootable(made.id, false);
  expect((await cloud.cinder.volumes.get(made.id)).bootable).toBe(false);
});
