import { expect, test } from "vitest";
import type { StepView } from "@/lib/domain/run";
import { layoutSteps } from "./step-layout";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 9, 0, seconds)).toISOString();
const step = (key: string, facts: Partial<StepView>): StepView => ({
  id: key,
  key,
  title: key,
  position: 0,
  state: "pending",
  startedAt: null,
  endedAt: null,
  attempts: 0,
  expectedMs: null,
  detail: null,
  cause: null,
  requestIds: [],
  ...facts,
});
const nowMs = new Date(at(30)).getTime();

test("a finished step lies where it happened", () => {
  const { bars } = layoutSteps([step("a", { state: "done", startedAt: at(2), endedAt: at(12) })], {
    startedAt: at(0),
    nowMs,
  });
  expect(bars[0]).toMatchObject({ startMs: 2_000, lengthMs: 10_000, phase: "done" });
});

test("what is ahead follows what runs, at its expected length", () => {
  const steps = [
    step("a", { state: "running", startedAt: at(10), expectedMs: 60_000 }),
    step("b", { expectedMs: 5_000 }),
    step("c", { expectedMs: 7_000 }),
  ];
  const { bars, totalMs } = layoutSteps(steps, { startedAt: at(0), nowMs });
  expect(bars[0]).toMatchObject({ startMs: 10_000, lengthMs: 20_000, phase: "running" });
  expect(bars[1]).toMatchObject({ startMs: 70_000, lengthMs: 5_000, phase: "ahead" });
  expect(bars[2]).toMatchObject({ startMs: 75_000 });
  expect(totalMs).toBe(82_000);
});

test("a step that was never begun and never will be has no bar", () => {
  const { bars } = layoutSteps(
    [step("a", { state: "cancelled" }), step("b", { state: "skipped", expectedMs: 9_000 })],
    { startedAt: at(0), nowMs },
  );
  expect(bars.map((bar) => bar.phase)).toEqual(["none", "none"]);
});

test("waits that pass together begin together; what follows begins after the longest", () => {
  const steps = [
    step("filled:a", { expectedMs: 30_000 }),
    step("filled:b", { expectedMs: 60_000 }),
    step("ports:c", { expectedMs: 2_000 }),
  ];
  const { bars } = layoutSteps(steps, { startedAt: at(0), nowMs });
  expect(bars.map((bar) => bar.startMs)).toEqual([0, 0, 60_000]);
});

test("a failed step is told from a done one", () => {
  const { bars } = layoutSteps([step("a", { state: "failed", startedAt: at(0), endedAt: at(3) })], {
    startedAt: at(0),
    nowMs,
  });
  expect(bars[0]?.phase).toBe("failed");
});

test("there are at most seven marks, however long the run", () => {
  for (const seconds of [20, 61, 400, 4_000, 90_000]) {
    const steps = [step("a", { expectedMs: seconds * 1000 })];
    const { ticks } = layoutSteps(steps, { startedAt: at(0), nowMs });
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.length).toBeGreaterThan(1);
  }
});
