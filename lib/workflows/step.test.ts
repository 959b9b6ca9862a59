import { expect, test } from "vitest";
import { waitBefore } from "./step";

test.each([
  ["as long as planned", { pauseMs: 2_000, retryAfterMs: null, leftMs: 60_000 }, 2_000],
  ["as long as the service asks", { pauseMs: 2_000, retryAfterMs: 30_000, leftMs: 60_000 }, 30_000],
  [
    "not for a year because a service says so",
    { pauseMs: 2_000, retryAfterMs: 31_536_000_000, leftMs: 60_000 },
    60_000,
  ],
])("a step waits %s", (_name, given, expected) => {
  expect(waitBefore(given)).toBe(expected);
});
