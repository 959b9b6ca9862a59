import pLimit, { type LimitFunction } from "p-limit";
import { laneStates, mayBegin, type Lane, type LaneState } from "@/lib/domain/lanes";
import type { RestoreStep } from "@/lib/domain/restore-steps";
import { LIVE_RUN_STATES } from "@/lib/domain/run";
import { selectProgress, type RunProgress } from "@/lib/db/steps";
import { env } from "@/lib/env";
import type { StepFailure } from "./failure";
import type { FlowRun, PartOutcome } from "./flow";

const LOOK_EVERY_MS = 250;
const LIVE = new Set<string>(LIVE_RUN_STATES);

/** Starts every lane at once, as a workflow of its own; answers when all have ended, with what failed. */
export async function runLanes(
  run: FlowRun,
  lanes: readonly Lane[],
): Promise<{ states: Map<string, LaneState>; failures: StepFailure[] }> {
  const outcomes = await run.parts(
    lanes.map(({ key }) => ({ part: "lane", key: `lane:${key}`, siteId: null, input: { key } })),
  );
  const progress = await selectProgress(run.id);
  return { states: laneStates(lanes, progress?.steps ?? new Map()), failures: outcomes.flatMap(failureOf) };
}

function failureOf(outcome: PartOutcome): StepFailure[] {
  return outcome.ok ? [] : [outcome.failure];
}

/**
 * The steps of one lane, once the lanes that it needs are done; none when they will not be. A step that a person has
 * skipped is passed over.
 */
export async function runLane(
  run: FlowRun,
  { lane, lanes, siteId }: { lane: Lane; lanes: readonly Lane[]; siteId: string },
  perform: (step: RestoreStep) => Promise<void>,
): Promise<void> {
  if (!(await whenReady(run, lane, lanes))) return;
  const work = async () => {
    for (const step of lane.steps) if (!(await isSkipped(run.id, step.key))) await perform(step);
  };
  await (lane.fills ? fillingAt(siteId)(work) : work());
}

async function whenReady(run: FlowRun, lane: Lane, lanes: readonly Lane[]): Promise<boolean> {
  for (;;) {
    const progress = await nextLook(run.id);
    // What it does then is nothing: the step that finds the run cancelled says so.
    if (!progress || progress.attempt !== run.row.attempt || progress.state === "cancelling") return false;
    if (!LIVE.has(progress.state)) return false;
    const answer = mayBegin(lane, lanes, progress.steps);
    if (answer !== null) return answer;
  }
}

async function isSkipped(runId: string, key: string): Promise<boolean> {
  return (await selectProgress(runId))?.steps.get(key) === "skipped";
}

const looks = new Map<string, Promise<RunProgress | null>>();

/** One look serves all lanes of the run that wait at this moment. */
function nextLook(runId: string): Promise<RunProgress | null> {
  const known = looks.get(runId);
  if (known) return known;
  const look = new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS)).then(() => {
    looks.delete(runId);
    return selectProgress(runId);
  });
  looks.set(runId, look);
  return look;
}

const filling = new Map<string, LimitFunction>();

function fillingAt(siteId: string): LimitFunction {
  const limit = filling.get(siteId) ?? pLimit(env().siteConcurrency);
  filling.set(siteId, limit);
  return limit;
}
