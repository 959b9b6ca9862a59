import { createHash } from "node:crypto";
import { DBOS } from "@dbos-inc/dbos-sdk";
import type { Json } from "@/lib/domain/json";
import { db } from "@/lib/db/client";
import { insertCreated, markRemoved } from "@/lib/db/ledger";
import type { WaitOptions } from "@/lib/domain/run";
import type { WorkRun } from "@/lib/db/runs";
import { detailStep, forgetSteps, insertSteps, selectBegun, selectResults } from "@/lib/db/steps";
import { exitWhenDatabaseIsLost } from "./exit-without-database";
import { CANCELLED, isTransient, RunCancelled, StepFailed } from "./failure";
import type { FlowRun, PartCall, PartOutcome } from "./flow";
import {
  pause,
  performStep,
  timedOut,
  type ObserveStep,
  type StepCall,
  type StepContext,
  type StepOutcome,
} from "./step";

export type PartStarter = (
  runId: string,
  attempt: number,
  call: PartCall,
) => Promise<{ result: () => Promise<PartOutcome> }>;
type Setting = { observe: ObserveStep; startPart: PartStarter };

const PATIENCE_MS = 10 * 60_000;
const SHORTEST_POLL_MS = 250;

/** `Run` over DBOS: the journal's order and the steps' own rows together make that nothing is done twice. */
export function createRun(row: WorkRun, setting: Setting, tidying = false): FlowRun {
  const perform = async <T extends Json | void>(
    call: Pick<StepCall<T>, "key" | "kind" | "patienceMs" | "work">,
  ): Promise<T> => {
    const whole: StepCall<T> = { ...call, runId: row.id, attempt: row.attempt, tidying, observe: setting.observe };
    return valueOf(await DBOS.runStep(() => performStep(whole), { name: call.key }));
  };
  const run: Omit<FlowRun, "tidy"> = {
    id: row.id,
    row,
    step: (key, work) => perform({ key, kind: "running", patienceMs: PATIENCE_MS, work }),
    waitFor: (key, poll, options) =>
      perform({ key, kind: "waiting", patienceMs: 0, work: (context) => polled(poll, options, context) }),
    tag: (key) => tagOf(row.id, key),
    note: (thing) => insertCreated(row, thing),
    removed: (thing) => markRemoved(row.id, thing, new Date()),
    plan: (steps, position) => guarded(insertSteps(db(), row.id, steps, position)),
    results: (keys) => selectResults(row.id, keys),
    say: (key, detail) => detailStep(row.id, key, detail),
    forget: (keys) => forgetSteps(row.id, keys),
    begun: (prefix) => selectBegun(row.id, prefix),
    now: async (key) => new Date(await DBOS.runStep(async () => Date.now(), { name: `now:${key}` })),
    parts: (calls) => runParts(row, setting, calls),
  };
  const whole: FlowRun = Object.defineProperty(run as FlowRun, "tidy", {
    get: () => (tidying ? whole : createRun(row, setting, true)),
  });
  return whole;
}

async function guarded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await exitWhenDatabaseIsLost(error);
    throw error;
  }
}

/** Names run and step in 55 characters: the run's id can be read, the step's key is hashed. */
export function tagOf(runId: string, key: string): string {
  return `${runId.slice(0, 36)}/${createHash("sha256").update(key).digest("hex").slice(0, 18)}`;
}

function valueOf<T>(outcome: StepOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw outcome.failure.kind === "cancelled" ? new RunCancelled() : new StepFailed(outcome.failure);
}

/** Polls until there is an answer. The deadline counts from the step's first start, also after a crash. */
async function polled<T extends Json>(
  poll: () => Promise<T | null>,
  { everySeconds, timeoutSeconds, what, late }: WaitOptions<T>,
  context: StepContext,
): Promise<T> {
  const deadline = context.startedAt.getTime() + timeoutSeconds * 1000;
  if (what) await context.say(`Waiting for ${what}, until ${clockOf(deadline)} at the latest.`);
  for (let everyMs = SHORTEST_POLL_MS; ; everyMs = Math.min(everyMs * 1.5, everySeconds * 1000)) {
    const answer = await quietly(poll, context);
    if (answer !== null) return answer;
    if (Date.now() >= deadline) {
      if (late) return late();
      throw timedOut("What was waited for", timeoutSeconds);
    }
    if (!(await pause(everyMs, context.cancelled))) throw new StepFailed(CANCELLED);
  }
}

const clockOf = (time: number) => `${new Date(time).toISOString().slice(11, 16)} UTC`;

/** A service that does not answer for a while is a reason to go on asking, up to the deadline. */
async function quietly<T>(poll: () => Promise<T | null>, context: StepContext): Promise<T | null> {
  try {
    return await poll();
  } catch (error) {
    if (!isTransient(error)) throw error;
    await context.say(error.message);
    return null;
  }
}

/** Started one after the other, so that a replay finds them in the same order; then all are waited for. */
async function runParts(row: WorkRun, { startPart }: Setting, calls: PartCall[]): Promise<PartOutcome[]> {
  const handles = [];
  for (const call of calls) handles.push(await startPart(row.id, row.attempt, call));
  return Promise.all(handles.map((handle) => handle.result()));
}
