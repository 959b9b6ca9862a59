import "server-only";
import { selectRemovalOf, selectRunDetail, selectRunPage, type RunScope } from "@/lib/db/run-views";
import { AppError } from "@/lib/domain/errors";
import { isAllowed, type Actor } from "@/lib/domain/permissions";
import { LIVE_RUN_STATES, RUN_PAGE_SIZE, type RunDetail, type RunPage, type RunQuery } from "@/lib/domain/run";
import { isLive } from "@/lib/domain/run-words";
import { requireActor } from "@/lib/server/session";
import { toRunDetail, toRunView } from "./view";

/** One page of the project's runs, newest first. */
export async function listRuns(query: RunQuery): Promise<RunPage> {
  return runPageOf(await requireActor("project:read"), query);
}

export async function runPageOf(actor: Actor, { state, page, allProjects, ...filter }: RunQuery): Promise<RunPage> {
  const states = state === null ? [] : state === "live" ? LIVE_RUN_STATES : [state];
  const { rows, total } = await selectRunPage(allProjects ? readableBy(actor) : scopeOf(actor), {
    ...filter,
    states,
    page,
    size: RUN_PAGE_SIZE,
  });
  return { rows: rows.map(toRunView), total, page, pageSize: RUN_PAGE_SIZE };
}

/** A run with its steps; another project's does not exist. */
export async function getRun(runId: string): Promise<RunDetail> {
  return runOf(await requireActor("project:read"), runId);
}

export async function runOf(actor: Actor, runId: string): Promise<RunDetail> {
  const scope = readableBy(actor);
  const row = await selectRunDetail(scope, runId);
  if (!row) throw new AppError("not-found", "There is no such run.");
  const removal = row.kind === "restore" ? await selectRemovalOf(scope, runId) : null;
  return toRunDetail(row, removal);
}

const LOOK_EVERY_MS = 1_000;

/** Yields the run whenever something of it changed, until it has ended. */
export async function* watchRun(actor: Actor, runId: string, signal: AbortSignal): AsyncGenerator<RunDetail> {
  let last = "";
  while (!signal.aborted) {
    const run = await runOf(actor, runId);
    const now = JSON.stringify(run);
    if (now !== last) yield run;
    last = now;
    if (!isLive(run.state)) return;
    await elapse(LOOK_EVERY_MS, signal);
  }
}

/** An administrator may look at every project's runs; whoever else, only at the own project's. */
function readableBy(actor: Actor): RunScope {
  return isAllowed(actor, "admin:read") ? { cloudId: actor.cloudId, projectId: null } : scopeOf(actor);
}

export function scopeOf({ cloudId, projectId }: Actor): RunScope {
  return { cloudId, projectId };
}

function elapse(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
