import { expect, test } from "vitest";
import { feasibilityOf } from "./feasibility";

const site = (id: string, backupStore: string | null, state: "reachable" | "unreachable" = "reachable") => ({
  id,
  name: id.toUpperCase(),
  backupStore,
  state,
});
const between = (sites: ReturnType<typeof site>[], served: string[]) =>
  feasibilityOf(sites, new Set(served)).find(
    (pair) => pair.siteId === "one" && pair.recoverySiteId === "two" && pair.way === "shared-store",
  );

test.each([
  ["no store is named", null, null, ["one", "two"], false, "not known to read the backups"],
  ["two stores", "a", "b", ["one", "two"], false, "not known to read the backups"],
  ["no service account there", "a", "a", ["one"], false, "TWO has no service account"],
  ["no service account at either", "a", "a", [], false, "ONE and TWO have no service account"],
  ["one store, both served", "a", "a", ["one", "two"], true, "TWO reads the same backup store"],
])("%s", (_name, own, other, served, possible, finding) => {
  const found = between([site("one", own), site("two", other)], served);
  expect(found).toMatchObject({ possible, finding: expect.stringContaining(finding) });
});

test("a site that does not answer now can still be the recovery site, and that is said", () => {
  const found = between([site("one", "a"), site("two", "a", "unreachable")], ["one", "two"]);
  expect(found?.possible).toBe(true);
  expect(found?.detail).toContain("TWO does not answer at this moment");
});

test("images can be sent where nothing is shared", () => {
  const ways = feasibilityOf([site("one", null), site("two", null)], new Set());
  expect(ways.map(({ siteId, way, possible }) => [siteId, way, possible])).toEqual([
    ["one", "shared-store", false],
    ["one", "image-transfer", true],
    ["two", "shared-store", false],
    ["two", "image-transfer", true],
  ]);
});

test("one site alone has no pair", () => {
  expect(feasibilityOf([site("one", "a")], new Set())).toEqual([]);
});
