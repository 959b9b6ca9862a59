import "server-only";
import { selectObjectives } from "@/lib/db/objectives";
import { selectOpenFailovers } from "@/lib/db/open-failovers";
import { selectRecovery } from "@/lib/db/recovery";
import { selectSites, toSiteView } from "@/lib/db/sites";
import type { FailoverPlace, FailoverPlanFacts } from "@/lib/domain/failover-page";
import { isAllowed } from "@/lib/domain/permissions";
import { requirePlan } from "../plans/read";
import { currentObjective } from "../plans/view";
import { requireActor } from "../session";

type PageFacts = { facts: FailoverPlanFacts; canWrite: boolean };

/** What the wizard of a failover or a drill begins with; another project's plan does not exist. */
export async function getFailoverPage(planId: string): Promise<PageFacts> {
  const actor = await requireActor("project:read");
  const plan = await requirePlan(actor, planId);
  const [sites, objectives, settings, open] = await Promise.all([
    selectSites(actor.cloudId),
    selectObjectives([plan.id]),
    selectRecovery(plan.id),
    selectOpenFailovers(actor, [plan.id]),
  ]);
  const views = sites.map(toSiteView);
  const placeOf = (id: string): FailoverPlace => {
    const site = views.find((one) => one.id === id);
    return { id, name: site?.name ?? id, state: site?.state ?? "unknown" };
  };
  return {
    canWrite: isAllowed(actor, "project:write"),
    facts: {
      planId: plan.id,
      planName: plan.name,
      from: placeOf(plan.siteId),
      to: plan.recoverySiteId ? placeOf(plan.recoverySiteId) : null,
      rtoMinutes: currentObjective(objectives).rtoMinutes,
      drillHours: settings.drillHours,
      open: open.map(({ id, purpose }) => ({ id, purpose })),
    },
  };
}
