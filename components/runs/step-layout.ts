import type { StepView } from "@/lib/domain/run";

/** Where a step's bar begins and how long it is, in milliseconds since the run began. */
export type StepBar = {
  startMs: number;
  lengthMs: number;
  /** How long it was, or is, expected to take; drawn pale where it has not come to that. */
  expectedMs: number | null;
  phase: "done" | "failed" | "running" | "ahead" | "none";
};

type StepLayout = { bars: StepBar[]; totalMs: number; ticks: number[] };

/** Steps of one sort that stand together and are waited for together, by the beginning of their keys. */
const SIDE_BY_SIDE = new Set(["import", "volume", "filled", "active"]);

/** An axis that is shorter says nothing. */
export const LEAST_TOTAL_MS = 20_000;
const TICK_STEPS_MS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400].map(
  (s) => s * 1000,
);

/** Bars for all steps on one axis: what happened where it happened, what is ahead one after another behind it. */
export function layoutSteps(
  steps: StepView[],
  { startedAt, nowMs }: { startedAt: string | null; nowMs: number },
): StepLayout {
  const beganMs = startedAt ? new Date(startedAt).getTime() : nowMs;
  let cursor = 0;
  let group = { prefix: "", startMs: 0 };
  const bars = steps.map((step): StepBar => {
    const prefix = step.key.split(":")[0] ?? "";
    const together = SIDE_BY_SIDE.has(prefix) && prefix === group.prefix;
    if (!together) group = { prefix, startMs: cursor };
    const bar = barOf(step, { beganMs, nowMs, cursor: together ? group.startMs : cursor });
    cursor = Math.max(
      cursor,
      bar.startMs + Math.max(bar.lengthMs, bar.phase === "running" ? (bar.expectedMs ?? 0) : 0),
    );
    return bar;
  });
  const totalMs = Math.max(LEAST_TOTAL_MS, cursor);
  return { bars, totalMs, ticks: ticksFor(totalMs) };
}

type Axis = { beganMs: number; nowMs: number; cursor: number };

function barOf(step: StepView, { beganMs, nowMs, cursor }: Axis): StepBar {
  const expectedMs = step.expectedMs;
  if (step.startedAt === null) {
    const ahead = step.state === "pending";
    return {
      startMs: cursor,
      lengthMs: ahead ? (expectedMs ?? 0) : 0,
      expectedMs,
      phase: ahead && expectedMs ? "ahead" : "none",
    };
  }
  const startMs = Math.max(0, new Date(step.startedAt).getTime() - beganMs);
  const endMs = step.endedAt ? new Date(step.endedAt).getTime() - beganMs : nowMs - beganMs;
  const lengthMs = Math.max(0, endMs - startMs);
  if (step.state === "running" || step.state === "waiting") return { startMs, lengthMs, expectedMs, phase: "running" };
  return { startMs, lengthMs, expectedMs, phase: step.state === "failed" ? "failed" : "done" };
}

/** At most six marks at round times. */
export function ticksFor(totalMs: number): number[] {
  const every = TICK_STEPS_MS.find((candidate) => totalMs / candidate <= 6) ?? 86_400_000;
  return Array.from({ length: Math.floor(totalMs / every) + 1 }, (_, index) => index * every);
}
