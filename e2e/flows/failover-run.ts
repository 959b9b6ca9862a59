import { selectRecovery } from "@/lib/db/recovery";
import { selectFailover, selectPredecessors } from "@/lib/db/failovers";
import { selectGivenUp } from "@/lib/db/old-servers";
import { selectStanding } from "@/lib/db/ledger";
import { selectWorkRun } from "@/lib/db/runs";
import { failoverRunInput, type FailoverMode, type FailoverPurpose } from "@/lib/domain/failover";
import { json } from "@/lib/domain/json";
import { orderOf } from "@/lib/domain/recovery-order";
import type { Cloud } from "@/lib/openstack/cloud";
import { proposeFailover } from "@/lib/protection/restore/failover-proposal";
import { startFailover, startUndoFailover, type PlanRef, type Started } from "@/lib/workflows/start";
import { readSource } from "./restore-run";

const actor = { userId: "tester", userName: "tester" };

type Order = { plan: PlanRef; checkpointId: string; target: Cloud; purpose: FailoverPurpose; mode: FailoverMode };

/** A failover as the web process would order it. */
export async function orderFailover({ plan, checkpointId, target, purpose, mode }: Order): Promise<Started> {
  const source = await readSource(plan, checkpointId);
  const settings = await selectRecovery(plan.id);
  const {
    request,
    gaps,
    plan: failover,
  } = await proposeFailover(target, {
    source,
    settings,
    drill: purpose === "drill",
    old: await selectPredecessors(plan.id, target.site.id),
  });
  if (gaps.length > 0) throw new Error(JSON.stringify(gaps));
  const places = { planId: plan.id, sourceSiteId: source.siteId, targetSiteId: target.site.id };
  const planned = purpose === "real" && mode === "planned";
  return startFailover({
    plan,
    actor,
    targetName: target.site.name,
    expectedMs: null,
    declared: { reason: "a test", impactAt: null, declaredAt: new Date(), pointAt: null },
    input: {
      purpose,
      mode,
      ...places,
      quiet: planned ? orderOf(source, settings).servers.map(({ serverId, name }) => ({ serverId, name })) : [],
      restore: planned
        ? null
        : {
            checkpointId,
            ...places,
            request: json.parse(request),
            hash: "test",
            order: failover.order,
            steps: failover.steps,
          },
    },
  });
}

/** The undoing of a failover, or the end of a drill. */
export async function orderUndo(plan: PlanRef, failoverId: string): Promise<Started> {
  const [failover, run, things] = await Promise.all([
    selectFailover(failoverId),
    selectWorkRun(failoverId),
    selectStanding(failoverId),
  ]);
  const { quiet } = failoverRunInput.parse(run?.input);
  return startUndoFailover({
    plan,
    actor,
    drill: failover?.purpose === "drill",
    input: {
      failoverId,
      things,
      start: quiet,
      giveBack: await selectGivenUp(failoverId),
      sourceSiteId: failover?.fromSiteId ?? "",
      targetSiteId: failover?.toSiteId ?? "",
    },
  });
}
