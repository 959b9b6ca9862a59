import { writePlanBank } from "../bank";
import type { FlowRun } from "../flow";
import { POSITION } from "./protect-steps";

const STEP = { key: "bank", title: "Write the bank at the recovery site" };

/** What is known of the plan now, kept where it outlives this site and Breakwater. Its failure is not the checkpoint's. */
export async function keepInBank(run: FlowRun): Promise<void> {
  await run.plan([STEP], POSITION.end - 10);
  await run.tidy.step(STEP.key, () => writePlanBank(run.row.planId ?? "", `run ${run.id}`));
}
