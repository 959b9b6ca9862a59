import "server-only";
import { selectSiteNames } from "@/lib/db/sites";
import type { RecoveryFacts } from "@/lib/domain/recovery-page";
import { attempt } from "../failure";
import { loadRestorable } from "../recovery/load";
import { optionsOf } from "../recovery/queries";
import { requireActor } from "../session";
import { loadRecovery } from "./load";

/** What the page of a plan's recovery begins with. A recovery site that does not answer is said, and stops nothing else. */
export async function getRecoveryFacts(planId: string): Promise<RecoveryFacts> {
  const actor = await requireActor("project:read");
  const { plan, settings, site, usable } = await loadRecovery(actor, planId);
  const [names, source, offered] = await Promise.all([
    selectSiteNames(actor.cloudId),
    usable ? attempt(() => loadRestorable(actor, usable.id)) : null,
    site ? attempt(() => optionsOf(actor, site.id)) : null,
  ]);
  const failed = [source, offered].find((result) => result && !result.ok);
  return {
    plan: {
      id: plan.id,
      name: plan.name,
      siteName: names.get(plan.siteId) ?? plan.siteId,
      recoverySite: site ? { id: site.id, name: site.name } : null,
    },
    settings,
    source: source?.ok ? source.data.source : null,
    options: offered?.ok ? offered.data : null,
    failure: failed && !failed.ok ? failed.error : null,
  };
}
