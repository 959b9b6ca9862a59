import { expect, test } from "vitest";
import type { LaneRow, StripRow, TimelineRow } from "@/lib/db/timeline-points";
import { daySeries, toLanes, yearDays } from "./timeline-view";

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(`${text}Z`);
const strip = (capturedAt: number, change: Partial<StripRow> = {}): StripRow => ({
  id: String(capturedAt),
  state: "usable",
  createdAt: capturedAt,
  capturedAt,
  localAt: capturedAt + 60_000,
  offsiteAt: capturedAt + 600_000,
  verifiedAt: null,
  goneAt: null,
  consistency: "crash",
  complete: true,
  holds: true,
  pinned: false,
  ...change,
});
const versions = [{ fromAt: 0, rpoMs: 2 * HOUR, rung: "offsite" as const, level: "crash" as const }];
const window = { from: at("2026-11-18T00:00:00"), to: at("2026-11-20T10:00:00") };

test("each day counts how its checkpoints ended, in the zone that was asked for", () => {
  const rows = [
    strip(at("2026-11-18T10:00:00")),
    strip(at("2026-11-18T23:30:00"), { state: "partial", complete: false }),
    strip(at("2026-11-19T08:00:00"), { state: "failed", capturedAt: null, holds: false }),
    strip(at("2026-11-20T09:59:00"), { state: "running", localAt: null, offsiteAt: null }),
  ];
  const facts = { rows, versions, activatedAt: window.from, window };
  expect(
    yearDays({ ...facts, zone: "UTC" }).map(({ day, usable, partial, failed, running }) => [
      day,
      usable,
      partial,
      failed,
      running,
    ]),
  ).toEqual([
    ["2026-11-18", 1, 1, 0, 0],
    ["2026-11-19", 0, 0, 1, 0],
    ["2026-11-20", 0, 0, 0, 1],
  ]);
  // 23:30 UTC is the next day in Lisbon's summer only, and in Berlin always.
  const berlin = yearDays({ ...facts, zone: "Europe/Berlin" });
  expect(berlin.map(({ partial }) => partial)).toEqual([0, 1, 0]);
});

test("a day is as bad as its worst moment, not as its last checkpoint", () => {
  const days = yearDays({
    rows: [strip(at("2026-11-18T00:00:00")), strip(at("2026-11-18T05:00:00")), strip(at("2026-11-18T06:00:00"))],
    versions,
    activatedAt: window.from,
    window,
    zone: "UTC",
  });
  expect(days[0]).toMatchObject({ worst: "critical", points: 3 });
  expect(days[0]?.worstExposureMs).toBe(18 * HOUR);
});

test("the saw-tooth of a day that has not begun is empty", () => {
  expect(daySeries({ points: [], versions, activatedAt: 0, window: { from: 10, to: 10 } })).toEqual({
    vertices: [],
    target: [],
    breaches: [],
    thinned: false,
  });
});

const point = (id: string, change: Partial<TimelineRow> = {}): TimelineRow => ({
  id,
  planId: "p",
  state: "usable",
  createdAt: new Date(window.from),
  capturedAt: new Date(window.from + HOUR),
  localAt: new Date(window.from + 2 * HOUR),
  offsiteAt: null,
  verifiedAt: null,
  goneAt: null,
  consistency: "crash",
  memberCount: 2,
  capturedCount: 2,
  sizeGiB: 1,
  full: true,
  cause: null,
  pinned: false,
  trigger: "schedule",
  runId: null,
  chainLength: 0,
  ...change,
});
const row = (checkpointId: string, resourceId: string, change: Partial<LaneRow> = {}): LaneRow => ({
  checkpointId,
  kind: "OS::Cinder::Volume",
  resourceId,
  name: resourceId,
  state: "captured",
  capturedAt: new Date(window.from + HOUR),
  copiedAt: new Date(window.from + 1.5 * HOUR),
  ...change,
});

test("a lane holds a resource's marks in the order of time; what failed has no copy", () => {
  const { lanes, leftOut } = toLanes(
    [
      row("b", "db", { capturedAt: new Date(window.from + 5 * HOUR) }),
      row("a", "db"),
      row("a", "web", { state: "failed", capturedAt: null, copiedAt: null }),
    ],
    [point("a"), point("b")],
    [],
  );
  expect(leftOut).toBe(0);
  expect(
    lanes.map(({ name, marks }) => [
      name,
      marks.map(({ checkpointId, state, copiedAt }) => [checkpointId, state, copiedAt === null]),
    ]),
  ).toEqual([
    [
      "db",
      [
        ["a", "captured", false],
        ["b", "captured", false],
      ],
    ],
    ["web", [["a", "failed", true]]],
  ]);
});

test("what has no bytes of its own is whole with the checkpoint", () => {
  const { lanes } = toLanes([row("a", "net", { kind: "OS::Neutron::Network", copiedAt: null })], [point("a")], []);
  expect(lanes[0]?.marks[0]?.copiedAt).toBe(window.from + 2 * HOUR);
});

test("of very many resources the lanes beyond the sixtieth are counted", () => {
  const rows = Array.from({ length: 75 }, (_, index) => row("a", `v${index}`));
  expect(toLanes(rows, [point("a")], [])).toMatchObject({ leftOut: 15, lanes: { length: 60 } });
});
