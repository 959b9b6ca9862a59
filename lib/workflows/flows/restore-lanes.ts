import { z } from "zod";
import { failoverRunInput } from "@/lib/domain/failover";
import type { Json } from "@/lib/domain/json";
import { lanesOf, type Lane } from "@/lib/domain/lanes";
import { restoreInput } from "@/lib/domain/restore";
import { restoreRunInput, type RestoreRunInput } from "@/lib/domain/restore-steps";
import type { FlowRun } from "../flow";
import { runLane } from "../lanes";
import { contextOf } from "./restore-context";
import { perform, type Doing } from "./restore-deeds";
import { madeOf } from "./restore-made";
import { readSaved } from "./restore-source";

const laneInput = z.object({ key: z.string() });

/** One lane of the run's steps, in its order. */
export async function carryOutLane(run: FlowRun, input: Json): Promise<Json> {
  const doing = await readDoing(run);
  const lanes = lanesFor(doing);
  const lane = lanes.find(({ key }) => key === laneInput.parse(input).key);
  if (!lane) throw new RangeError(`The run has no lane ${JSON.stringify(input)}`);
  await runLane(run, { lane, lanes, siteId: doing.input.targetSiteId }, (step) => perform(doing, step));
  return null;
}

/** What the run is about: its input, the checkpoint as it was taken, and what is done so far. */
export async function readDoing(run: FlowRun): Promise<Doing> {
  const input = await inputOf(run);
  const saved = await readSaved(run.row, input.checkpointId);
  const keys = input.steps.map(({ key }) => key);
  return {
    run,
    input,
    request: restoreInput.parse(input.request),
    context: contextOf(run, input),
    saved,
    made: async () => madeOf(input.steps, await run.results(keys), saved),
  };
}

/** A planned failover learns only on its way what it restores. */
async function inputOf(run: FlowRun): Promise<RestoreRunInput> {
  if (run.row.kind === "restore") return restoreRunInput.parse(run.row.input);
  const { restore } = failoverRunInput.parse(run.row.input);
  return restore ?? restoreRunInput.parse((await run.results(["plan"])).get("plan"));
}

export function lanesFor({ input, request, saved }: Doing): Lane[] {
  return lanesOf(input.steps, { source: saved.places, request, order: input.order });
}
