import { inTransaction } from "@/lib/db/client";
import { updateFailover } from "@/lib/db/failovers";
import { undoFailoverInput } from "@/lib/domain/failover";
import type { StepFailure } from "../failure";
import type { Flow, FlowEnd, FlowRun } from "../flow";
import { wakeSource } from "./failover-source";
import { giveBackPorts } from "@/lib/protection/restore/old-ports";
import { contextOf } from "./restore-context";
import { removeAll } from "./remove-restored";

/** Takes away all that a failover or a drill made, proves it, and gives the source back to its users. */
export const undoFailover: Flow = { run: carryOut, fail: explain };

async function carryOut(run: FlowRun): Promise<FlowEnd> {
  const input = undoFailoverInput.parse(run.row.input);
  await removeAll(run, input.failoverId, input.things);
  const { targetSiteId } = input;
  const context = contextOf(run, { planId: run.row.planId ?? "", sourceSiteId: targetSiteId, targetSiteId });
  for (const old of input.giveBack) await giveBackPorts(context, `give-back:${old.serverId}`, old);
  await wakeSource(run, input.start, input.sourceSiteId);
  await run.step("undone", async () => {
    const at = new Date();
    await inTransaction((tx) =>
      updateFailover(tx, input.failoverId, { workload: "undone", undoneAt: at, cleanup: "done", cleanedAt: at }),
    );
  });
  return { state: "succeeded", result: { removed: input.things.length } };
}

async function explain(run: FlowRun, failure: StepFailure): Promise<FlowEnd> {
  const { failoverId } = undoFailoverInput.parse(run.row.input);
  await inTransaction((tx) => updateFailover(tx, failoverId, { cleanup: "leftovers" }));
  return { state: failure.kind === "cancelled" ? "cancelled" : "failed", cause: failure.cause };
}
