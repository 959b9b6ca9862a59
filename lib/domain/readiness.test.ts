import { describe, expect, test } from "vitest";
import { judgeReadiness, notReady, type ReadinessFacts } from "./readiness";
import { readiness } from "./recovery-page";
import type { CheckResult } from "./restore";

const now = new Date("2026-11-20T10:00:00Z");
const hoursAgo = (n: number) => new Date(now.getTime() - n * 3_600_000);
const check = (key: string, verdict: CheckResult["verdict"] = "passed"): CheckResult => ({
  key,
  title: key,
  verdict,
  detail: "As it is.",
  remedy: verdict === "passed" ? null : "Mend it.",
});
const judge = (change: Partial<ReadinessFacts> = {}) =>
  judgeReadiness({
    now,
    siteName: "RegionTwo",
    siteProblem: null,
    credential: { usable: true, problem: null },
    offsiteAt: hoursAgo(1),
    rpoMinutes: 240,
    gaps: [],
    order: { waves: 2, servers: 3 },
    restore: [check("choice"), check("credential"), check("copies"), check("quota")],
    ...change,
  });

test("all that a recovery stands on is judged, each once and at that instant", () => {
  const answer = judge();
  expect(readiness.parse(answer)).toEqual(answer);
  expect(answer.checks.map(({ key }) => key)).toEqual([
    "site",
    "credential",
    "offsite",
    "mappings",
    "order",
    "copies",
    "quota",
  ]);
  expect(answer.verdict).toBe("passed");
  expect(new Set(answer.checks.map(({ checkedAt }) => checkedAt))).toEqual(new Set([now.toISOString()]));
});

describe("what stands in the way, or will", () => {
  test.each<[string, Partial<ReadinessFacts>, string, CheckResult["verdict"], RegExp]>([
    [
      "a site that does not answer",
      { siteProblem: "Cinder does not answer.", credential: null, gaps: null, restore: [] },
      "site",
      "blocked",
      /^Cinder does not answer\. Mappings/,
    ],
    [
      "a credential that is refused",
      { credential: { usable: false, problem: "Keystone refuses it." } },
      "credential",
      "blocked",
      /Keystone/,
    ],
    ["no point offsite", { offsiteAt: null }, "offsite", "blocked", /No checkpoint/],
    ["a point offsite that is older than may be", { offsiteAt: hoursAgo(6) }, "offsite", "warning", /6\sh old/],
    ["a point as old as may be", { offsiteAt: hoursAgo(4) }, "offsite", "passed", /4\sh old/],
    ["a gap", { gaps: [check("network:n", "blocked")] }, "mappings", "blocked", /^1 gap: network:n/],
    ["a circle", { order: { problem: "These need each other in a circle: A → B → A" } }, "order", "blocked", /circle/],
    ["no server at all", { order: { waves: 0, servers: 0 } }, "order", "passed", /no server/],
    ["quota that is short", { restore: [check("quota", "blocked")] }, "quota", "blocked", /As it is/],
  ])("%s", (_name, facts, key, verdict, detail) => {
    const answer = judge(facts);
    const found = answer.checks.find((one) => one.key === key);
    expect(found?.verdict).toBe(verdict);
    expect(found?.detail).toMatch(detail);
    expect(answer.verdict).toBe(verdict);
    if (verdict !== "passed") expect(found?.remedy).toBeTruthy();
  });

  test("while the site does not answer nothing of it is said to hold", () => {
    const answer = judge({ siteProblem: "It does not answer.", credential: null, gaps: null, restore: [] });
    expect(answer.checks.map(({ key }) => key)).toEqual(["site", "offsite", "order"]);
  });
});

test("before anything can be judged there is the one reason", () => {
  const answer = notReady({ key: "point", title: "Checkpoint", detail: "None.", remedy: "Take one." }, now);
  expect(answer).toMatchObject({ verdict: "blocked", checks: [{ key: "point", verdict: "blocked" }] });
});
