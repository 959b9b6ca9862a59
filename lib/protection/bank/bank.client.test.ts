import { afterAll, beforeAll, expect, test } from "vitest";
import { containerOf } from "@/lib/domain/bank";
import type { Cloud } from "@/lib/openstack/cloud";
import { cleanup } from "@/lib/openstack/testing/cleanup";
import { cloudUnderTest, type CloudUnderTest } from "@/lib/openstack/testing/cloud-under-test";
import { testName } from "@/lib/openstack/testing/until";
import { openBank } from "./open-bank";
import { readBank } from "./read";
import { swiftStore, type BankStore } from "./store";
import { key, write } from "./testing/scene";

let world: CloudUnderTest;
let cloud: Cloud;
afterAll(() => world.stop());
const { later } = cleanup();
beforeAll(async () => {
  world = await cloudUnderTest();
  cloud = await world.as("demo", { region: "two" });
});

test("a container at the recovery site holds a bank, in which old objects go and damage is told", async () => {
  const store = bank();
  for (const generation of [1, 2, 3, 4]) await write(store, generation, ["a", `b${generation}`]);
  const names = await store.list();
  expect(names.filter((name) => name.startsWith("checkpoints/b")).map((name) => name.split(".")[0])).toEqual([
    "checkpoints/b2",
    "checkpoints/b3",
    "checkpoints/b4",
  ]);
  const name = names.find((one) => one.startsWith("checkpoints/b4")) ?? "";
  await store.put(name, ((await store.get(name)) ?? "").slice(0, 50));
  const { checkpoints, problems, generation } = await readBank(store, key);
  expect([generation, checkpoints.map(({ id }) => id), problems.map(({ object }) => object)]).toEqual([
    4,
    ["a"],
    [name],
  ]);
});

test("where nothing was ever written there is no bank, and another project sees none", async () => {
  const store = bank();
  await expect(readBank(store, key)).rejects.toThrow(/There is no bank/);
  await write(store, 1, ["a"]);
  const theirs = swiftStore(await world.as("alt", { region: "two" }), containerIn(store));
  await expect(readBank(theirs, key)).rejects.toThrow(/There is no bank/);
});

test("the bank of a plan is a container with the plan's name", async () => {
  expect((await openBank(cloud, "p1")).where).toBe(`container ${containerOf("p1")} at ${cloud.site.name}`);
});

function bank(): BankStore {
  const container = testName("bank");
  const store = swiftStore(cloud, container);
  later(async () => {
    for (const name of await store.list()) await store.remove(name);
    await cloud.swift.containers.remove(container);
  });
  return store;
}

const containerIn = ({ where }: BankStore) => where.split(" ")[1] ?? "";
