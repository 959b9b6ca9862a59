import { planFailover, type FailoverPlan, type Predecessors } from "@/lib/domain/failover-plan";
import { resolveMappings, type ResolvedMappings } from "@/lib/domain/mapping-proposal";
import { recoveryInput } from "@/lib/domain/recovery-input";
import { orderOf } from "@/lib/domain/recovery-order";
import type { RecoverySettings } from "@/lib/domain/recovery-settings";
import type { CheckResult, RestoreInput } from "@/lib/domain/restore";
import { ASSUMED_MS_PER_GIB, type RestoreFacts } from "@/lib/domain/restore-facts";
import type { RestoreSource } from "@/lib/domain/restore-source";
import { env } from "@/lib/env";
import type { Cloud } from "@/lib/openstack/cloud";
import { readOptions } from "./target-facts";

type Wanted = {
  source: RestoreSource;
  settings: RecoverySettings;
  drill: boolean;
  /** Which old servers stand at the target since the workload left it. */
  old?: Predecessors;
  /** How long filling a volume takes there; assumed where it was not measured. */
  pace?: Pick<RestoreFacts, "msPerGiB" | "fixedMs">;
};

export type FailoverProposal = {
  request: RestoreInput;
  resolved: ResolvedMappings;
  gaps: CheckResult[];
  plan: FailoverPlan;
};

/** What bringing up a whole checkpoint at a site comes to: what becomes what there, and every step in its order. */
export async function proposeFailover(
  cloud: Cloud,
  { source, settings, drill, old, pace = { msPerGiB: ASSUMED_MS_PER_GIB } }: Wanted,
): Promise<FailoverProposal> {
  const options = await readOptions(cloud);
  const { id: targetSiteId, name: targetSiteName } = cloud.site;
  const { resolved, gaps } = resolveMappings({ source, settings, options, targetSiteName });
  const request = recoveryInput(source, resolved, { targetSiteId, drill });
  const facts: RestoreFacts = {
    source,
    targetSiteId,
    targetSiteName,
    live: new Map(),
    batch: env().siteConcurrency,
    ...pace,
  };
  return {
    request,
    resolved,
    gaps,
    plan: planFailover(request, facts, orderOf(source, settings), drill ? undefined : old),
  };
}
