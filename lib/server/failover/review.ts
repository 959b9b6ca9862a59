import "server-only";
import { selectPredecessors } from "@/lib/db/failovers";
import { selectObjectives } from "@/lib/db/objectives";
import { selectRecovery } from "@/lib/db/recovery";
import type { SiteRecord } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import type { FailoverInput } from "@/lib/domain/failover";
import type { FailoverPlan } from "@/lib/domain/failover-plan";
import type { FailoverPoint, FailoverReview } from "@/lib/domain/failover-view";
import { lanesOf, longestWayMs } from "@/lib/domain/lanes";
import type { Actor } from "@/lib/domain/permissions";
import { planHash } from "@/lib/domain/plan-hash";
import { chosenPoint } from "@/lib/domain/point-choice";
import { orderOf, type ServerOrder } from "@/lib/domain/recovery-order";
import type { CheckResult, RestoreInput } from "@/lib/domain/restore";
import { judgeRestore } from "@/lib/domain/restore-checks";
import type { RestoreSource } from "@/lib/domain/restore-source";
import { proposeFailover } from "@/lib/protection/restore/failover-proposal";
import { cloudFor, siteOf } from "../cloud";
import { currentObjective } from "../plans/view";
import { requirePlan } from "../plans/read";
import type { PlanRow } from "@/lib/db/plans";
import { loadRestorable } from "../recovery/load";
import { paceAt, readTarget } from "../recovery/target";
import { effectsOf } from "./effects";
import { pointsOf } from "./points";

export type ReviewedFailover = {
  review: FailoverReview;
  plan: PlanRow;
  target: SiteRecord;
  source: RestoreSource;
  request: RestoreInput;
  failover: FailoverPlan;
  order: ServerOrder;
};

/** What this failover or drill would do, found out just now. Nothing is changed. */
export async function reviewFailover(actor: Actor, input: FailoverInput): Promise<ReviewedFailover> {
  const plan = await requirePlan(actor, input.planId);
  if (!plan.recoverySiteId)
    throw new AppError("conflict", `${plan.name} has no recovery site.`, {
      safe: "Nothing was changed.",
      remedy: "Choose one in the plan's settings; the next checkpoint goes there.",
    });
  const now = new Date();
  const [target, origin, points] = await Promise.all([
    siteOf(actor, plan.recoverySiteId),
    siteOf(actor, plan.siteId),
    pointsOf(plan.id, input.impactAt ? new Date(input.impactAt) : now),
  ]);
  const point = pointFor(input, points, plan.name);
  const { source } = await loadRestorable(actor, point.checkpointId);
  const cloud = await cloudFor(actor, target.id);
  const [settings, old, pace, objectives] = await Promise.all([
    selectRecovery(plan.id),
    selectPredecessors(plan.id, target.id),
    paceAt(target.id),
    selectObjectives([plan.id]),
  ]);
  const proposal = await proposeFailover(cloud, { source, settings, drill: input.purpose === "drill", old, pace });
  const { request, gaps, plan: failover } = proposal;
  const { facts } = await readTarget(actor, { input: request, source, target });
  const checks = [
    ...gaps,
    ...offsiteCheck(point, facts.imports.sourceReachable),
    ...judgeRestore(request, source, facts),
  ];
  const order = orderOf(source, settings);
  const review: FailoverReview = {
    hash: planHash({
      input: { ...input, impactAt: null, point: point.checkpointId },
      request,
      order: failover.order,
      steps: failover.steps.map(({ expectedMs: _expected, ...step }) => step),
    }),
    purpose: input.purpose,
    mode: input.mode,
    planName: plan.name,
    from: { id: origin.id, name: origin.name, state: origin.state },
    to: { id: target.id, name: target.name, state: target.state },
    point: input.mode === "planned" && input.purpose === "real" ? null : point,
    checks,
    waves: wavesOf(order),
    steps: failover.steps.map(({ key, title, expectedMs }) => ({ key, title, expectedMs })),
    counts: {
      servers: request.servers.length,
      volumes: request.volumes.length,
      sizeGiB: source.volumes.reduce((sum, volume) => sum + volume.sizeGiB, 0),
      addresses: failover.steps.filter((step) => step.do === "give-address").length,
    },
    expectedMs: longestWayMs(
      lanesOf(failover.steps, { source: { servers: placesOf(source) }, request, order: failover.order }),
    ),
    pace,
    rtoMinutes: currentObjective(objectives).rtoMinutes,
    effects: effectsOf({ input, planName: plan.name, from: origin.name, to: target.name }),
    checkedAt: now.toISOString(),
  };
  return { review, plan, target, source, request, failover, order };
}

function pointFor({ point }: FailoverInput, points: FailoverPoint[], planName: string): FailoverPoint {
  const found = chosenPoint(point, points);
  if (found) return found;
  throw new AppError("conflict", `${planName} has no such point from which it could come back.`, {
    safe: "Nothing was changed.",
    remedy: points.length === 0 ? "Take a checkpoint first." : "Choose another point.",
  });
}

/** A point whose copies need the source is of no use when the source is dark. */
function offsiteCheck({ offsite }: FailoverPoint, sourceReachable: boolean): CheckResult[] {
  if (offsite) return [];
  return [
    {
      key: "offsite",
      title: "The point is not whole at the recovery site",
      verdict: sourceReachable ? "warning" : "blocked",
      detail: sourceReachable
        ? "Something of it must still be fetched from the source while the failover runs."
        : "Something of it is at the source only, and the source cannot be reached.",
      remedy: "Choose a point that is offsite.",
    },
  ];
}

function wavesOf({ waves, servers }: ServerOrder): FailoverReview["waves"] {
  return waves.map((ids) =>
    ids.flatMap((id) =>
      servers
        .filter(({ serverId }) => serverId === id)
        .map(({ name, critical, gates }) => ({ name, critical, gates: gates.length })),
    ),
  );
}

function placesOf(source: RestoreSource) {
  return source.servers.map(({ capturedId, volumeIds }) => ({
    capturedId,
    volumes: source.volumes.filter(({ volumeId }) => volumeIds.includes(volumeId)).map((volume) => volume.capturedId),
  }));
}
