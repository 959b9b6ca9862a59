import { selectDrillsToEnd, selectFailover } from "@/lib/db/failovers";
import { selectStanding } from "@/lib/db/ledger";
import { selectWorkPlan } from "@/lib/db/plan-work";
import { BREAKWATER_ACTOR } from "@/lib/db/audit";
import { derivedId } from "./ids";
import { startUndoFailover } from "./start";

/** Ends the drills whose time is over: nothing of a drill stands longer than it was given. */
export async function endOverdueDrills(now: Date): Promise<void> {
  for (const { id, planId } of await selectDrillsToEnd(now)) {
    const [drill, plan] = await Promise.all([selectFailover(id), selectWorkPlan(planId)]);
    if (!drill || !plan) continue;
    await startUndoFailover({
      plan,
      actor: BREAKWATER_ACTOR,
      drill: true,
      // Two workers that see it at the same time start one run.
      once: derivedId("drill-end", id),
      input: {
        failoverId: id,
        things: await selectStanding(id),
        start: [],
        giveBack: [],
        sourceSiteId: drill.fromSiteId,
        targetSiteId: drill.toSiteId,
      },
    });
  }
}
