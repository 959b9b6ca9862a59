import type { Scope } from "@/lib/domain/permissions";
import { NO_SETTINGS, recoverySettings } from "@/lib/domain/recovery-settings";
import { db } from "./client";
import { toFailoverRow, type FailoverRow } from "./failovers";

export type RecoveryPlanRow = { id: string; name: string; siteId: string; recoverySiteId: string | null };
export type PastRow = FailoverRow & { planName: string };
type Page = { page: number; size: number };

const scoped = ({ cloudId, projectId }: Scope) => ({ cloudId, projectId });

/** A page of the project's plans: those with a recovery site first. */
export async function selectRecoveryPlans(
  scope: Scope,
  { page, size }: Page,
): Promise<{ rows: RecoveryPlanRow[]; total: number; ready: number }> {
  const where = { ...scoped(scope), deletedAt: null };
  const [withSite, total, ready] = await Promise.all([
    db().plan.findMany({
      where,
      orderBy: [{ recoverySiteId: { sort: "asc", nulls: "last" } }, { name: "asc" }, { id: "asc" }],
      skip: (page - 1) * size,
      take: size,
      select: { id: true, name: true, siteId: true, recoverySiteId: true },
    }),
    db().plan.count({ where }),
    db().plan.count({ where: { ...where, recoverySiteId: { not: null } } }),
  ]);
  return { rows: withSite, total, ready };
}

/** Capture time of each plan's newest point that needs nothing of its own site. */
export async function selectNewestOffsite(planIds: string[]): Promise<Map<string, Date>> {
  const groups = await db().checkpoint.groupBy({
    by: ["planId"],
    where: { planId: { in: planIds }, state: "usable", goneAt: null, offsiteAt: { not: null } },
    _max: { capturedAt: true },
  });
  return new Map(groups.flatMap(({ planId, _max }) => (_max.capturedAt ? [[planId, _max.capturedAt]] : [])));
}

const withPlan = { plan: { select: { name: true } } } as const;

/** The newest drill of each of these plans. */
export async function selectLastDrills(planIds: string[]): Promise<PastRow[]> {
  const newest = await db().failover.groupBy({
    by: ["planId"],
    where: { planId: { in: planIds }, purpose: "drill" },
    _max: { declaredAt: true },
  });
  const pairs = newest.flatMap(({ planId, _max }) =>
    _max.declaredAt ? [{ planId, declaredAt: _max.declaredAt }] : [],
  );
  if (pairs.length === 0) return [];
  const rows = await db().failover.findMany({ where: { purpose: "drill", OR: pairs }, include: withPlan });
  return rows.map(({ plan, ...row }) => ({ ...toFailoverRow(row), planName: plan.name }));
}

/** A page of the project's failovers and drills, newest first. */
export async function selectPast(scope: Scope, { page, size }: Page): Promise<{ rows: PastRow[]; total: number }> {
  const where = { plan: scoped(scope) };
  const [rows, total] = await Promise.all([
    db().failover.findMany({
      where,
      orderBy: [{ declaredAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * size,
      take: size,
      include: withPlan,
    }),
    db().failover.count({ where }),
  ]);
  return { rows: rows.map(({ plan, ...row }) => ({ ...toFailoverRow(row), planName: plan.name })), total };
}

/** The last of the project's failovers and drills that came up, newest first. */
export async function selectCameUp(scope: Scope, take: number): Promise<PastRow[]> {
  const rows = await db().failover.findMany({
    where: { plan: scoped(scope), upAt: { not: null } },
    orderBy: { declaredAt: "desc" },
    take,
    include: withPlan,
  });
  return rows.map(({ plan, ...row }) => ({ ...toFailoverRow(row), planName: plan.name }));
}

export type RunTimes = {
  startedAt: Date | null;
  gates: { key: string; title: string; startedAt: Date | null; endedAt: Date | null }[];
};

/** When the runs began, and their gates: what recovery times are reckoned from. */
export async function selectRunTimes(runIds: string[]): Promise<Map<string, RunTimes>> {
  const rows = await db().run.findMany({
    where: { id: { in: runIds } },
    select: {
      id: true,
      startedAt: true,
      steps: {
        where: { key: { startsWith: "gate:" } },
        select: { key: true, title: true, startedAt: true, endedAt: true },
      },
    },
  });
  return new Map(rows.map(({ id, startedAt, steps }) => [id, { startedAt, gates: steps }]));
}

/** The minutes that a drill adds for deciding, by plan. */
export async function selectDecisionMinutes(planIds: string[]): Promise<(planId: string) => number> {
  const rows = await db().recovery.findMany({
    where: { planId: { in: planIds } },
    select: { planId: true, settings: true },
  });
  const known = new Map(rows.map((row) => [row.planId, recoverySettings.parse(row.settings).decisionMinutes]));
  return (planId) => known.get(planId) ?? NO_SETTINGS.decisionMinutes;
}
