import { BREAKWATER_ACTOR } from "@/lib/db/audit";
import { selectWorkPlan } from "@/lib/db/plan-work";
import { dueToExpire } from "../retention";
import type { FlowRun } from "../flow";
import { startExpire } from "../start";

/** After each checkpoint: what the retention no longer keeps is let go, by a run of its own. */
export async function startRetention(run: FlowRun): Promise<string | null> {
  const plan = run.row.planId ? await selectWorkPlan(run.row.planId) : null;
  if (!plan || plan.deletedAt || (await dueToExpire(plan, new Date())).length === 0) return null;
  const { runId } = await startExpire({
    plan,
    checkpointIds: null,
    reason: "retention",
    actor: BREAKWATER_ACTOR,
    once: [run.id, String(run.row.attempt)],
  });
  return runId;
}
