import { expect, test } from "vitest";
import type { PlanView } from "@/lib/domain/plan";
import { needsOf, type NeedFacts } from "./needs";

const HOUR = 3_600_000;
const plan = (name: string, change: Partial<PlanView> = {}): PlanView => ({
  id: name,
  name,
  description: "",
  projectId: "p",
  projectName: "demo",
  siteId: "one",
  siteName: "one",
  recoverySiteId: null,
  recoverySiteName: null,
  state: "active",
  pausedReason: null,
  selection: { by: "tag", tag: "x" },
  schedule: { every: "hours", n: 1, atMinute: 0, timeZone: "UTC" },
  scheduleText: "Every hour",
  memberCount: 1,
  objective: { rpoMinutes: 60, rtoMinutes: 60, targetPercent: 99, rung: "local" },
  exposure: {
    state: "kept",
    exposureMs: HOUR / 2,
    since: "2026-11-20T09:30:00.000Z",
    perRung: { local: 1, offsite: null, verified: null },
    breachAt: null,
    nextUsableAt: null,
  },
  strip: [],
  nextRunAt: null,
  runningRunId: null,
  credential: {
    state: "active",
    userName: "ana",
    createdAt: null,
    checkedAt: null,
    expiresAt: null,
    restricted: true,
    problem: null,
  },
  lastCheckpoint: { id: "c", state: "usable", at: "2026-11-20T09:30:00.000Z", cause: null },
  createdAt: "2026-11-01T00:00:00.000Z",
  updatedAt: "2026-11-01T00:00:00.000Z",
  ...change,
});
const facts = (change: Partial<NeedFacts>): NeedFacts => ({
  plans: [],
  runs: [],
  sites: [],
  coverage: null,
  ...change,
});
const exposed = (state: PlanView["exposure"]["state"], ms: number | null): PlanView["exposure"] => ({
  ...plan("x").exposure,
  state,
  exposureMs: ms,
  since: ms === null ? null : "2026-11-20T00:00:00.000Z",
});

test("a project in which all is well needs nobody", () => {
  expect(
    needsOf(
      facts({
        plans: [plan("a")],
        coverage: {
          protectedCount: 3,
          total: 3,
          unprotected: [{ kind: "OS::Nova::Server", count: 0 }],
          seenAt: "2026-11-20T10:00:00.000Z",
          stale: [],
        },
      }),
    ),
  ).toEqual([]);
});

test("the most harmful comes first, one line a plan", () => {
  const needs = needsOf(
    facts({
      plans: [
        plan("partial", {
          lastCheckpoint: { id: "c1", state: "partial", at: "2026-11-20T09:30:00.000Z", cause: "db-data: quota" },
        }),
        plan("late", { exposure: exposed("breach", 1.2 * HOUR) }),
        plan("revoked", {
          exposure: exposed("critical", null),
          credential: { ...plan("x").credential, state: "lost", problem: "401." },
        }),
        plan("failed", {
          lastCheckpoint: { id: "c2", state: "failed", at: "2026-11-20T09:30:00.000Z", cause: "Cinder is down." },
        }),
      ],
      runs: [
        { id: "r", kind: "restore", title: "Restore web", state: "waiting", createdAt: new Date(0), endedAt: null },
      ],
      coverage: {
        protectedCount: 1,
        total: 4,
        unprotected: [
          { kind: "OS::Nova::Server", count: 2 },
          { kind: "OS::Cinder::Volume", count: 1 },
        ],
        seenAt: "2026-11-20T10:00:00.000Z",
        stale: [],
      },
    }),
  );
  expect(needs.map(({ kind, subject, text }) => [kind, `${subject} ${text}`])).toEqual([
    ["no-point", "revoked can take no checkpoint: its access was lost (401)."],
    ["breach", "late is 12 min past its promise of 1 h."],
    ["failed", "failed failed to take its last checkpoint: Cinder is down."],
    ["waiting", "Restore web waits for you."],
    ["partial", "partial has a partial checkpoint: db-data: quota"],
    ["unprotected", "2 servers and 1 volume are in no plan: nothing of them could be restored."],
  ]);
});

test("each line has one thing to do about it", () => {
  const [need] = needsOf(facts({ plans: [plan("a", { exposure: exposed("severe", 3 * HOUR), runningRunId: "run" })] }));
  expect(need?.action).toEqual({ label: "Open run", href: "/runs/run" });
});
