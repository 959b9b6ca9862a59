import { expect, test } from "vitest";
import { relevantIds, withProtection } from "./protected-by";
import type { ResourceView } from "./resource";

type Row = Omit<ResourceView, "protectedBy">;
const base = { siteId: "one", status: "ok", sizeGiB: null, createdAt: null, facts: [] };
const volume = (id: string, servers: string[]): Row => ({
  ...base,
  kind: "OS::Cinder::Volume",
  id,
  name: id,
  dependsOn: servers.map((server) => ({ kind: "OS::Nova::Server", id: server, name: server })),
});
const server = (id: string, volumes: string[]): Row => ({
  ...base,
  kind: "OS::Nova::Server",
  id,
  name: id,
  dependsOn: volumes.map((each) => ({ kind: "OS::Cinder::Volume", id: each, name: each })),
});
const plan = (resourceId: string, planId = "billing") => ({ resourceId, planId, planName: planId });

test.each([
  ["a volume that no plan holds", [volume("v", [])], [], []],
  [
    "a volume that a plan holds",
    [volume("v", [])],
    [plan("v")],
    [{ planId: "billing", planName: "billing", through: null }],
  ],
  [
    "a volume through its server",
    [volume("v", ["s"])],
    [plan("s")],
    [{ planId: "billing", planName: "billing", through: "s" }],
  ],
  [
    "held by the same plan twice, told once",
    [volume("v", ["s"])],
    [plan("v"), plan("s")],
    [{ planId: "billing", planName: "billing", through: null }],
  ],
  ["a server is not protected by a plan of its volume", [server("s", ["v"])], [plan("v")], []],
] as const)("%s", (_name, rows, plans, expected) => {
  expect(withProtection([...rows], [...plans])[0]?.protectedBy).toEqual(expected);
});

test("looks up rows and the servers of volumes, each once", () => {
  expect(relevantIds([volume("v", ["s"]), volume("w", ["s"]), server("s", ["v"])])).toEqual(["v", "s", "w"]);
});
