import { z } from "zod";
import type { Json } from "@/lib/domain/json";
import { lanesOf, type Lane } from "@/lib/domain/lanes";
import { restoreInput } from "@/lib/domain/restore";
import { restoreRunInput, type RestoreRunInput } from "@/lib/domain/restore-steps";
import type { Cloud } from "@/lib/openstack/cloud";
import type { RestoreContext } from "@/lib/protection/restore/context";
import { planCloud, serviceCloud } from "../cloud";
import type { FlowRun } from "../flow";
import { runLane } from "../lanes";
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
  const input = restoreRunInput.parse(run.row.input);
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

export function lanesFor({ input, request, saved }: Doing): Lane[] {
  return lanesOf(input.steps, { source: saved.places, request, order: input.order });
}

type Places = Pick<RestoreRunInput, "planId" | "sourceSiteId" | "targetSiteId">;

function contextOf(run: FlowRun, { planId, sourceSiteId, targetSiteId }: Places): RestoreContext {
  const { projectId } = run.row;
  const requestId = run.id;
  return {
    run,
    targetSiteId,
    target: () => planCloud({ planId, siteId: targetSiteId, requestId }),
    origin: () => planCloud({ planId, siteId: sourceSiteId, requestId }),
    service: (site): Promise<Cloud | null> =>
      serviceCloud({ siteId: site === "target" ? targetSiteId : sourceSiteId, projectId, requestId }),
    removed: run.removed,
    forget: run.forget,
  };
}
