import { describe, expect, test } from "vitest";
import { siteFinding, sitesFinding, versionText } from "./site-words";

const site = (name: string, state: "reachable" | "degraded" | "unreachable" | "unknown") => ({ name, state });

describe("the finding over all sites", () => {
  test.each([
    ["No site is connected yet", []],
    ["alpha answers", [site("alpha", "reachable")]],
    ["Both sites answer", [site("alpha", "reachable"), site("beta", "reachable")]],
    ["All 3 sites answer", [site("alpha", "reachable"), site("beta", "reachable"), site("gamma", "reachable")]],
    ["beta does not answer", [site("alpha", "degraded"), site("beta", "unreachable")]],
    ["alpha, beta do not answer", [site("alpha", "unreachable"), site("beta", "unreachable")]],
    ["alpha answers only in part", [site("alpha", "degraded"), site("beta", "unknown")]],
    ["beta was not asked yet", [site("alpha", "reachable"), site("beta", "unknown")]],
  ])("is: %s", (finding, sites) => {
    expect(sitesFinding(sites)).toBe(finding);
  });
});

test("a site's finding names the services that do not answer", () => {
  const service = (name: string, reachable: boolean) => ({
    type: name,
    name,
    url: "",
    reachable,
    minVersion: null,
    maxVersion: null,
    latencyMs: null,
    problem: null,
  });
  expect(
    siteFinding({ name: "alpha", state: "degraded", services: [service("Nova", true), service("Cinder", false)] }),
  ).toBe("alpha: Cinder does not answer");
  expect(siteFinding({ name: "alpha", state: "reachable", services: [service("Nova", true)] })).toBe("alpha answers");
});

test.each([
  [null, null, null],
  ["2.1", "2.93", "2.1 to 2.93"],
  ["2.15", "2.15", "2.15"],
  [null, "1.0", "1.0"],
])("versions %s and %s read as %s", (min, max, text) => {
  expect(versionText(min, max)).toBe(text);
});
