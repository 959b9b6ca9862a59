import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cloud } from "@/lib/openstack/cloud";
import { cleanup } from "@/lib/openstack/testing/cleanup";
import { cloudUnderTest, type CloudUnderTest } from "@/lib/openstack/testing/cloud-under-test";
import { testName } from "@/lib/openstack/testing/until";
import { transferImage, type Transfer } from "./image-transfer";

const MIB = 1024 ** 2;

let world: CloudUnderTest;
let here: Cloud;
let there: Cloud;
afterAll(() => world.stop());
const { later } = cleanup();
beforeAll(async () => {
  world = await cloudUnderTest();
  [here, there] = [await world.as("demo"), await world.as("demo", { region: "two" })];
});

async function newImage(mebibytes: number): Promise<string> {
  const { id } = await here.glance.images.create({
    name: testName("original"),
    disk_format: "raw",
    container_format: "bare",
    min_disk: 1,
    properties: { hw_disk_bus: "virtio", breakwater_run: "another" },
  });
  later(() => here.glance.images.remove(id));
  const chunks = Array.from({ length: mebibytes }, (_, index) => Buffer.alloc(MIB, index % 251));
  await here.glance.images.upload(id, Readable.from(chunks));
  return id;
}

function transferOf(imageId: string, given: Partial<Transfer> = {}): Transfer & { made: string[] } {
  const made: string[] = [];
  const name = testName("copy");
  return {
    from: here,
    to: there,
    imageId,
    of: "a test",
    name,
    tag: name,
    bytesPerSecond: null,
    say: async () => undefined,
    noted: async (id) => void made.push(id),
    removed: async (id) => void made.splice(made.indexOf(id), 1),
    made,
    ...given,
  };
}

test("an image arrives with its bytes and its own properties, and is found again instead of sent twice", async () => {
  const imageId = await newImage(world.isReal ? 512 : 8);
  const transfer = transferOf(imageId);
  const copy = await transferImage(transfer);
  later(() => there.glance.images.remove(copy.id));
  const original = await here.glance.images.get(imageId);
  expect(copy).toMatchObject({
    status: "active",
    size: original.size,
    os_hash_value: original.os_hash_value,
    min_disk: 1,
    hw_disk_bus: "virtio",
  });
  expect(copy).not.toHaveProperty("breakwater_run");
  expect(transfer.made).toEqual([copy.id]);
  expect((await transferImage(transfer)).id).toBe(copy.id);
}, 300_000);

test("one that is broken off is told in progress, ends with the reason, and is begun anew", async () => {
  const imageId = await newImage(8);
  const said: string[] = [];
  const refusal = new Error("nobody wants it any more");
  const transfer = transferOf(imageId, {
    bytesPerSecond: MIB,
    say: async (detail) => {
      said.push(detail);
      throw refusal;
    },
  });
  await expect(transferImage(transfer)).rejects.toBe(refusal);
  expect(said[0]).toMatch(/MiB of 8(\.0)?\sMiB sent, .*\/s$/);
  const copy = await transferImage({ ...transfer, bytesPerSecond: null });
  later(() => there.glance.images.remove(copy.id));
  expect(copy.size).toBe(8 * MIB);
  expect(transfer.made).toEqual([copy.id]);
}, 120_000);
