import "server-only";
import { selectObjectives, type ObjectiveRow } from "@/lib/db/objectives";
import { selectOpenFailovers } from "@/lib/db/open-failovers";
import {
  selectCameUp,
  selectDecisionMinutes,
  selectLastDrills,
  selectNewestOffsite,
  selectPast,
  selectRecoveryPlans,
  selectRunTimes,
  type PastRow,
  type RecoveryPlanRow,
} from "@/lib/db/recovery-list";
import { selectSiteNames } from "@/lib/db/sites";
import type { Actor } from "@/lib/domain/permissions";
import {
  RECOVERY_PAGE_SIZE,
  type RecoveryEvent,
  type RecoveryList,
  type RecoveryPlan,
  type RecoveryQuery,
} from "@/lib/domain/recovery-list";
import { recoveryTimes } from "@/lib/domain/rta";
import { currentObjective } from "../plans/view";
import { requireActor } from "../session";
import { peopleWaits } from "./people-waits";

const TREND = 60;
const MINUTE_MS = 60_000;

/** Which plans could go where, what was tried, and how long it took. */
export async function listRecovery(query: RecoveryQuery): Promise<RecoveryList> {
  return recoveryListOf(await requireActor("project:read"), query);
}

/** The same few queries whatever the number of rows. */
export async function recoveryListOf(actor: Actor, { page, past }: RecoveryQuery): Promise<RecoveryList> {
  const size = RECOVERY_PAGE_SIZE;
  const [plans, history, cameUp] = await Promise.all([
    selectRecoveryPlans(actor, { page, size }),
    selectPast(actor, { page: past, size }),
    selectCameUp(actor, TREND),
  ]);
  const planIds = plans.rows.map(({ id }) => id);
  const [drills, offsite, open] = await Promise.all([
    selectLastDrills(planIds),
    selectNewestOffsite(planIds),
    selectOpenFailovers(actor, planIds),
  ]);
  const rows = [...history.rows, ...cameUp, ...drills];
  const toEvent = await eventsFor(actor, rows, planIds);
  return {
    plans: plans.rows.map((plan) => ({
      ...toEvent.plan(plan),
      offsite: instantOf(offsite.get(plan.id)),
      lastDrill: drills.filter(({ planId }) => planId === plan.id).map(toEvent.event)[0] ?? null,
      open: open.flatMap(({ id, planId, purpose }) => (planId === plan.id ? [{ id, purpose }] : [])),
    })),
    planTotal: plans.total,
    readyTotal: plans.ready,
    history: history.rows.map(toEvent.event),
    historyTotal: history.total,
    trend: cameUp.map(toEvent.event).reverse(),
  };
}

function instantOf(at: Date | undefined): RecoveryPlan["offsite"] {
  return at ? { capturedAt: at.toISOString() } : null;
}

async function eventsFor(actor: Actor, rows: PastRow[], shownPlans: string[]) {
  const planIds = [...new Set([...shownPlans, ...rows.map(({ planId }) => planId)])];
  const [objectives, decisionMinutes, runs, siteNames] = await Promise.all([
    selectObjectives(planIds),
    selectDecisionMinutes(planIds),
    selectRunTimes([...new Set(rows.map(({ id }) => id))]),
    selectSiteNames(actor.cloudId),
  ]);
  const promisesOf = (wanted: string) => objectives.filter(({ planId }) => planId === wanted);
  const name = (siteId: string) => siteNames.get(siteId) ?? siteId;
  const event = (row: PastRow): RecoveryEvent => {
    const run = runs.get(row.id);
    const { lossMs, totalMs } = recoveryTimes({
      purpose: row.purpose,
      impactAt: row.impactAt?.getTime() ?? null,
      declaredAt: row.declaredAt.getTime(),
      startedAt: run?.startedAt?.getTime() ?? null,
      upAt: row.upAt?.getTime() ?? null,
      pointAt: row.pointAt?.getTime() ?? null,
      decisionMs: decisionMinutes(row.planId) * MINUTE_MS,
      waits: peopleWaits(run?.gates ?? []),
    });
    const { id, planId, planName, purpose, mode, workload, cleanup } = row;
    return {
      ...{ id, planId, planName, purpose, mode, workload, cleanup, lossMs, totalMs },
      fromName: name(row.fromSiteId),
      toName: name(row.toSiteId),
      declaredAt: row.declaredAt.toISOString(),
      rtoMinutes: promiseAt(promisesOf(planId), row.declaredAt).rtoMinutes,
    };
  };
  const plan = ({ id, name: planName, siteId, recoverySiteId }: RecoveryPlanRow) => {
    const { rpoMinutes, rtoMinutes } = currentObjective(promisesOf(id));
    const toName = recoverySiteId === null ? null : name(recoverySiteId);
    return { planId: id, planName, fromName: name(siteId), toName, rpoMinutes, rtoMinutes };
  };
  return { event, plan };
}

/** What was promised at that time; versions come oldest first. */
function promiseAt(versions: ObjectiveRow[], at: Date) {
  const then = versions.filter(({ fromAt }) => fromAt <= at);
  return currentObjective(then.length > 0 ? then : versions);
}
