import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDb, db } from "@/lib/db/client";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { throttled } from "./throttle";

class Refused extends Error {}
const isRefusal = (error: unknown) => error instanceof Refused;
const refuse = () => Promise.reject(new Refused("wrong password"));
const accept = () => Promise.resolve("in");
let next = 0;
const newcomer = (address = `10.0.0.${++next}`) => ({ user: `cloud Default user-${++next}`, address });

beforeAll(async () => {
  await freshDatabase();
});
afterAll(closeDb);

async function fail(times: number, who: { user: string; address: string }): Promise<void> {
  for (let n = 0; n < times; n++) await expect(throttled(who, isRefusal, refuse)).rejects.toThrow("wrong password");
}

test("after five failures the right password has to wait too, and is told how long", async () => {
  const who = newcomer();
  await fail(5, who);
  await expect(throttled(who, isRefusal, accept)).rejects.toThrow(
    "Too many sign-ins failed. Wait 10 minutes and try again.",
  );
});

test("from another address the same user has to wait as well, another user does not", async () => {
  const who = newcomer();
  await fail(5, who);
  await expect(throttled({ ...who, address: "10.9.9.9" }, isRefusal, accept)).rejects.toThrow(
    "Too many sign-ins failed",
  );
  await expect(throttled({ ...newcomer(who.address) }, isRefusal, accept)).resolves.toBe("in");
});

test("a success clears the user's slate", async () => {
  const who = newcomer();
  await fail(4, who);
  await expect(throttled(who, isRefusal, accept)).resolves.toBe("in");
  await fail(4, who);
  await expect(throttled(who, isRefusal, accept)).resolves.toBe("in");
});

test("a cloud that does not answer is no failed sign-in", async () => {
  const who = newcomer();
  for (let n = 0; n < 8; n++)
    await expect(throttled(who, isRefusal, () => Promise.reject(new Error("unreachable")))).rejects.toThrow(
      "unreachable",
    );
  await expect(throttled(who, isRefusal, accept)).resolves.toBe("in");
});

test("an address that fails for many users has to wait for each of them", async () => {
  const address = "10.7.7.7";
  for (let n = 0; n < 30; n++) await fail(1, newcomer(address));
  await expect(throttled(newcomer(address), isRefusal, accept)).rejects.toThrow("Too many sign-ins failed");
});

test("many at once do not slip through together", async () => {
  const who = newcomer();
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => throttled(who, isRefusal, refuse)));
  const tried = results.filter((result) => result.status === "rejected" && result.reason instanceof Refused);
  expect(tried.length).toBeLessThanOrEqual(5);
});

test("what was typed as a user name is kept only as a hash", async () => {
  const rows = await db().signInAttempt.findMany({ select: { key: true } });
  expect(JSON.stringify(rows)).not.toContain("user-");
});
