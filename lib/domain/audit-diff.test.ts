import { expect, test } from "vitest";
import { auditDiff } from "./audit-diff";

test.each([
  ["nothing on either side", null, null, []],
  ["a new thing has no before", null, { name: "web" }, [{ path: "name", before: null, after: "web" }]],
  ["what is gone has no after", { name: "web" }, null, [{ path: "name", before: "web", after: null }]],
  [
    "what stayed is left out",
    { name: "web", full: 7 },
    { name: "web", full: 3 },
    [{ path: "full", before: "7", after: "3" }],
  ],
  [
    "values deep inside are named by their path",
    { schedule: { every: "day" } },
    { schedule: { every: "week" } },
    [{ path: "schedule.every", before: "day", after: "week" }],
  ],
  ["lists count from one", { ids: ["a"] }, { ids: ["a", "b"] }, [{ path: "ids.2", before: null, after: "b" }]],
  [
    "emptied is not absent",
    { tags: { a: "1" } },
    { tags: {} },
    [
      { path: "tags.a", before: "1", after: null },
      { path: "tags", before: null, after: "none" },
    ],
  ],
  ["truth reads as a word", { pinned: false }, { pinned: true }, [{ path: "pinned", before: "no", after: "yes" }]],
  ["null inside reads as none", { site: null }, { site: "s1" }, [{ path: "site", before: "none", after: "s1" }]],
])("%s", (_name, before, after, expected) => {
  expect(auditDiff(before, after)).toEqual(expected);
});
