import { expect, test } from "vitest";
import {
  addDays,
  addMonths,
  daySentence,
  lastDayOf,
  markOf,
  neighbourMonth,
  weeksOf,
} from "@/components/checkpoints/timeline/calendar";
import type { TimelineDay } from "@/lib/domain/timeline";

const day = (change: Partial<TimelineDay> = {}): TimelineDay => ({
  day: "2026-11-20",
  worst: "kept",
  worstExposureMs: 66 * 60_000,
  points: 24,
  usable: 24,
  partial: 0,
  failed: 0,
  running: 0,
  application: 0,
  pinned: 0,
  ...change,
});

test("days and months are reckoned by the calendar, not by 24 hours", () => {
  expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
  expect(addMonths("2026-01", -1)).toBe("2025-12");
  expect(lastDayOf("2028-02")).toBe("2028-02-29");
  expect(neighbourMonth("2026-03-31", -1)).toBe("2026-02-28");
});

test("a month's weeks begin on Monday", () => {
  const weeks = weeksOf("2026-11");
  expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-11-01"]);
  expect(weeks).toHaveLength(6);
  expect(weeks.flat().filter((one) => one !== null)).toHaveLength(30);
});

test.each([
  ["all is well", {}, "complete"],
  ["the promise was broken, whatever else", { worst: "breach" as const, failed: 3 }, "breach"],
  ["one failed", { failed: 1 }, "failed"],
  ["one is partial", { partial: 1 }, "partial"],
  ["application-consistent", { application: 2 }, "application"],
  ["no plan yet", { worst: "none" as const, points: 0 }, "gone"],
])("%s", (_name, change, shape) => {
  expect(markOf(day(change)).shape).toBe(shape);
});

test("a day in a sentence names its worst exposure and its failures", () => {
  expect(daySentence(day({ failed: 1 })).replaceAll("\u00a0", " ")).toBe(
    "20 November 2026: kept, at worst 66 min exposed, 24 checkpoints (1 failed)",
  );
});
