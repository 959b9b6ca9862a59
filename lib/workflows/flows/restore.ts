import { countOf, plural } from "@/lib/domain/format";
import type { Json } from "@/lib/domain/json";
import { restoreInput } from "@/lib/domain/restore";
import { restoreRunInput, type RestoreDeed, type RestoreStep } from "@/lib/domain/restore-steps";
import type { Cloud } from "@/lib/openstack/cloud";
import type { RestoreContext } from "@/lib/protection/restore/context";
import { planCloud, serviceCloud } from "../cloud";
import type { StepFailure } from "../failure";
import type { Flow, FlowEnd, FlowRun } from "../flow";
import { nothingMade, perform, type Doing } from "./restore-deeds";
import { readSaved } from "./restore-source";

/** Carries out the reviewed list of steps in its order; waits that stand together are waited for together. */
export const restore: Flow = { run: carryOut, fail: explain };

async function carryOut(run: FlowRun): Promise<FlowEnd> {
  const input = restoreRunInput.parse(run.row.input);
  const doing: Doing = {
    run,
    input,
    request: restoreInput.parse(input.request),
    context: contextOf(run, input),
    saved: await readSaved(run.row, input.checkpointId),
    made: nothingMade(),
  };
  for (const together of inGroups(input.steps)) await all(together.map((step) => perform(doing, step)));
  const result: Json = {
    notes: doing.made.notes,
    servers: [...doing.made.servers.values()],
    volumes: [...doing.made.volumes.values()],
  };
  return { state: "succeeded", result };
}

/** Waiting changes nothing, so that neighbours of one kind can wait side by side. */
const SIDE_BY_SIDE = new Set<RestoreDeed>(["import-records", "create-volume", "await-volume", "await-server"]);

function inGroups(steps: RestoreStep[]): RestoreStep[][] {
  const groups: RestoreStep[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.[0]?.do === step.do && SIDE_BY_SIDE.has(step.do)) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** All come to an end before the first failure is told: none is left running behind the run's back. */
async function all(work: Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(work);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

type Places = { planId: string; sourceSiteId: string; targetSiteId: string };

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
