import { countOf, plural } from "@/lib/domain/format";
import type { Json } from "@/lib/domain/json";
import { RunCancelled, StepFailed, type StepFailure } from "../failure";
import type { Flow, FlowEnd, FlowRun } from "../flow";
import { runLanes } from "../lanes";
import { carryOutLane, lanesFor, readDoing } from "./restore-lanes";

/** Carries out the reviewed list of steps: each lane in its order, lanes that do not need each other side by side. */
export const restore: Flow = { run: carryOut, parts: { lane: carryOutLane }, fail: explain };

async function carryOut(run: FlowRun): Promise<FlowEnd> {
  const doing = await readDoing(run);
  const { states, failures } = await runLanes(run, lanesFor(doing));
  const [failure] = failures;
  if (failure) throw new StepFailed(failure);
  if ([...states.values()].some((state) => state !== "done")) throw new RunCancelled();
  const { notes, servers, volumes } = await doing.made();
  const result: Json = { notes, servers: [...servers.values()], volumes: [...volumes.values()] };
  return { state: "succeeded", result };
}

/** A restore undoes nothing by itself: it says what stands, and leaves it to a person to go on or to remove it. */
async function explain(run: FlowRun, failure: StepFailure): Promise<FlowEnd> {
  // Only words depend on it, so that it need not be remembered.
  const down = await standing(run);
  const cancelled = failure.kind === "cancelled";
  const { cause } = failure;
  const safe = [cause.safe, ...down].filter((part) => part !== null).join(" ");
  const remedy = cancelled ? "Try again to go on from here, or remove what was made." : cause.remedy;
  return { state: cancelled ? "cancelled" : "failed", cause: { ...cause, safe: safe || null, remedy } };
}

async function standing(run: FlowRun): Promise<string[]> {
  const [stopped, started, overwritten] = [
    await run.begun("stop:"),
    await run.begun("started:"),
    await run.begun("overwrite:"),
  ];
  const down = stopped.filter((key) => !started.includes(key.replace("stop:", "started:"))).length;
  return [
    ...(down > 0
      ? [
          `${countOf(down, "server is", "servers are")} shut down until the run goes on or you start ${plural(down, "it", "them")}.`,
        ]
      : []),
    ...(overwritten.length === 0 ? ["No original was overwritten."] : []),
  ];
}
