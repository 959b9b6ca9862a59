import { expect, test } from "vitest";
import { groupSteps, layoutGroups, serverCount } from "@/components/failover/step-groups";
import type { StepView } from "@/lib/domain/run";

const BEGAN = "2026-11-20T10:00:00.000Z";
const at = (seconds: number) => new Date(Date.parse(BEGAN) + seconds * 1000).toISOString();
const step = (key: string, title: string, change: Partial<StepView> = {}): StepView => ({
  id: key,
  key,
  title,
  position: 0,
  state: "pending",
  startedAt: null,
  endedAt: null,
  attempts: 0,
  expectedMs: 10_000,
  detail: null,
  cause: null,
  requestIds: [],
  ...change,
});
const done = { state: "done", startedAt: BEGAN, endedAt: at(5) } as const;

const steps = [
  step("begin", "Fix the point", done),
  step("network:n", "Rebuild network back", done),
  step("volume:v", "Create volume v", { state: "running", startedAt: at(5) }),
  step("ports:1", "Make 1 port for db-1"),
  step("server:1", "Create server db-1 with its volumes"),
  step("active:1", "db-1 runs with all volumes attached", done),
  step("ports:2", "Make 1 port for web-1"),
  step("active:2", "web-1 runs with all volumes attached"),
  step("gate:1:0", "db-1: port 5432 is open"),
  step("read-back", "Look again"),
  step("up", "Everything is up"),
];

test("each server has its steps together, under its name, after what all of them need", () => {
  expect(groupSteps(steps).map(({ title, steps: own }) => [title, own.map(({ key }) => key)])).toEqual([
    ["Beginning", ["begin"]],
    ["Networks, groups and keys", ["network:n"]],
    ["Copies", ["volume:v"]],
    ["db-1", ["ports:1", "server:1", "active:1", "gate:1:0"]],
    ["web-1", ["ports:2", "active:2"]],
    ["Conclusion", ["read-back", "up"]],
  ]);
});

test("a server counts as up when it runs and its gates are passed", () => {
  expect(serverCount(steps)).toEqual({ up: 0, all: 2 });
  const passed = (state: StepView["state"]) =>
    serverCount(steps.map((one) => (one.key === "gate:1:0" ? { ...one, state } : one)));
  expect(passed("done")).toEqual({ up: 1, all: 2 });
  expect(passed("skipped")).toEqual({ up: 1, all: 2 });
  expect(passed("failed")).toEqual({ up: 0, all: 2 });
});

test("what is ahead is drawn behind what it waits for, and servers beside each other", () => {
  const { laid, totalMs } = layoutGroups(groupSteps(steps), { startedAt: BEGAN, nowMs: Date.parse(at(8)) });
  const firstAhead = (title: string) =>
    laid.find(({ group }) => group.title === title)?.bars.find(({ phase }) => phase === "ahead")?.startMs;
  // The volume began at 5 s and takes about 10 s.
  expect(firstAhead("db-1")).toBe(15_000);
  expect(firstAhead("web-1")).toBe(15_000);
  expect(firstAhead("Conclusion")).toBeGreaterThan(15_000);
  expect(totalMs).toBeGreaterThan(35_000);
});
