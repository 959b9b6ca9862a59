import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { TransferMeter } from "./transfer-meter";

const chunks = Array.from({ length: 4 }, (_, index) => Buffer.alloc(1000, index));
const whole = Buffer.concat(chunks);

test("what passes is unchanged, counted and summed up", async () => {
  const meter = new TransferMeter(null);
  expect(Buffer.compare(await buffer(Readable.from(chunks).pipe(meter)), whole)).toBe(0);
  expect(meter.bytes).toBe(4000);
  expect(meter.rate()).toBeGreaterThan(0);
  expect(meter.sha512()).toBe(createHash("sha512").update(whole).digest("hex"));
});

test("a throttled transfer takes as long as its rate demands", async () => {
  const began = performance.now();
  await buffer(Readable.from(chunks).pipe(new TransferMeter(20_000)));
  expect(performance.now() - began).toBeGreaterThanOrEqual(195);
});
