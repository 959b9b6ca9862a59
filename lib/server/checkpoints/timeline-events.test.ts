import { expect, test } from "vitest";
import type { PlanEventRow } from "@/lib/db/timeline-points";
import { pausedStretches, timelineEvents } from "./timeline-events";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
const window = { from: at(0).getTime(), to: at(24).getTime() };
const event = (action: string, hour: number, change: Partial<PlanEventRow> = {}): PlanEventRow => ({
  at: at(hour),
  action,
  actorName: "ana",
  reason: null,
  before: null,
  after: null,
  ...change,
});
const keep = (last: number) => ({ retention: { last, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null } });

test("what happened is told in the order of time and only within the day", () => {
  const objective = (hour: number, rpoMinutes: number) => ({
    planId: "p",
    fromAt: at(hour),
    rpoMinutes,
    rtoMinutes: 60,
    targetPercent: 99,
    rung: "local",
    setBy: "ana",
  });
  const events = timelineEvents(
    {
      audited: [
        event("plan.pause", -5, { reason: "move" }),
        event("plan.edit", 9, { before: keep(3), after: keep(5) }),
        event("plan.edit", 10, { before: keep(5), after: keep(5) }),
      ],
      objectives: [objective(-24, 60), objective(8, 90)],
      moves: [{ name: "web-1", joinedAt: at(11), leftAt: null }],
      restores: [{ id: "r", title: "Restore web-1", createdAt: at(7) }],
    },
    window,
  );
  expect(events.map(({ kind, text }) => [kind, text])).toEqual([
    ["restore", "Restore web-1"],
    ["target", "promise changed by ana: 1 h local → 90 min local"],
    ["retention", "retention changed by ana: the last 5"],
    ["settings", "settings changed by ana"],
    ["joined", "web-1 joined"],
  ]);
});

test.each([
  ["a pause within the day", [event("plan.pause", 3), event("plan.resume", 5)], [[3, 5]]],
  ["a pause from before that goes on", [event("plan.pause", -30)], [[0, 24]]],
  ["one that ended before the day", [event("plan.pause", -30), event("plan.resume", -20)], []],
  ["paused twice, ended once", [event("plan.pause", 1), event("plan.pause", 2), event("plan.resume", 4)], [[1, 4]]],
])("%s", (_name, audited, hours) => {
  expect(pausedStretches(audited, window)).toEqual(
    hours.map(([from = 0, to = 0]) => ({ from: at(from).getTime(), to: at(to).getTime() })),
  );
});
