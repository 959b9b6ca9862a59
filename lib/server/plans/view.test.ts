import { expect, test } from "vitest";
import type { MemberRow } from "@/lib/db/members";
import type { PlanPointRow } from "@/lib/db/plan-points";
import type { PlanRow } from "@/lib/db/plans";
import { planDetail } from "@/lib/domain/plan";
import { toPlanDetail } from "./detail-view";
import { toPlanView, type PlanFacts } from "./view";

const now = new Date("2026-11-20T10:06:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const daysAgo = (days: number) => minutesAgo(days * 1440);

const plan: PlanRow = {
  id: "plan",
  cloudId: "cloud",
  projectId: "demo",
  projectName: "demo",
  siteId: "one",
  recoverySiteId: null,
  offsiteWay: "shared-store",
  name: "billing",
  description: "",
  provider: "native",
  selection: { by: "metadata", key: "app", value: "billing" },
  schedule: { every: "hours", n: 1, atMinute: 0, timeZone: "UTC" },
  retention: { last: 3, hourly: 0, daily: 7, weekly: 0, monthly: 0, maxAgeDays: null },
  fullEvery: 7,
  consistency: "crash",
  userDataSealed: null,
  state: "active",
  pausedReason: null,
  lastSlotAt: null,
  activatedAt: daysAgo(60),
  createdAt: daysAgo(60),
  updatedAt: daysAgo(60),
  credential: {
    state: "active",
    userName: "ana",
    createdAt: daysAgo(60),
    checkedAt: minutesAgo(6),
    expiresAt: null,
    restricted: true,
    problem: null,
  },
  runs: [],
};

const point = (ago: number, change: Partial<PlanPointRow> = {}): PlanPointRow => ({
  id: `point-${ago}`,
  planId: "plan",
  state: "usable",
  createdAt: minutesAgo(ago),
  capturedAt: minutesAgo(ago),
  localAt: minutesAgo(ago - 10),
  offsiteAt: null,
  verifiedAt: null,
  goneAt: null,
  consistency: "crash",
  memberCount: 2,
  capturedCount: 2,
  sizeGiB: 3,
  full: true,
  cause: null,
  ...change,
});

const facts = (change: Partial<PlanFacts> = {}): PlanFacts => ({
  plan,
  points: [point(126), point(66)],
  objectives: [
    {
      planId: "plan",
      fromAt: daysAgo(60),
      rpoMinutes: 90,
      rtoMinutes: 240,
      targetPercent: 99,
      rung: "local",
      setBy: "ana",
    },
  ],
  memberCount: 2,
  siteNames: new Map([["one", "RegionOne"]]),
  ...change,
});

test("a plan says what would be lost, since when, and when the next point lands", () => {
  const view = toPlanView(facts(), now);
  expect(view.exposure).toMatchObject({
    exposureMs: 66 * 60_000,
    since: "2026-11-20T09:00:00.000Z",
    perRung: { offsite: null, verified: null },
  });
  expect(view.nextRunAt).toBe("2026-11-20T11:00:00.000Z");
  // Ten minutes of copying after the slot.
  expect(view.exposure.nextUsableAt).toBe("2026-11-20T11:10:00.000Z");
  expect(view).toMatchObject({
    siteName: "RegionOne",
    scheduleText: "Every hour at :00 (UTC)",
    lastCheckpoint: { id: "point-66", state: "usable" },
  });
  expect(view.strip).toHaveLength(30);
});

test.each([
  ["a partial point does not lower the exposure", [point(66), point(6, { state: "partial", capturedCount: 1 })], 66],
  ["a failed one neither", [point(66), point(6, { state: "failed", capturedAt: null, capturedCount: 0 })], 66],
  ["nor one whose copy is still on its way", [point(66), point(6, { state: "running", localAt: null })], 66],
  ["one that is gone counts no more", [point(126), point(66, { state: "expired", goneAt: minutesAgo(1) })], 126],
])("%s", (_name, points, minutes) => {
  expect(toPlanView(facts({ points }), now).exposure.exposureMs).toBe(minutes * 60_000);
});

test("a plan that never ran is not yet protected, and shows no figure", () => {
  const view = toPlanView(facts({ points: [], plan: { ...plan, activatedAt: minutesAgo(3) } }), now);
  expect(view.exposure).toMatchObject({ state: "not-yet-protected", exposureMs: null, since: null });
  expect(view.lastCheckpoint).toBeNull();
});

test("without access nothing is foreseen; paused, nothing is scheduled", () => {
  const lost = toPlanView(
    facts({ plan: { ...plan, credential: plan.credential && { ...plan.credential, state: "lost" } } }),
    now,
  );
  expect(lost.exposure.nextUsableAt).toBeNull();
  const paused = toPlanDetail(
    { ...facts({ plan: { ...plan, state: "paused", pausedReason: "moving" } }), members: [] },
    now,
  );
  expect(paused).toMatchObject({ state: "paused", pausedReason: "moving", nextRunAt: null, nextRuns: [] });
});

test("a checkpoint under way foresees its own end", () => {
  const running = facts({
    plan: { ...plan, runs: [{ id: "run" }] },
    points: [point(66), point(4, { state: "running", localAt: null })],
  });
  const view = toPlanView(running, now);
  expect(view.runningRunId).toBe("run");
  expect(view.exposure.nextUsableAt).toBe("2026-11-20T10:12:00.000Z");
});

test("the page's view fits its schema, and its figures their sum", () => {
  const members: MemberRow[] = [
    {
      planId: "plan",
      kind: "OS::Nova::Server",
      resourceId: "a",
      name: "web",
      joinedAt: daysAgo(60),
      leftAt: null,
      checkpointId: "point-66",
      checkpointAt: minutesAgo(66),
    },
    {
      planId: "plan",
      kind: "OS::Nova::Server",
      resourceId: "b",
      name: "app",
      joinedAt: minutesAgo(6),
      leftAt: null,
      checkpointId: null,
      checkpointAt: null,
    },
  ];
  const detail = planDetail.parse(toPlanDetail({ ...facts(), members }, now));
  expect(detail.members.map(({ inCheckpointId }) => inCheckpointId)).toEqual(["point-66", null]);
  expect(detail.achievableRpoMs).toBe(70 * 60_000);
  expect(detail.nextRuns).toHaveLength(5);
  expect(detail.lastPoint).toEqual({
    id: "point-66",
    capturedAt: "2026-11-20T09:00:00.000Z",
    capturedCount: 2,
    memberCount: 2,
  });
  const { percent, breachMs, evaluableMs, budgetLeftMs } = detail.compliance;
  expect(percent).not.toBeNull();
  expect(budgetLeftMs).toBeCloseTo(evaluableMs * 0.01 - breachMs);
});
