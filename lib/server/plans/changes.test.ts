import { expect, test } from "vitest";
import { changesOf } from "./changes";

const names = {
  siteNames: new Map([
    ["one", "RegionOne"],
    ["two", "RegionTwo"],
  ]),
};
const server = (name: string) => ({ kind: "OS::Nova::Server", id: name, name });
const promise = { rpoMinutes: 90, rtoMinutes: 240, targetPercent: 99, rung: "local" };

test("only what changed is told, in words", () => {
  const before = { name: "billing", recoverySiteId: null, fullEvery: 7, objective: promise };
  const after = { name: "billing", recoverySiteId: "two", fullEvery: 1, objective: { ...promise, rpoMinutes: 60 } };
  expect(changesOf({ before, after }, names)).toEqual([
    { field: "recovery site", before: "none", after: "RegionTwo" },
    {
      field: "full copies",
      before: "a full copy with every 7th checkpoint, incremental between",
      after: "every copy is full",
    },
    { field: "may be lost (RPO)", before: "90 min", after: "1 h" },
  ]);
});

test("resources that were exchanged are named", () => {
  const of = (...list: string[]) => ({ selection: { by: "fixed", resources: list.map(server) } });
  expect(changesOf({ before: of("a", "b"), after: of("a", "c") }, names)).toEqual([
    { field: "resources", before: "a, b", after: "a, c" },
  ]);
  const many = ["a", "b", "c", "d", "e", "f"];
  expect(changesOf({ before: of(...many), after: of(...many.slice(1), "g") }, names)).toEqual([
    { field: "resources", before: "a, b, c, d, e, f", after: "b, c, d, e, f, g" },
  ]);
});

test("how a plan comes back is told in words", () => {
  const settings = { mappings: {}, servers: [], drillHours: 4, decisionMinutes: 15 };
  const after = { ...settings, mappings: { zones: { nova: null } }, drillHours: 1 };
  expect(changesOf({ before: settings, after }, names)).toEqual([
    { field: "mappings of recovery", before: "all as proposed", after: "zone nova → any" },
    { field: "drills end after", before: "4 hours", after: "1 hour" },
  ]);
});

test("what appears or goes has one side only", () => {
  expect(changesOf({ before: null, after: { userName: "ana" } }, names)).toEqual([
    { field: "made by", before: null, after: "ana" },
  ]);
  expect(changesOf({ before: { state: "active" }, after: null }, names)).toEqual([
    { field: "state", before: "active", after: null },
  ]);
});

test("what an older version wrote is shown as it was written", () => {
  expect(
    changesOf(
      { before: { schedule: "hourly" }, after: { schedule: { every: "day", at: "02:00", timeZone: "UTC" } } },
      names,
    ),
  ).toEqual([{ field: "schedule", before: "hourly", after: "Every day at 02:00 (UTC)" }]);
});
