import { DBOS, Error as EngineErrors } from "@dbos-inc/dbos-sdk";
import type { Json } from "@/lib/domain/json";
import { insertAudit } from "@/lib/db/audit";
import { failStranded } from "@/lib/db/checkpoints";
import { inTransaction } from "@/lib/db/client";
import { endRun, selectWorkRun, startRun, type WorkRun } from "@/lib/db/runs";
import { closeSteps } from "@/lib/db/steps";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { failureOf, unforeseen } from "./failure";
import type { FlowEnd, FlowRun, PartCall, PartOutcome } from "./flow";
import { flows } from "./flows";
import { enter } from "./presence";
import {
  APPLICATION,
  APPLICATION_VERSION,
  ENGINE_SCHEMA,
  PART_WORKFLOW,
  RUN_QUEUE,
  RUN_WORKFLOW,
  SITE_QUEUE,
} from "./queues";
import { createRun, type PartStarter } from "./run";
import type { ObserveStep } from "./step";

export type EngineOptions = { workerId: string; observe?: ObserveStep };
export type Engine = { workerId: string; stop: () => Promise<void> };

const RUNS_PER_WORKER = 50;
const POLL_MS = 200;
/** A run whose worker dies this often is itself the reason. */
const MOST_RECOVERIES = 100;

/** Joins the workers: takes the id's lock, recovers what an earlier process of this id left, and begins to work. */
export async function launch({ workerId, observe = () => {} }: EngineOptions): Promise<Engine> {
  const { databaseUrl, siteConcurrency } = env();
  const presence = await enter(workerId, databaseUrl);
  register(observe);
  DBOS.setConfig({
    name: APPLICATION,
    systemDatabaseUrl: databaseUrl,
    systemDatabaseSchemaName: ENGINE_SCHEMA,
    executorID: workerId,
    applicationVersion: APPLICATION_VERSION,
    logLevel: "warn",
  });
  // On a new database the engine makes its tables, and two that do so at once can block each other for ever.
  await presence.alone(() => begin(siteConcurrency));
  presence.takeOver();
  return { workerId, stop: presence.leave };
}

async function begin(siteConcurrency: number): Promise<void> {
  await DBOS.launch();
  await DBOS.registerQueue(RUN_QUEUE, {
    workerConcurrency: RUNS_PER_WORKER,
    minPollingIntervalMs: POLL_MS,
    onConflict: "always_update",
  });
  await DBOS.registerQueue(SITE_QUEUE, {
    partitionConcurrency: siteConcurrency,
    minPollingIntervalMs: POLL_MS,
    onConflict: "always_update",
  });
}

function register(observe: ObserveStep): void {
  const startPart: PartStarter = async (runId, attempt, call) => {
    const handle = await DBOS.startWorkflow(part, {
      workflowID: `${runId}:${attempt}:${call.key}`,
      ...(call.siteId ? { queueName: SITE_QUEUE, enqueueOptions: { queuePartitionKey: call.siteId } } : {}),
    })(runId, attempt, call);
    return { result: () => handle.getResult({ pollingIntervalMs: POLL_MS }) };
  };
  const runOf = (row: WorkRun) => createRun(row, { observe, startPart });
  const part = DBOS.registerWorkflow(
    (runId: string, attempt: number, call: PartCall) => performPart(runOf, { runId, attempt, call }),
    {
      name: PART_WORKFLOW,
      maxRecoveryAttempts: MOST_RECOVERIES,
    },
  );
  DBOS.registerWorkflow((runId: string, attempt: number) => performRun(runOf, runId, attempt), {
    name: RUN_WORKFLOW,
    maxRecoveryAttempts: MOST_RECOVERIES,
  });
}

type RunOf = (row: WorkRun) => FlowRun;

async function performRun(runOf: RunOf, runId: string, attempt: number): Promise<void> {
  const row = await load(runId, attempt);
  if (!row) return;
  await DBOS.runStep(() => startRun(runId, new Date()), { name: "start" });
  const run = runOf(row);
  const end = await ending(run);
  await DBOS.runStep(() => finish(row, end), { name: "finish" });
}

async function ending(run: FlowRun): Promise<FlowEnd> {
  const flow = flows[run.row.kind];
  try {
    return await flow.run(run);
  } catch (error) {
    const failure = whatFailed(error, run.id);
    const fallback: FlowEnd = { state: failure.kind === "cancelled" ? "cancelled" : "failed", cause: failure.cause };
    try {
      return (await flow.fail?.(run.tidy, failure)) ?? fallback;
    } catch (second) {
      log.error({ runId: run.id, cause: whatFailed(second, run.id).cause }, "tidying up failed");
      return fallback;
    }
  }
}

async function performPart(
  runOf: RunOf,
  { runId, attempt, call }: { runId: string; attempt: number; call: PartCall },
): Promise<PartOutcome> {
  const row = await load(runId, attempt);
  if (!row) throw new Error(`Run ${runId} is not at attempt ${attempt}`);
  const work = flows[row.kind].parts?.[call.part];
  if (!work) throw new Error(`A ${row.kind} run has no part ${call.part}`);
  try {
    return { ok: true, value: await work(runOf(row), call.input) };
  } catch (error) {
    return { ok: false, failure: whatFailed(error, runId) };
  }
}

/** The engine's own errors (work taken over by another, a lost database) are not the flow's to judge. */
function whatFailed(error: unknown, runId: string) {
  if (error instanceof EngineErrors.DBOSError) throw error;
  const failure = failureOf(error);
  if (failure) return failure;
  log.error({ runId, err: error }, "a flow failed unexpectedly");
  return unforeseen(runId);
}

/** Read once and remembered, so that a replay sees the same; null when this attempt is no longer wanted. */
async function load(runId: string, attempt: number): Promise<WorkRun | null> {
  const row = await DBOS.runStep(() => selectWorkRun(runId), { name: "load" });
  return row && row.attempt === attempt ? row : null;
}

async function finish(row: WorkRun, end: FlowEnd): Promise<Json> {
  const at = new Date();
  return inTransaction(async (tx) => {
    await closeSteps(tx, row.id, end.state === "cancelled" || end.state === "failed" ? "cancelled" : "skipped", at);
    const ended = await endRun(tx, row.id, end, at);
    if (row.kind === "checkpoint" && row.checkpointId)
      await failStranded(tx, row.checkpointId, end.cause?.message ?? "Its run ended before it was concluded.", at);
    if (ended)
      await insertAudit(tx, {
        actor: { userId: row.requestedById, userName: row.requestedBy },
        scope: { cloudId: row.cloudId, projectId: row.projectId, projectName: row.projectName },
        action: "run.finish",
        object: { kind: "run", id: row.id, name: row.title },
        result: end.state === "succeeded" || end.state === "partial" ? "done" : "failed",
        reason: end.cause?.message ?? (end.state === "cancelled" ? "Cancelled" : null),
        after: { state: end.state, attempt: row.attempt },
      });
    return null;
  });
}
