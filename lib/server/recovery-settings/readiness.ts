import "server-only";
import { selectObjectives } from "@/lib/db/objectives";
import type { SiteRecord } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import { resolveMappings } from "@/lib/domain/mapping-proposal";
import type { Actor } from "@/lib/domain/permissions";
import { judgeReadiness, notReady, type ReadinessFacts } from "@/lib/domain/readiness";
import { recoveryInput } from "@/lib/domain/recovery-input";
import { orderOf } from "@/lib/domain/recovery-order";
import type { Readiness } from "@/lib/domain/recovery-page";
import type { RecoverySettings } from "@/lib/domain/recovery-settings";
import { judgeRestore } from "@/lib/domain/restore-checks";
import type { RestoreSource } from "@/lib/domain/restore-source";
import { isOpenStackError } from "@/lib/openstack/error";
import { toFailure } from "../failure";
import { currentObjective } from "../plans/view";
import { loadRestorable } from "../recovery/load";
import { optionsOf } from "../recovery/queries";
import { readTarget } from "../recovery/target";
import { loadRecovery, NO_POINT, NO_RECOVERY_SITE } from "./load";

/** Whether the plan could come up at its recovery site now; asks that site, and changes nothing. */
export async function readinessOf(actor: Actor, planId: string): Promise<Readiness> {
  const known = await loadRecovery(actor, planId);
  const { settings, site, usable, offsite } = known;
  const now = new Date();
  if (!site)
    return notReady(
      {
        key: "recovery-site",
        title: "Recovery site",
        detail: NO_RECOVERY_SITE.message,
        remedy: NO_RECOVERY_SITE.remedy,
      },
      now,
    );
  const point = offsite ?? usable;
  if (!point)
    return notReady({ key: "point", title: "Checkpoint", detail: NO_POINT.message, remedy: NO_POINT.remedy }, now);
  const [{ source }, objectives] = await Promise.all([loadRestorable(actor, point.id), selectObjectives([planId])]);
  const asked = await answerOf(() => askSite(actor, { source, settings, site }));
  return judgeReadiness({
    now: new Date(),
    siteName: site.name,
    offsiteAt: offsite?.capturedAt ?? null,
    rpoMinutes: currentObjective(objectives).rpoMinutes,
    order: orderFacts(source, settings),
    ...asked,
  });
}

type Answer = Pick<ReadinessFacts, "siteProblem" | "credential" | "gaps" | "restore">;

/** A site that fails is a finding; an ended session, or a bug, is not. */
async function answerOf(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!isOpenStackError(error) || isOpenStackError(error, "expired")) throw error;
    const { message } = await toFailure(error);
    return { siteProblem: message, credential: null, gaps: null, restore: [] };
  }
}

type Asking = { source: RestoreSource; settings: RecoverySettings; site: SiteRecord };

async function askSite(actor: Actor, { source, settings, site }: Asking): Promise<Answer> {
  const options = await optionsOf(actor, site.id);
  const { resolved, gaps } = resolveMappings({ source, settings, options, targetSiteName: site.name });
  const input = recoveryInput(source, resolved, { targetSiteId: site.id, drill: false });
  const { facts } = await readTarget(actor, { input, source, target: site });
  return { siteProblem: null, credential: facts.credential, gaps, restore: judgeRestore(input, source, facts) };
}

function orderFacts(source: RestoreSource, settings: RecoverySettings): ReadinessFacts["order"] {
  try {
    const { waves, servers } = orderOf(source, settings);
    return { waves: waves.length, servers: servers.length };
  } catch (error) {
    if (error instanceof AppError) return { problem: error.message };
    throw error;
  }
}
