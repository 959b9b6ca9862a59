import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { directoryStore, type BankStore } from "@/lib/protection/bank/store";
import { key, plan, write } from "@/lib/protection/bank/testing/scene";
import { requireClient } from "./openstack";

const READER = path.resolve(import.meta.dirname, "../../docs/read-bank.py");
let root: string;
let store: BankStore;

beforeAll(async () => {
  requireClient();
  root = await mkdtemp(path.join(os.tmpdir(), "read-bank-"));
  store = directoryStore(root, "bank");
  await write(store, 1, ["a"]);
  await write(store, 2, ["a", "b"]);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const read = (text: string) =>
  promisify(execFile)("/usr/bin/python3", [READER, path.join(root, "bank"), path.join(root, "out")], {
    env: { ...process.env, BREAKWATER_BANK_KEY: text },
  });
const kept = () => `bw1-${key.toString("base64url")}`;

test("a bank is read without Breakwater, by its key alone", async () => {
  await read(kept());
  expect(JSON.parse(await readFile(path.join(root, "out/plan.json"), "utf8"))).toEqual(plan);
  expect(JSON.parse(await readFile(path.join(root, "out/checkpoints/b.json"), "utf8"))).toMatchObject({ id: "b" });
  await expect(read(`bw1-${"A".repeat(43)}`)).rejects.toThrow(/is not the key of this bank/);
});

test("what is damaged is told, and the rest is read", async () => {
  const name = (await store.list()).find((one) => one.startsWith("checkpoints/b")) ?? "";
  await store.put(name, ((await store.get(name)) ?? "").slice(0, 99));
  await rm(path.join(root, "out"), { recursive: true });
  await expect(read(kept())).rejects.toThrow(name);
  expect(JSON.parse(await readFile(path.join(root, "out/checkpoints/a.json"), "utf8"))).toMatchObject({ id: "a" });
});
