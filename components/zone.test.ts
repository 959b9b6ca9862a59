import { expect, test } from "vitest";

import { formatInstant, formatUtc, isTimeZone, zoneName } from "@/components/zone";

const now = new Date("2026-11-20T10:06:03Z");

test.each([
  ["Europe/Berlin", "CET"],
  ["Europe/Lisbon", "WET"],
  ["America/New_York", "EST"],
  ["UTC", "UTC"],
  ["Asia/Kolkata", "GMT+5:30"],
])("the zone %s is called %s in November", (zone, name) => {
  expect(zoneName(now, zone)).toBe(name);
});

test("summer time has its own name", () => {
  expect(zoneName(new Date("2026-07-01T00:00:00Z"), "Europe/Berlin")).toBe("CEST");
});

test("the year is said only where it is another one than now's", () => {
  const said = (at: string) => formatInstant(new Date(at), { zone: "Europe/Berlin", style: "datetime", now });
  expect(said("2026-11-20T09:00:00Z")).toBe("20 Nov 10:00");
  expect(said("2025-12-31T22:30:00Z")).toBe("31 Dec 2025 23:30");
  expect(said("2025-12-31T23:30:00Z")).toBe("1 Jan 00:30");
});

test("midnight is 00:00, never 24:00", () => {
  expect(formatInstant(new Date("2026-11-20T00:00:00Z"), { zone: "UTC", style: "time", now })).toBe("00:00");
});

test("UTC is written so that it sorts", () => {
  expect(formatUtc(now)).toBe("2026-11-20 10:06:03 UTC");
});

test("a cookie may hold anything", () => {
  expect(isTimeZone("Europe/Berlin")).toBe(true);
  expect(isTimeZone("Nowhere/Land")).toBe(false);
  expect(isTimeZone("")).toBe(false);
});
