import { describe, expect, test } from "vitest";
import type { Successor } from "./failover";
import { NO_SETTINGS } from "./recovery-settings";
import { selectionAfter, settingsAfter } from "./turn-round";

const server = (sourceId: string, targetId: string): Successor => ({
  kind: "OS::Nova::Server",
  sourceId,
  targetId,
  name: sourceId,
});
const successors = [server("web", "web-2"), server("db", "db-2")];

describe("what a plan protects after a failover", () => {
  test("named servers are named by their successors; what did not come along is left out", () => {
    const resources = ["web", "lost"].map((id) => ({ kind: "OS::Nova::Server" as const, id, name: id }));
    expect(selectionAfter({ by: "fixed", resources }, successors)).toEqual({
      by: "fixed",
      resources: [{ kind: "OS::Nova::Server", id: "web-2", name: "web" }],
    });
  });

  test("a rule by what the servers carry stays", () => {
    const rule = { by: "metadata" as const, key: "tier", value: "gold" };
    expect(selectionAfter(rule, successors)).toBe(rule);
  });

  test("a rule that names a thing of the old site becomes the list of successors", () => {
    const after = selectionAfter({ by: "stack", stackId: "s", name: "shop" }, successors);
    expect(after.by === "fixed" && after.resources.map(({ id }) => id)).toEqual(["web-2", "db-2"]);
  });
});

test("the order of the servers is kept by their successors; names are mapped back where that is one to one", () => {
  const before = {
    ...NO_SETTINGS,
    mappings: { ...NO_SETTINGS.mappings, zones: { a: "x", b: "y", c: "y", d: null } },
    servers: [{ serverId: "web", name: "web", after: ["db", "gone"], critical: true, gates: [] }],
  };
  const after = settingsAfter(before, successors);
  expect(after.servers).toEqual([{ serverId: "web-2", name: "web", after: ["db-2"], critical: true, gates: [] }]);
  expect(after.mappings.zones).toEqual({ x: "a" });
});
