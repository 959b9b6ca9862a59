import type { HistoryCheckpoint, HistoryPlan } from "@/demo/history";
import { uuidOf } from "@/demo/ids";
import type { Prisma } from "@/generated/prisma/client";
import type { Place } from "./place";

export type DrillRows = {
  runs: Prisma.RunCreateManyInput[];
  steps: Prisma.StepCreateManyInput[];
  failovers: Prisma.FailoverCreateManyInput[];
};

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Days ago, and the minutes until the servers ran: the first was too slow for the promise. */
const DRILLS = [
  { daysAgo: 52, minutes: 58 },
  { daysAgo: 31, minutes: 27 },
  { daysAgo: 10, minutes: 19 },
];

/** Drills of the past, of a plan that holds servers and has a recovery site. */
export function drillsOf(plan: HistoryPlan, place: Place): DrillRows {
  if (plan.spec.recoverySite === null || plan.spec.servers.length === 0) return { runs: [], steps: [], failovers: [] };
  const now = plan.checkpoints.at(-1)?.endedAt.getTime() ?? 0;
  const drills = DRILLS.flatMap(({ daysAgo, minutes }) => {
    const begun = new Date(now - daysAgo * DAY_MS);
    const point = plan.checkpoints.findLast(({ endedAt, localAt }) => localAt !== null && endedAt < begun);
    return point ? [drillRows({ plan, place, point, begun, minutes })] : [];
  });
  return {
    runs: drills.map(({ run }) => run),
    steps: drills.flatMap(({ steps }) => steps),
    failovers: drills.map(({ failover }) => failover),
  };
}

type Drill = { plan: HistoryPlan; place: Place; point: HistoryCheckpoint; begun: Date; minutes: number };

function drillRows({ plan, place: { one, two }, point, begun, minutes }: Drill) {
  const id = uuidOf(`drill ${plan.spec.name} ${begun.toISOString()}`);
  const after = (ms: number) => new Date(begun.getTime() + ms);
  const upAt = after(minutes * MINUTE_MS);
  const cleanedAt = after((minutes + 55) * MINUTE_MS);
  const run = {
    id,
    kind: "drill",
    title: `Drill of ${plan.spec.name} at ${two.name}`,
    state: "succeeded",
    input: {},
    cloudId: one.cloudId,
    projectId: plan.projectId,
    projectName: plan.projectName,
    planId: plan.id,
    siteId: one.id,
    targetSiteId: two.id,
    checkpointId: point.id,
    requestedBy: plan.ownerUserName,
    requestedById: plan.ownerUserId,
    createdAt: begun,
    startedAt: begun,
    endedAt: upAt,
  };
  const failover = {
    id,
    planId: plan.id,
    purpose: "drill",
    mode: "disaster",
    fromSiteId: one.id,
    toSiteId: two.id,
    checkpointId: point.id,
    workload: "undone",
    cleanup: "done",
    reason: "Drill by the calendar",
    declaredBy: plan.ownerUserName,
    declaredAt: begun,
    pointAt: point.capturedAt,
    upAt,
    undoneAt: cleanedAt,
    cleanedAt,
  };
  return { run, steps: stepsOf({ plan, runId: id, begun, upAt }), failover };
}

type Course = { plan: HistoryPlan; runId: string; begun: Date; upAt: Date };

/** Volumes side by side for most of the time, then each server. */
function stepsOf({ plan: { spec }, runId, begun, upAt }: Course): Prisma.StepCreateManyInput[] {
  const at = (share: number) => new Date(begun.getTime() + share * (upAt.getTime() - begun.getTime()));
  const volumes = spec.volumes.map((name) =>
    step(`filled:${name}`, `${name} is filled and read back`, at(0.02), at(0.8)),
  );
  const servers = spec.servers.flatMap((name) => [
    step(`server:${name}`, `Create server ${name} with its volumes`, at(0.81), at(0.84)),
    step(`active:${name}`, `${name} runs with all volumes attached`, at(0.84), at(0.99)),
  ]);
  const first = step("begin", "Fix the point from which the workload comes back", begun, at(0.01));
  const last = step("up", "Everything is up: note what took whose place", at(0.99), upAt);
  return [first, ...volumes, ...servers, last].map((one, position) => ({ ...one, runId, position }));
}

function step(key: string, title: string, startedAt: Date, endedAt: Date) {
  return { key, title, state: "done", startedAt, endedAt, attempts: 1, requestIds: [] };
}
