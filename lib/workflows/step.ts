import type { Json } from "@/lib/domain/json";
import { AppError } from "@/lib/domain/errors";
import { LIVE_RUN_STATES } from "@/lib/domain/run";
import { beginStep, detailStep, endStep, recallStep } from "@/lib/db/steps";
import { log } from "@/lib/log";
import { withObserver } from "@/lib/openstack/observer";
import { CANCELLED, failureOf, isTransient, unforeseen, type StepFailure } from "./failure";
import { exitWhenDatabaseIsLost } from "./exit-without-database";

export type StepOutcome<T> = { ok: true; value: T } | { ok: false; failure: StepFailure };

/** The moments of a step at which a worker may die; tests do so on purpose. */
export type StepMoment = { at: "before" | "during" | "after" | "saved"; runId: string; key: string };
export type ObserveStep = (moment: StepMoment) => void | Promise<void>;

export type StepCall<T extends Json | void> = {
  runId: string;
  attempt: number;
  key: string;
  tidying: boolean;
  observe: ObserveStep;
  /** How long transient failures are borne before the step fails, in milliseconds. */
  patienceMs: number;
  kind: "running" | "waiting";
  work: (context: StepContext) => Promise<T>;
};
export type StepContext = {
  startedAt: Date;
  cancelled: () => Promise<boolean>;
  say: (detail: string) => Promise<void>;
};

const LIVE = new Set<string>(LIVE_RUN_STATES);
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Does a step once and writes its result into the step's row; a step whose row is done answers from it.
 * Never throws for what the cloud did: the outcome is data, so that a replay decides the same.
 */
export async function performStep<T extends Json | void>(call: StepCall<T>): Promise<StepOutcome<T>> {
  try {
    return await perform(call);
  } catch (error) {
    // Only the database is touched outside of `attempt`: without it nothing can be remembered.
    await exitWhenDatabaseIsLost(error);
    throw error;
  }
}

async function perform<T extends Json | void>(call: StepCall<T>): Promise<StepOutcome<T>> {
  const { runId, key } = call;
  const memory = await recallStep(runId, key);
  if (!memory) throw new Error(`There is no run ${runId}`);
  // A value of this step's own type was stored.
  if (memory.done) return { ok: true, value: memory.result as T };
  if (isStale(memory.run, call)) return { ok: false, failure: CANCELLED };
  const startedAt = memory.startedAt ?? new Date();
  await beginStep(runId, key, startedAt, call.kind);
  const requestIds: string[] = [];
  const outcome = await attempt(call, startedAt, requestIds);
  if (!outcome.ok) {
    const { failure } = outcome;
    await endStep(
      runId,
      key,
      failure.kind === "cancelled" ? { state: "cancelled" } : { state: "failed", cause: failure.cause },
      new Date(),
      requestIds,
    );
    return outcome;
  }
  await call.observe({ at: "after", runId, key });
  await endStep(runId, key, { state: "done", result: outcome.value ?? null }, new Date(), requestIds);
  await call.observe({ at: "saved", runId, key });
  return outcome;
}

function isStale(run: { state: string; attempt: number }, call: { tidying: boolean; attempt: number }): boolean {
  if (run.attempt !== call.attempt || !LIVE.has(run.state)) return true;
  return run.state === "cancelling" && !call.tidying;
}

async function attempt<T extends Json | void>(
  call: StepCall<T>,
  startedAt: Date,
  requestIds: string[],
): Promise<StepOutcome<T>> {
  const { runId, key } = call;
  const cancelled = async () => {
    const memory = await recallStep(runId, key);
    return !memory || isStale(memory.run, call);
  };
  const context: StepContext = { startedAt, cancelled, say: (detail) => detailStep(runId, key, detail) };
  const borneSince = Date.now();
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return { ok: true, value: await watched(call, context, requestIds) };
    } catch (error) {
      await exitWhenDatabaseIsLost(error);
      const leftMs = call.patienceMs - (Date.now() - borneSince);
      if (isTransient(error) && leftMs > 0) {
        const waitMs = waitBefore({ pauseMs, retryAfterMs: error.retryAfterMs, leftMs });
        await context.say(`${error.message} Trying again in ${Math.ceil(waitMs / 1000)} s.`);
        if (!(await pause(waitMs, cancelled))) return { ok: false, failure: CANCELLED };
        continue;
      }
      return { ok: false, failure: foreseen(error, call) };
    }
  }
}

/** As long as the service asks, but never past the step's patience: the last try comes at its end. */
export function waitBefore({
  pauseMs,
  retryAfterMs,
  leftMs,
}: {
  pauseMs: number;
  retryAfterMs: number | null;
  leftMs: number;
}): number {
  return Math.min(Math.max(pauseMs, retryAfterMs ?? 0), leftMs);
}

/** Runs the work once, noting request ids, and showing the moment at which its first changing request leaves. */
async function watched<T extends Json | void>(
  call: StepCall<T>,
  context: StepContext,
  requestIds: string[],
): Promise<T> {
  const { runId, key, observe } = call;
  let shown = false;
  await observe({ at: "before", runId, key });
  const value = await withObserver(
    async (exchange) => {
      if (exchange.moment === "answered" && exchange.requestId && exchange.method !== "GET")
        requestIds.push(exchange.requestId);
      if (shown || exchange.moment !== "sent" || exchange.method === "GET") return;
      shown = true;
      await observe({ at: "during", runId, key });
    },
    () => call.work(context),
  );
  if (!shown) await observe({ at: "during", runId, key });
  return value;
}

function foreseen(error: unknown, { runId, key }: { runId: string; key: string }): StepFailure {
  const failure = failureOf(error);
  if (failure) {
    if (failure.kind === "failed")
      log.warn({ runId, step: key, code: failure.code, cause: failure.cause }, "step failed");
    return failure;
  }
  log.error({ runId, step: key, err: error }, "step failed unexpectedly");
  return unforeseen(runId);
}

/** Waits; false when the run was cancelled meanwhile. */
export async function pause(ms: number, cancelled: () => Promise<boolean>): Promise<boolean> {
  const until = Date.now() + ms;
  while (Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(2_000, until - Date.now())));
    if (await cancelled()) return false;
  }
  return true;
}

export function timedOut(what: string, seconds: number): AppError {
  const words = seconds >= 120 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds)} seconds`;
  return new AppError("unreachable", `${what} did not finish within ${words}.`, {
    remedy: "Try again; if it happens again, ask the cloud's administrator.",
  });
}
