import { db } from "@/lib/db/client";
import { selectFailover, updateFailover } from "@/lib/db/failovers";
import { failoverRunInput, type FailoverRunInput } from "@/lib/domain/failover";
import { restoreRunInput, type RestoreRunInput } from "@/lib/domain/restore-steps";
import { RunCancelled, StepFailed, type StepFailure } from "../failure";
import type { Flow, FlowEnd, FlowRun } from "../flow";
import { runLanes } from "../lanes";
import { concludeFailover } from "./failover-conclude";
import { planFromLastPoint } from "./failover-plan";
import { quietSource, takeLastPoint } from "./failover-source";
import { carryOutLane, lanesFor, readDoing } from "./restore-lanes";
import { POSITION } from "./failover-steps";

/** Brings a plan's workload up at another site: for real, planned or after a disaster, or as a drill. */
export const failover: Flow = { run: carryOut, parts: { lane: carryOutLane }, fail: explain };

async function carryOut(run: FlowRun): Promise<FlowEnd> {
  const input = failoverRunInput.parse(run.row.input);
  const restore = input.restore ?? (await afterQuieting(run, input));
  await run.step("begin", () => begin(run.id, restore));
  const doing = await readDoing(run);
  const lanes = lanesFor(doing);
  const { states, failures } = await runLanes(run, lanes);
  const [failure] = failures;
  // What is optional may fail; the last lane runs only when all else is there.
  if (states.get("close") !== "done") throw failure ? new StepFailed(failure) : new RunCancelled();
  return run.step("up", () => concludeFailover(run, doing, failures));
}

async function afterQuieting(run: FlowRun, input: FailoverRunInput): Promise<RestoreRunInput> {
  await quietSource(run, input);
  const checkpointId = await takeLastPoint(run, input);
  const planned = restoreRunInput.parse(await run.step("plan", () => planFromLastPoint(run, input, checkpointId)));
  await run.plan(planned.steps, POSITION.restore);
  return planned;
}

async function begin(id: string, { checkpointId }: RestoreRunInput): Promise<null> {
  const point = await db().checkpoint.findUnique({ where: { id: checkpointId }, select: { capturedAt: true } });
  await updateFailover(db(), id, { workload: "starting", checkpointId, pointAt: point?.capturedAt ?? null });
  return null;
}

/** Nothing is undone by itself: a person looks, and goes on, or gives it up. */
async function explain(run: FlowRun, failure: StepFailure): Promise<FlowEnd> {
  const { cause } = failure;
  const known = await selectFailover(run.id);
  await updateFailover(db(), run.id, { workload: "failed", cleanup: "due" });
  const drill = known?.purpose === "drill";
  const safe = [
    cause.safe,
    drill
      ? "Production and its schedule are not touched by a drill."
      : "The checkpoints and what was brought up so far are kept.",
  ];
  const remedy =
    failure.kind === "cancelled"
      ? "Go on from here, or undo what was made."
      : (cause.remedy ?? "Try again from the failed step, or undo what was made.");
  return {
    state: failure.kind === "cancelled" ? "cancelled" : "failed",
    cause: { ...cause, safe: safe.filter((part) => part !== null).join(" "), remedy },
  };
}
