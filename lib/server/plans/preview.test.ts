import { expect, test } from "vitest";
import { previewRetention } from "./preview";

const now = Date.parse("2026-11-20T12:00:00Z");
const keep = { last: 0, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null };

test("a question that keeps nearly everything is answered for fewer days, so that it cannot hold up the others", () => {
  const most = 10_000;
  const retention = { last: most, hourly: most, daily: most, weekly: most, monthly: most, maxAgeDays: null };
  const answer = previewRetention(
    { schedule: { every: "minutes", n: 5, timeZone: "UTC" }, retention, fullEvery: 100 },
    now,
  );
  expect(answer.captured).toBeLessThanOrEqual(10_300);
  expect(answer.horizonDays).toBe(35);
});

test("an ordinary one is simulated until its longest rule is full", () => {
  const answer = previewRetention(
    {
      schedule: { every: "hours", n: 1, atMinute: 0, timeZone: "UTC" },
      retention: { ...keep, daily: 30, monthly: 12 },
      fullEvery: 7,
    },
    now,
  );
  expect(answer.horizonDays).toBe(465);
});
