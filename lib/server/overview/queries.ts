import "server-only";
import { selectLiveRuns, selectMedianDurations, selectPlanIds, selectRunNeeds } from "@/lib/db/overview";
import { countLiveRuns } from "@/lib/db/shell";
import { selectSites, toSiteView } from "@/lib/db/sites";
import type { NextRunView, OverviewView } from "@/lib/domain/overview";
import { isAllowed, type Actor, type Scope } from "@/lib/domain/permissions";
import { consistency, type PlanView } from "@/lib/domain/plan";
import { compliance, fleetPercent } from "@/lib/domain/rpo-compliance";
import { toTargetVersions } from "@/lib/domain/rpo-target";
import { slotsBetween } from "@/lib/domain/schedule";
import { DAY_MS, HOUR_MS } from "@/lib/domain/zone";
import { requireActor } from "@/lib/server/session";
import { toPoints, toVersion } from "../plans/history-of";
import { plansOf } from "../plans/queries";
import { readFacts } from "../plans/read";
import { STRIP_DAYS } from "../plans/view";
import { coverageOf } from "./coverage";
import { needsOf } from "./needs";

const AHEAD_MS = 6 * HOUR_MS;
const MOST_NEXT = 12;
const MOST_PER_PLAN = 4;

/** What would be lost now, what needs a person, what comes next. */
export async function getOverview(): Promise<OverviewView> {
  return overviewOf(await requireActor("project:read"));
}

export async function overviewOf(actor: Actor, now = new Date()): Promise<OverviewView> {
  const sites = (await selectSites(actor.cloudId)).map(toSiteView);
  const [plans, fleet, coverage, runNeeds, runsLive, runsLiveTotal] = await Promise.all([
    plansOf(actor, { search: "", page: 1 }, now),
    fleetOf(actor, now),
    coverageOf(actor, sites, now.getTime()),
    selectRunNeeds(actor, new Date(now.getTime() - DAY_MS)),
    selectLiveRuns(actor),
    countLiveRuns(actor),
  ]);
  const durations = await selectMedianDurations(plans.rows.map(({ id }) => id));
  const next = nextRunsOf(plans.rows, durations, now.getTime());
  return {
    projectName: actor.projectName,
    asOf: now.toISOString(),
    canWrite: isAllowed(actor, "project:write"),
    planTotal: plans.projectTotal,
    brokenTotal: plans.brokenTotal,
    plans: plans.rows,
    worst: worstOf(plans.rows[0]),
    fleet,
    coverage,
    runsLive,
    runsLiveTotal,
    needs: needsOf({ plans: plans.rows, runs: runNeeds, sites, coverage }),
    nextRuns: next.slice(0, MOST_NEXT),
    nextRunsTotal: next.length,
  };
}

function worstOf(plan: PlanView | undefined): OverviewView["worst"] {
  if (!plan) return null;
  const { state, exposureMs, since } = plan.exposure;
  return { planId: plan.id, planName: plan.name, state, exposureMs, since, rpoMinutes: plan.objective.rpoMinutes };
}

/** The schedule's slots of the next six hours; a plan of every five minutes does not drown the others. */
export function nextRunsOf(
  plans: readonly PlanView[],
  durations: ReadonlyMap<string, number>,
  now: number,
): NextRunView[] {
  return plans
    .filter(({ state }) => state === "active")
    .flatMap((plan) =>
      slotsBetween(plan.schedule, now, now + AHEAD_MS, MOST_PER_PLAN).map((at) => ({
        at: new Date(at).toISOString(),
        planId: plan.id,
        planName: plan.name,
        what: plan.scheduleText,
        expectedMs: durations.get(plan.id) ?? null,
      })),
    )
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

type Fleet = OverviewView["fleet"];
const fleets = new Map<string, { at: number; fleet: Fleet }>();
const FRESH_MS = 60_000;
const MOST_REMEMBERED = 500;

/**
 * Breach time over evaluable time of all the project's plans. It moves by hundredths in a minute and rests on every
 * point of thirty days, so it is worked out once a minute for all who look.
 */
async function fleetOf(scope: Scope, now: Date): Promise<Fleet> {
  const key = `${scope.cloudId}/${scope.projectId}`;
  const known = fleets.get(key);
  if (known && now.getTime() - known.at < FRESH_MS && known.at <= now.getTime()) return known.fleet;
  const facts = await readFacts(scope, await selectPlanIds(scope), now);
  const window = { from: now.getTime() - STRIP_DAYS * DAY_MS, to: now.getTime() };
  const figures = facts.map(({ plan, points, objectives }) =>
    compliance(
      {
        points: toPoints(points),
        versions: toTargetVersions(objectives.map(toVersion), consistency.parse(plan.consistency)),
        activatedAt: plan.activatedAt.getTime(),
      },
      window,
    ),
  );
  const sum = (of: "breachMs" | "evaluableMs") => figures.reduce((total, one) => total + one[of], 0);
  const fleet = {
    percent: fleetPercent(figures),
    breachMs: sum("breachMs"),
    evaluableMs: sum("evaluableMs"),
    days: STRIP_DAYS,
    plans: figures.length,
  };
  const oldest = fleets.keys().next().value;
  if (fleets.size >= MOST_REMEMBERED && oldest !== undefined) fleets.delete(oldest);
  fleets.set(key, { at: now.getTime(), fleet });
  return fleet;
}
