import { expect, test } from "vitest";
import type { PointChoice } from "./failover";
import type { FailoverPoint } from "./failover-view";
import { chosenPoint } from "./point-choice";

const point = (checkpointId: string, hour: number, more: Partial<FailoverPoint> = {}): FailoverPoint => ({
  checkpointId,
  capturedAt: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
  consistency: "crash",
  state: "usable",
  offsite: true,
  verifiedAt: null,
  lossMs: 0,
  ...more,
});
const points = [
  point("newest", 12),
  point("app", 10, { consistency: "application" }),
  point("proven", 8, { verifiedAt: "2026-01-02T00:00:00.000Z" }),
];

test.each<[string, PointChoice, string | null]>([
  ["the latest", { by: "latest" }, "newest"],
  ["the latest that is consistent", { by: "latest-consistent" }, "app"],
  ["the latest that was verified", { by: "latest-verified" }, "proven"],
  ["the last before a moment", { by: "at", at: "2026-01-01T11:00:00.000Z" }, "app"],
  ["nothing is old enough", { by: "at", at: "2025-01-01T00:00:00.000Z" }, null],
  ["one by its id", { by: "pick", checkpointId: "proven" }, "proven"],
  ["one that is not there", { by: "pick", checkpointId: "other" }, null],
])("%s", (_name, choice, expected) => {
  expect(chosenPoint(choice, points)?.checkpointId ?? null).toBe(expected);
});
