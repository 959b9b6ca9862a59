import { mkdtemp, readdir, rm, truncate } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { indexName } from "@/lib/domain/bank";
import { readBank } from "./read";
import { newBankKey, parseBankKey } from "./seal";
import { directoryStore } from "./store";
import { key, memoryStore, PLAN_ID, write } from "./testing/scene";

type Objects = Map<string, string>;
const nameOf = (objects: Objects, part: string) => [...objects.keys()].find((name) => name.includes(part)) ?? "";
const change = (objects: Objects, part: string, how: (text: string) => string) => {
  const name = nameOf(objects, part);
  objects.set(name, how(objects.get(name) ?? ""));
};
const read = async (store: ReturnType<typeof memoryStore>) => {
  const { generation, checkpoints, problems } = await readBank(store, key);
  return {
    generation,
    checkpoints: checkpoints.map(({ id }) => id),
    problems: problems.map(({ object, reason }) => `${object.split(".")[0]}: ${reason}`),
  };
};

test("what was written is read", async () => {
  const store = memoryStore();
  expect(await write(store, 1, ["a", "b"])).toEqual({ objects: 3, put: 3, removed: 0 });
  expect(await read(store)).toEqual({ generation: 1, checkpoints: ["a", "b"], problems: [] });
});

test("no object but the head tells anything without the key", async () => {
  const store = memoryStore();
  await write(store, 1, ["a"]);
  for (const [name, text] of store.objects)
    expect([name, name !== "bank.json" && text.includes("billing")]).toEqual([name, false]);
});

test("what is there already is not written again, and what is lost is", async () => {
  const store = memoryStore();
  await write(store, 1, ["a"]);
  expect(await write(store, 2, ["a", "b"])).toMatchObject({ put: 1 });
  store.objects.delete(nameOf(store.objects, "checkpoints/a"));
  expect(await write(store, 3, ["a", "b"])).toMatchObject({ put: 1 });
  expect(await read(store)).toMatchObject({ generation: 3, checkpoints: ["a", "b"], problems: [] });
});

test("objects of expired checkpoints go when no kept index names them any more", async () => {
  const store = memoryStore();
  for (const generation of [1, 2, 3]) await write(store, generation, [`p${generation}`]);
  expect(nameOf(store.objects, "checkpoints/p1")).not.toBe("");
  await write(store, 4, ["p4"]);
  expect(nameOf(store.objects, "checkpoints/p1")).toBe("");
  expect([...store.objects.keys()].filter((name) => name.startsWith("index/"))).toEqual([2, 3, 4].map(indexName));
});

test.each<[string, (objects: Objects) => void, Awaited<ReturnType<typeof read>>]>([
  [
    "a checkpoint cut short",
    (objects) => change(objects, "checkpoints/b", (text) => text.slice(0, 200)),
    {
      generation: 2,
      checkpoints: ["a"],
      problems: ["checkpoints/b: it is cut short, or was not written by Breakwater"],
    },
  ],
  [
    "a checkpoint with a changed body",
    (objects) => change(objects, "checkpoints/b", (text) => text.replace('"body":"', '"body":"A')),
    { generation: 2, checkpoints: ["a"], problems: ["checkpoints/b: it is damaged: its checksum differs"] },
  ],
  [
    "a checkpoint that is gone",
    (objects) => objects.delete(nameOf(objects, "checkpoints/b")),
    { generation: 2, checkpoints: ["a"], problems: ["checkpoints/b: it is missing"] },
  ],
  [
    "a checkpoint under another's name",
    (objects) => objects.set(nameOf(objects, "checkpoints/b"), objects.get(nameOf(objects, "checkpoints/a")) ?? ""),
    { generation: 2, checkpoints: ["a"], problems: ["checkpoints/b: it is another object than its name says"] },
  ],
  [
    "an index cut short: the one before it counts",
    (objects) => change(objects, indexName(2), (text) => text.slice(0, -30)),
    {
      generation: 1,
      checkpoints: ["a"],
      problems: ["index/000000000002: it is cut short, or was not written by Breakwater"],
    },
  ],
  [
    "an index that never came: the state before it counts",
    (objects) => objects.delete(indexName(2)),
    { generation: 1, checkpoints: ["a"], problems: [] },
  ],
  [
    "an old index under a new name",
    (objects) => objects.set(indexName(3), objects.get(indexName(1)) ?? ""),
    {
      generation: 2,
      checkpoints: ["a", "b"],
      problems: ["index/000000000003: it is another object than its name says"],
    },
  ],
])("%s", async (_what, spoil, expected) => {
  const store = memoryStore();
  await write(store, 1, ["a"]);
  await write(store, 2, ["a", "b"]);
  spoil(store.objects);
  expect(await read(store)).toEqual(expected);
});

test.each<[string, (objects: Objects) => void, RegExp]>([
  ["nothing", (objects) => objects.clear(), /There is no bank/],
  ["something else", (objects) => objects.set("bank.json", '{"format":"tar"}'), /not a bank/],
  ["half a head", (objects) => change(objects, "bank.json", (text) => text.slice(0, 40)), /not a bank/],
  [
    "a later format",
    (objects) => change(objects, "bank.json", (text) => text.replace('"version": 1', '"version": 9')),
    /format 9/,
  ],
  ["no index", (objects) => objects.delete(indexName(1)), /never finished/],
  ["a plan that is damaged", (objects) => change(objects, "plan.", (text) => text.slice(9)), /plan\..*cut short/],
])("%s is refused with the reason", async (_what, spoil, reason) => {
  const store = memoryStore();
  await write(store, 1, ["a"]);
  spoil(store.objects);
  await expect(readBank(store, key)).rejects.toThrow(reason);
});

test.each([
  ["no key", null, /its key is needed/],
  ["the key of another plan", parseBankKey(newBankKey()), /does not belong/],
])("%s opens nothing", async (_what, wrong, reason) => {
  const store = memoryStore();
  await write(store, 1, ["a"]);
  await expect(readBank(store, wrong)).rejects.toThrow(reason);
});

test("a bank without a key is read without one, and not taken for one with a key", async () => {
  const store = memoryStore();
  await write(store, 1, ["a"], { key: null });
  expect(await readBank(store, null)).toMatchObject({ planId: PLAN_ID, problems: [] });
  await expect(readBank(store, key)).rejects.toThrow(/does not belong/);
});

test.each([
  ["what another Breakwater wrote meanwhile is not written over", { writer: "there", known: 1 }, /Another Breakwater/],
  ["another key makes another bank", { key: parseBankKey(newBankKey()) }, /another key/],
  ["another plan has another bank", { planId: "other" }, /not the bank of this plan/],
])("%s", async (_what, more, reason) => {
  const store = memoryStore();
  await write(store, 1, ["a"]);
  await write(store, 2, ["b"]);
  const before = new Map(store.objects);
  await expect(write(store, 3, ["c"], more)).rejects.toThrow(reason);
  expect(store.objects).toEqual(before);
});

test("whoever has read the bank may go on with it", async () => {
  const store = memoryStore();
  await write(store, 1, ["a"]);
  await write(store, 2, ["b"], { writer: "there", known: 1 });
  expect(await read(store)).toMatchObject({ generation: 2, checkpoints: ["b"] });
});

test.each(["", "bw1-short", "bw2-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])("%j is not a key", (text) => {
  expect(() => parseBankKey(text)).toThrow(/not the key of a bank/);
});

test("a directory holds a bank too; a file cut short is told, and no draft stays", async () => {
  const root = await mkdtemp(path.join(os.tmpdir(), "breakwater-bank-"));
  try {
    const store = directoryStore(root, "bank");
    await expect(readBank(store, key)).rejects.toThrow(/There is no bank/);
    await write(store, 1, ["a"]);
    await write(store, 2, ["a", "b"]);
    const files = await readdir(path.join(root, "bank"), { recursive: true });
    expect(files.filter((name) => path.basename(name).startsWith("."))).toEqual([]);
    const file = files.find((name) => name.startsWith("checkpoints/b")) ?? "";
    await truncate(path.join(root, "bank", file), 100);
    const { checkpoints, problems } = await readBank(store, key);
    expect([checkpoints.map(({ id }) => id), problems]).toEqual([
      ["a"],
      [{ object: file, reason: "it is cut short, or was not written by Breakwater" }],
    ]);
    await expect(store.get("../other/bank.json")).rejects.toThrow(/not the name/);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

test("a directory that is not mounted is not filled", async () => {
  await expect(write(directoryStore("/nowhere/mounted", "bank"), 1, ["a"])).rejects.toThrow(/is not there/);
});
