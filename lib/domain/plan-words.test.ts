import { expect, test } from "vitest";
import { countWords, fullEveryWords, minutesWords, retentionWords, selectionWords } from "./plan-words";

const none = { last: 0, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null };

test.each([
  [
    { ...none, last: 3, daily: 7, weekly: 4, maxAgeDays: 90 },
    "the last 3, 7 daily and 4 weekly; none older than 90 days",
  ],
  [{ ...none, last: 1 }, "the newest"],
  [none, "the newest usable one only"],
  [{ ...none, maxAgeDays: 1 }, "all of them; none older than 1 day"],
])("retention %j reads: %s", (retention, words) => {
  expect(retentionWords(retention)).toBe(words);
});

test.each([
  [5, "5 min"],
  [60, "1 h"],
  [90, "90 min"],
  [150, "2 h 30 min"],
  [1440, "24 h"],
  [10080, "7 d"],
])("%i minutes read: %s", (minutes, words) => {
  expect(minutesWords(minutes)).toBe(words);
});

test.each([
  [1, "every copy is full"],
  [2, "a full copy with every 2nd checkpoint, incremental between"],
  [7, "a full copy with every 7th checkpoint, incremental between"],
  [12, "a full copy with every 12th checkpoint, incremental between"],
  [23, "a full copy with every 23rd checkpoint, incremental between"],
])("full every %i reads: %s", (n, words) => {
  expect(fullEveryWords(n)).toBe(words);
});

test("a selection reads as its rule or its count", () => {
  expect(selectionWords({ by: "metadata", key: "app", value: "billing" })).toBe("rule metadata app=billing");
  expect(selectionWords({ by: "project", kinds: ["OS::Nova::Server", "OS::Cinder::Volume"] })).toBe(
    "rule all servers and volumes of the project",
  );
  expect(selectionWords({ by: "fixed", resources: [{ kind: "OS::Nova::Server", id: "a", name: "a" }] })).toBe(
    "1 named resource",
  );
  expect(
    countWords([
      { kind: "OS::Nova::Server", count: 2 },
      { kind: "OS::Cinder::Volume", count: 1 },
      { kind: "OS::Glance::Image", count: 0 },
    ]),
  ).toBe("2 servers and 1 volume");
});
