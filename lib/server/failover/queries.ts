import "server-only";
import { selectFailovers, type FailoverRow } from "@/lib/db/failovers";
import { selectObjectives } from "@/lib/db/objectives";
import type { PlanRow } from "@/lib/db/plans";
import { selectRecovery } from "@/lib/db/recovery";
import { selectUndoOf } from "@/lib/db/run-views";
import { selectSiteNames } from "@/lib/db/sites";
import type { FailoverDetail, FailoverPoint, FailoverView } from "@/lib/domain/failover-view";
import type { Actor } from "@/lib/domain/permissions";
import { recoveryTimes } from "@/lib/domain/rta";
import type { RunDetail } from "@/lib/domain/run";
import { currentObjective } from "../plans/view";
import { requirePlan } from "../plans/read";
import { runOf } from "../runs/queries";
import { requireActor } from "../session";
import { peopleWaits } from "./people-waits";
import { pointsOf } from "./points";
import { requireFailover } from "./read";
import { waitsFor } from "./waits-for";

const MINUTE_MS = 60_000;

/** A failover or a drill with its run; another project's does not exist. */
export async function getFailover(id: string): Promise<FailoverDetail> {
  return failoverOf(await requireActor("project:read"), id);
}

export async function failoverOf(actor: Actor, id: string): Promise<FailoverDetail> {
  const { failover, plan } = await requireFailover(actor, id);
  const [run, undo, facts] = await Promise.all([runOf(actor, id), selectUndoOf(actor, id), factsOf(plan)]);
  return { ...toView(failover, run, facts), run, undo };
}

/** All failovers and drills of a plan, newest first. */
export async function failoversOf(actor: Actor, planId: string): Promise<FailoverView[]> {
  const plan = await requirePlan(actor, planId);
  const [rows, facts] = await Promise.all([selectFailovers(planId), factsOf(plan)]);
  return Promise.all(rows.map(async (row) => toView(row, await runOf(actor, row.id), facts)));
}

/** The points to choose from in the wizard, newest first. */
export async function failoverPointsOf(
  actor: Actor,
  { planId, impactAt }: { planId: string; impactAt: string | null },
): Promise<FailoverPoint[]> {
  const plan = await requirePlan(actor, planId);
  return pointsOf(plan.id, impactAt ? new Date(impactAt) : new Date());
}

type Facts = { plan: PlanRow; rtoMinutes: number; decisionMinutes: number; siteNames: Map<string, string> };

async function factsOf(plan: PlanRow): Promise<Facts> {
  const [objectives, settings, siteNames] = await Promise.all([
    selectObjectives([plan.id]),
    selectRecovery(plan.id),
    selectSiteNames(plan.cloudId),
  ]);
  const { rtoMinutes } = currentObjective(objectives);
  return { plan, rtoMinutes, decisionMinutes: settings.decisionMinutes, siteNames };
}

function toView(row: FailoverRow, run: RunDetail, facts: Facts): FailoverView {
  const { plan, rtoMinutes, decisionMinutes, siteNames } = facts;
  const site = (id: string) => ({ id, name: siteNames.get(id) ?? id });
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const { fromSiteId, toSiteId, id, planId, purpose, mode, checkpointId, workload, cleanup, reason, declaredBy } = row;
  return {
    id,
    planId,
    planName: plan.name,
    purpose,
    mode,
    from: site(fromSiteId),
    to: site(toSiteId),
    checkpointId,
    workload,
    cleanup,
    reason,
    declaredBy,
    declaredAt: row.declaredAt.toISOString(),
    impactAt: iso(row.impactAt),
    pointAt: iso(row.pointAt),
    upAt: iso(row.upAt),
    committedAt: iso(row.committedAt),
    undoneAt: iso(row.undoneAt),
    cleanedAt: iso(row.cleanedAt),
    endsAt: iso(row.endsAt),
    successors: row.successors,
    sourceTasks: row.sourceTasks,
    times: recoveryTimes({
      purpose,
      impactAt: row.impactAt?.getTime() ?? null,
      declaredAt: row.declaredAt.getTime(),
      startedAt: firstStart(run),
      upAt: row.upAt?.getTime() ?? null,
      pointAt: row.pointAt?.getTime() ?? null,
      decisionMs: decisionMinutes * MINUTE_MS,
      waits: peopleWaits(run.steps),
    }),
    rtoMinutes,
    waitsFor: waitsFor(row, run),
  };
}

/** A run that is tried again begins anew; what its first attempt took counts as well. */
function firstStart({ startedAt, steps }: RunDetail): number | null {
  const starts = [startedAt, ...steps.map((step) => step.startedAt)].flatMap((at) => (at ? [Date.parse(at)] : []));
  return starts.length > 0 ? Math.min(...starts) : null;
}
