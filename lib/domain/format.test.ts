import { expect, test } from "vitest";

import {
  countOf,
  formatBytes,
  formatClock,
  formatDuration,
  formatGiB,
  formatNoun,
  formatRelative,
  plural,
} from "./format";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const plain = (text: string) => text.replaceAll("\u00a0", " ");

test.each([
  [0, "0 ms"],
  [850, "850 ms"],
  [42 * SECOND, "42 s"],
  [MINUTE, "1 min"],
  [90 * SECOND, "90 s"],
  [66 * MINUTE + 59 * SECOND, "66 min"],
  [HOUR, "60 min"],
  [4 * HOUR, "4 h"],
  [2 * HOUR + 5 * MINUTE, "2 h 05"],
  [26 * HOUR + 10 * MINUTE, "26 h 10"],
  [76 * HOUR, "3 d 4 h"],
  [40 * 24 * HOUR, "40 d"],
  [-12 * MINUTE, "−12 min"],
])("a length of %i ms reads %s", (ms, text) => {
  expect(plain(formatDuration(ms))).toBe(text);
});

test.each([
  [0, "0:00"],
  [9 * MINUTE + 12 * SECOND, "9:12"],
  [HOUR + 2 * MINUTE + 3 * SECOND, "1:02:03"],
])("a stopwatch at %i ms shows %s", (ms, text) => {
  expect(formatClock(ms)).toBe(text);
});

test.each([
  [512, "512 B"],
  [3.2 * 1024 ** 3, "3.2 GiB"],
  [1023 * 1024 ** 2, "1,023 MiB"],
])("%i bytes read %s", (bytes, text) => {
  expect(plain(formatBytes(bytes))).toBe(text);
});

test.each([
  [80, "80 GiB"],
  [0.5, "512 MiB"],
  [2048, "2.0 TiB"],
])("%f GiB read %s", (gib, text) => {
  expect(plain(formatGiB(gib))).toBe(text);
});

test.each([
  [0, "no servers"],
  [1, "1 server"],
  [1200, "1,200 servers"],
])("%i servers are said as %s", (count, text) => {
  expect(plain(formatNoun(count, "server"))).toBe(text);
});

test.each([
  ["2026-11-20T10:00:00Z", "6 min ago"],
  ["2026-11-20T10:05:58Z", "just now"],
  ["2026-11-20T13:11:00Z", "in 3 h 05"],
])("%s is said relative to now", (at, text) => {
  expect(plain(formatRelative(new Date(at), new Date("2026-11-20T10:06:00Z")))).toBe(text);
});

test.each([
  [0, "servers are", "0 servers are"],
  [1, "server is", "1 server is"],
  [2, "servers are", "2 servers are"],
])("words agree with a count of %i", (count, word, counted) => {
  expect(plural(count, "server is", "servers are")).toBe(word);
  expect(countOf(count, "server is", "servers are")).toBe(counted);
});
