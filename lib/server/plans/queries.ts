import "server-only";
import { stringify } from "yaml";
import { selectAudit } from "@/lib/db/audit";
import { selectObjectives } from "@/lib/db/objectives";
import { readUserData } from "@/lib/db/plan-writes";
import { countPlans, rankPlans } from "@/lib/db/plans";
import { selectServedSiteIds, selectSiteNames, selectSites, toSiteView } from "@/lib/db/sites";
import { isAllowed, type Actor } from "@/lib/domain/permissions";
import type { PlanDetail, PlanInput } from "@/lib/domain/plan";
import { toPlanDocument } from "@/lib/domain/plan-document";
import { PLAN_PAGE_SIZE, type PlanHistoryPage, type PlanPage, type PlanQuery } from "@/lib/domain/plan-page";
import type { RecoveryFeasibility } from "@/lib/domain/plan-preview";
import type { SiteView } from "@/lib/domain/site";
import { auditQuery } from "@/lib/domain/audit";
import { requireActor } from "../session";
import { changesOf } from "./changes";
import { toPlanDetail } from "./detail-view";
import { feasibilityOf } from "./feasibility";
import { noSuchPlan, readFacts, requirePlan } from "./read";
import { planInputOf } from "./snapshot";
import { currentObjective, toPlanView } from "./view";

/** One page of the project's plans, worst first. */
export async function listPlans(query: PlanQuery): Promise<PlanPage> {
  return plansOf(await requireActor("project:read"), query);
}

export async function plansOf(actor: Actor, { search, page }: PlanQuery, now = new Date()): Promise<PlanPage> {
  const pageSize = PLAN_PAGE_SIZE;
  const ranking = await rankPlans(actor, { search, now, limit: pageSize, offset: (page - 1) * pageSize });
  const [facts, projectTotal] = await Promise.all([
    readFacts(actor, ranking.ids, now),
    search === "" && page === 1 ? ranking.total : countPlans(actor),
  ]);
  return {
    rows: facts.map((one) => toPlanView(one, now)),
    total: ranking.total,
    brokenTotal: ranking.broken,
    projectTotal,
    page,
    pageSize,
  };
}

/** A plan with everything that its page shows; another project's does not exist. */
export async function getPlan(planId: string): Promise<PlanDetail> {
  return planOf(await requireActor("project:read"), planId);
}

export async function planOf(actor: Actor, planId: string, now = new Date()): Promise<PlanDetail> {
  const [facts] = await readFacts(actor, [planId], now);
  if (!facts) throw noSuchPlan();
  return toPlanDetail(facts, now);
}

/** Who changed what of the plan, newest first. */
export async function planHistory(planId: string): Promise<PlanHistoryPage> {
  return planHistoryOf(await requireActor("project:read"), planId, null);
}

export async function planHistoryOf(actor: Actor, planId: string, marker: string | null): Promise<PlanHistoryPage> {
  await requirePlan(actor, planId);
  const [page, siteNames] = await Promise.all([
    selectAudit(actor, auditQuery.parse({ objectId: planId, marker, limit: 20 })),
    selectSiteNames(actor.cloudId),
  ]);
  const rows = page.rows.map(({ id, at, actorName, action, result, reason, requestId, ...change }) => ({
    ...{ id, at, actorName, action, result, reason, requestId },
    changes: changesOf(change, { siteNames }),
  }));
  return { rows, nextMarker: page.nextMarker };
}

export type PlanFormFacts = {
  canWrite: boolean;
  sites: SiteView[];
  feasibility: RecoveryFeasibility[];
  zones: string[];
};

/** What the guided form offers. */
export async function planFormFacts(): Promise<PlanFormFacts> {
  const actor = await requireActor("project:read");
  const [sites, served] = await Promise.all([selectSites(actor.cloudId), selectServedSiteIds()]);
  return {
    canWrite: isAllowed(actor, "project:write"),
    sites: sites.map(toSiteView),
    feasibility: feasibilityOf(sites, served),
    zones: ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")],
  };
}

/** The plan as the form takes it. */
export async function planForEdit(planId: string): Promise<{ input: PlanInput; hasUserData: string[] }> {
  const actor = await requireActor("project:read");
  const [plan, objectives] = await Promise.all([requirePlan(actor, planId), selectObjectives([planId])]);
  return {
    input: planInputOf(plan, currentObjective(objectives)),
    hasUserData: Object.keys(readUserData(plan.userDataSealed)),
  };
}

/** The plan as a YAML document, without user data. */
export async function planDocumentOf(actor: Actor, planId: string): Promise<{ name: string; text: string }> {
  const [plan, objectives, names] = await Promise.all([
    requirePlan(actor, planId),
    selectObjectives([planId]),
    selectSiteNames(actor.cloudId),
  ]);
  const sites = [...names].map(([id, name]) => ({ id, name }));
  return { name: plan.name, text: stringify(toPlanDocument(planInputOf(plan, currentObjective(objectives)), sites)) };
}
