import { CronExpressionParser } from "cron-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Schedule } from "./plan";
import { dueSlot, longestIntervalMs, nextSlots, slotsBetween } from "./schedule";
import { checkSchedule, scheduleText } from "./schedule-text";
import { DAY_MS, HOUR_MS, MINUTE_MS, dayName, startOfDay, startOfNextDay } from "./zone";

const berlin = "Europe/Berlin";
const at = (text: string) => Date.parse(text);
const texts = (slots: number[]) => slots.map((slot) => new Date(slot).toISOString().slice(0, 16));
const daily = (time: string, timeZone = berlin): Schedule => ({ every: "day", at: time, timeZone });
const hourly = (n: number, atMinute = 0, timeZone = berlin): Schedule => ({ every: "hours", n, atMinute, timeZone });
const cron = (expression: string, timeZone = berlin): Schedule => ({ every: "cron", expression, timeZone });

describe("next slots", () => {
  test.each<[string, Schedule, string, string[]]>([
    [
      "every hour at :15 of a zone with half hours",
      hourly(1, 15, "Asia/Kolkata"),
      "2026-01-01T00:00:00Z",
      ["2026-01-01T00:45", "2026-01-01T01:45"],
    ],
    [
      "every 6 hours counts from the local midnight",
      hourly(6),
      "2026-07-01T00:00:00Z",
      ["2026-07-01T04:00", "2026-07-01T10:00"],
    ],
    ["a slot itself is not after itself", hourly(1), "2026-01-01T05:00:00Z", ["2026-01-01T06:00"]],
    [
      "daily at 02:30 where 02:30 is skipped: once",
      daily("02:30"),
      "2026-03-28T12:00:00Z",
      ["2026-03-29T01:30", "2026-03-30T00:30"],
    ],
    [
      "daily at 02:30 where 02:30 comes twice: once",
      daily("02:30"),
      "2026-10-24T12:00:00Z",
      ["2026-10-25T00:30", "2026-10-26T01:30"],
    ],
    [
      "hourly through the hour that comes twice",
      hourly(1),
      "2026-10-24T23:30:00Z",
      ["2026-10-25T00:00", "2026-10-25T01:00", "2026-10-25T02:00"],
    ],
    [
      "weekly on two days",
      { every: "week", on: ["sun", "wed"], at: "22:00", timeZone: berlin },
      "2026-01-01T00:00:00Z",
      ["2026-01-04T21:00", "2026-01-07T21:00", "2026-01-11T21:00"],
    ],
    ["cron on workdays", cron("0 3 * * 1-5"), "2026-01-02T12:00:00Z", ["2026-01-05T02:00", "2026-01-06T02:00"]],
    ["by hand", { every: "manual", timeZone: berlin }, "2026-01-01T00:00:00Z", []],
  ])("%s", (_name, schedule, after, expected) => {
    expect(texts(nextSlots(schedule, at(after), Math.max(1, expected.length)))).toEqual(expected);
  });

  test("45 minutes stay 45 minutes across hours and days", () => {
    const slots = slotsBetween({ every: "minutes", n: 45, timeZone: berlin }, 0, 3 * DAY_MS);
    expect(slots).toEqual(Array.from({ length: 96 }, (_, index) => (index + 1) * 45 * MINUTE_MS));
  });
});

describe("days of another length", () => {
  test("have 23 and 25 hours, and may begin at one", () => {
    const spring = at("2026-03-29T12:00:00Z");
    const autumn = at("2026-10-25T12:00:00Z");
    expect([spring, autumn].map((noon) => (startOfNextDay(berlin, noon) - startOfDay(berlin, noon)) / HOUR_MS)).toEqual(
      [23, 25],
    );
    expect(texts([startOfDay("America/Santiago", at("2026-09-06T12:00:00Z"))])).toEqual(["2026-09-06T04:00"]);
    expect(dayName("Pacific/Auckland", at("2026-01-01T12:00:00Z"))).toBe("2026-01-02");
  });

  const zones = [
    "UTC",
    berlin,
    "America/Santiago",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Africa/Casablanca",
  ];
  test("every instant lies in its own day", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: at("2020-01-01"), max: at("2030-01-01") }),
        (zone, instant) => {
          const [from, to] = [startOfDay(zone, instant), startOfNextDay(zone, instant)];
          expect(from <= instant && instant < to).toBe(true);
          expect(dayName(zone, from)).toBe(dayName(zone, instant));
          expect(dayName(zone, from - 1) < dayName(zone, instant)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("hours never lie further apart than promised, and each slot comes once", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 1, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: at("2026-01-01"), max: at("2027-01-01") }),
        (zone, n, minute, after) => {
          const slots = slotsBetween(hourly(n, minute, zone), after, after + 3 * DAY_MS);
          const gaps = [after, ...slots].slice(1).map((slot, index) => slot - ([after, ...slots][index] ?? 0));
          for (const gap of gaps) expect(gap > 0 && gap <= n * HOUR_MS).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a daily run comes once on every local day", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: at("2026-01-01"), max: at("2027-01-01") }),
        (zone, hour, minute, after) => {
          const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
          const days = nextSlots(daily(time, zone), after, 20).map((slot) => dayName(zone, slot));
          expect(new Set(days).size).toBe(20);
          const span = (Date.parse(days.at(-1) ?? "") - Date.parse(days[0] ?? "")) / DAY_MS;
          expect(span).toBe(19);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("cron", () => {
  const field = (min: number, max: number) =>
    fc.oneof(
      fc.constant("*"),
      fc.integer({ min, max }).map(String),
      fc.integer({ min: 2, max: 12 }).map((step) => `*/${step}`),
      fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map((list) => list.join(",")),
      fc
        .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
        .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    );
  const expression = fc
    .tuple(
      field(0, 59),
      field(0, 23),
      field(1, 28),
      fc.oneof({ weight: 3, arbitrary: fc.constant("*") }, field(1, 12)),
      field(0, 6),
    )
    .map((fields) => fields.join(" "));

  test("comes when its parser says", () => {
    fc.assert(
      fc.property(
        expression,
        fc.constantFrom("UTC", berlin),
        fc.constantFrom("2026-01-10T12:34:00Z", "2026-03-28T22:00:00Z", "2026-10-24T21:00:00Z"),
        (text, zone, after) => {
          const parser = CronExpressionParser.parse(text, { tz: zone, currentDate: new Date(after) });
          expect(texts(nextSlots(cron(text, zone), at(after), 12))).toEqual(
            parser.take(12).map((date) => date.toISOString()?.slice(0, 16)),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  test.each([
    ["0 0 L * *", ["2026-01-30T23:00", "2026-02-27T23:00"]],
    ["0 12 * * 1#2", ["2026-01-12T11:00", "2026-02-09T11:00"]],
    ["0 0 29 2 *", ["2028-02-28T23:00", "2032-02-28T23:00"]],
    ["15 10 13 * 5", ["2026-01-13T09:15", "2026-01-16T09:15"]],
    ["0 8 * jul mon-fri", ["2026-07-01T06:00", "2026-07-02T06:00"]],
  ])("%s", (text, expected) => {
    expect(texts(nextSlots(cron(text), at("2026-01-10T12:34:00Z"), 2))).toEqual(expected);
  });
});

describe("the slot that is due", () => {
  const now = at("2026-01-10T12:34:00Z");
  test.each<[string, number | null, number, ReturnType<typeof dueSlot>]>([
    ["nothing since the last slot", at("2026-01-10T12:00:00Z"), 0, null],
    ["the next one has come", at("2026-01-10T11:00:00Z"), 0, { slotAt: at("2026-01-10T12:00:00Z"), missed: 0 }],
    [
      "a night without power is caught up by one",
      at("2026-01-10T02:00:00Z"),
      0,
      { slotAt: at("2026-01-10T12:00:00Z"), missed: 9 },
    ],
    ["nothing before activation", null, at("2026-01-10T12:10:00Z"), null],
    [
      "activation counts from its own moment",
      at("2026-01-01T00:00:00Z"),
      at("2026-01-10T11:59:00Z"),
      { slotAt: at("2026-01-10T12:00:00Z"), missed: 0 },
    ],
  ])("%s", (_name, last, activated, expected) => {
    expect(dueSlot(hourly(1, 0, "UTC"), last, now, activated)).toEqual(expected);
  });

  test("after years it is still the newest", () => {
    const due = dueSlot({ every: "minutes", n: 5, timeZone: "UTC" }, at("2020-01-01T00:00:00Z"), now, 0);
    expect(texts([due?.slotAt ?? 0])).toEqual(["2026-01-10T12:30"]);
  });

  test("asked again with the slot it gave, it gives none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 23 }), fc.integer({ min: 0, max: 40 * 24 }), (n, hours) => {
        const due = dueSlot(hourly(n), now - hours * HOUR_MS, now, 0);
        if (!due) return;
        expect(due.slotAt <= now && due.slotAt > now - hours * HOUR_MS).toBe(true);
        expect(dueSlot(hourly(n), due.slotAt, now, 0)).toBeNull();
      }),
    );
  });
});

test("the longest interval counts the day of 25 hours and the weekend", () => {
  const now = at("2026-01-10T12:34:00Z");
  expect(longestIntervalMs(hourly(5), now)).toBe(5 * HOUR_MS);
  expect(longestIntervalMs(daily("02:30", "UTC"), now)).toBe(DAY_MS);
  expect(longestIntervalMs(daily("12:30"), now)).toBe(25 * HOUR_MS);
  expect(longestIntervalMs(cron("*/30 8-17 * * 1-5", "UTC"), now)).toBe((24 * 2 + 14.5) * HOUR_MS);
  expect(longestIntervalMs({ every: "manual", timeZone: "UTC" }, now)).toBeNull();
});

test.each<[Schedule, string]>([
  [hourly(1, 0, "Europe/Lisbon"), "Every hour at :00 (Europe/Lisbon)"],
  [hourly(6, 5, "UTC"), "Every 6 hours at :05 (UTC)"],
  [{ every: "minutes", n: 15, timeZone: "UTC" }, "Every 15 minutes (UTC)"],
  [daily("02:30"), "Every day at 02:30 (Europe/Berlin)"],
  [
    { every: "week", on: ["sun", "mon", "wed"], at: "22:00", timeZone: "UTC" },
    "Every Monday, Wednesday and Sunday at 22:00 (UTC)",
  ],
  [cron("0 3 * * 1-5", "UTC"), "At 03:00, Monday through Friday (UTC)"],
  [{ every: "manual", timeZone: "UTC" }, "Only by hand"],
])("in words: %j", (schedule, expected) => {
  expect(scheduleText(schedule)).toBe(expected);
});

test.each<[string, Schedule, string | null]>([
  ["a good one", cron("*/5 * * * *"), null],
  ["an unknown zone", daily("02:30", "Mars/Olympus"), "timeZone"],
  ["no zone", daily("02:30", ""), "timeZone"],
  ["an offset beyond the day", daily("02:30", "+25:00"), "timeZone"],
  ["an offset in words", daily("02:30", "UTC+99"), "timeZone"],
  ["a path", daily("02:30", "../../etc/passwd"), "timeZone"],
  ["a zone of three parts", daily("02:30", "America/Argentina/Buenos_Aires"), null],
  ["a zone with a sign", daily("02:30", "Etc/GMT+5"), null],
  ["a zone of one word", daily("02:30", "UTC"), null],
  ["a time drawn by lot", cron("H H * * *"), "expression"],
  ["a drawn step", cron("H/15 3 * * *"), "expression"],
  ["a date that comes in a generation", cron("0 0 * 2 1#5"), "expression"],
  ["the last of a month", cron("0 0 L * *"), null],
  ["three fields", cron("* * *"), "expression"],
  ["seconds", cron("0 0 3 * * *"), "expression"],
  ["out of range", cron("61 * * * *"), "expression"],
  ["a date that never comes", cron("0 0 30 2 *"), "expression"],
  ["too often", cron("*/2 * * * *"), "expression"],
  ["too often, but only at night", cron("0,3 2 * * *"), "expression"],
])("checks %s", (_name, schedule, path) => {
  expect(checkSchedule(schedule, at("2026-01-10T12:34:00Z"))[0]?.path ?? null).toBe(path);
});
