import "server-only";
import { selectMembers, type MemberRow } from "@/lib/db/members";
import { selectObjectives } from "@/lib/db/objectives";
import { selectPlanPoints } from "@/lib/db/plan-points";
import { selectPlan, selectPlans, type PlanRow } from "@/lib/db/plans";
import { selectSiteNames } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import type { Scope } from "@/lib/domain/permissions";
import { DAY_MS } from "@/lib/domain/zone";
import { STRIP_DAYS, type PlanFacts } from "./view";

export const noSuchPlan = () => new AppError("not-found", "There is no such plan in this project.");

/** The plan, or `not-found`: another project's plan does not exist here. */
export async function requirePlan(scope: Scope, planId: string): Promise<PlanRow> {
  const plan = await selectPlan(scope, planId);
  if (!plan) throw noSuchPlan();
  return plan;
}

/** Everything that the views of these plans need: five queries, however many plans there are. */
export async function readFacts(
  scope: Scope,
  ids: string[],
  now: Date,
): Promise<(PlanFacts & { members: MemberRow[] })[]> {
  const from = new Date(now.getTime() - (STRIP_DAYS + 1) * DAY_MS);
  const plans = await selectPlans(scope, ids);
  const own = plans.map(({ id }) => id);
  const [points, objectives, members, siteNames] = await Promise.all([
    selectPlanPoints(own, from),
    selectObjectives(own),
    selectMembers(own, from),
    selectSiteNames(scope.cloudId),
  ]);
  const [pointsOf, objectivesOf, membersOf] = [byPlan(points), byPlan(objectives), byPlan(members)];
  return plans.map((plan) => {
    const present = membersOf.get(plan.id) ?? [];
    return {
      plan,
      siteNames,
      points: pointsOf.get(plan.id) ?? [],
      objectives: objectivesOf.get(plan.id) ?? [],
      members: present,
      memberCount: present.filter(({ leftAt }) => leftAt === null).length,
    };
  });
}

function byPlan<Row extends { planId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const list = found.get(row.planId);
    if (list) list.push(row);
    else found.set(row.planId, [row]);
  }
  return found;
}
