import { describe, expect, test } from "vitest";
import { waitMs, waitText, type ThrottleRule } from "./sign-in-throttle";

const now = new Date("2026-11-20T10:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const rule: ThrottleRule = { most: 3, windowMs: 60_000 };

describe("the next sign-in", () => {
  test.each([
    ["may be tried at once when none failed", [], 0],
    ["may be tried while fewer than the most failed", [ago(5), ago(10)], 0],
    ["waits until the oldest of the last three leaves the window", [ago(5), ago(10), ago(20)], 40_000],
    ["waits for the third newest when more failed", [ago(1), ago(2), ago(3), ago(50)], 57_000],
    ["forgets failures older than the window", [ago(5), ago(10), ago(61)], 0],
    ["does not mind the order", [ago(20), ago(5), ago(10)], 40_000],
  ])("%s", (_name, failed, wait) => {
    expect(waitMs(failed, rule, now)).toBe(wait);
  });
});

test.each([
  [500, "1 second"],
  [40_000, "40 seconds"],
  [61_000, "2 minutes"],
  [600_000, "10 minutes"],
])("%d ms reads as %s", (ms, text) => {
  expect(waitText(ms)).toBe(text);
});
