import { expect, type APIRequestContext } from "@playwright/test";
import { z } from "zod";

const page = z.looseObject({ rows: z.array(z.looseObject({ id: z.string() })) });
const viewer = z.looseObject({
  project: z.object({ id: z.string(), name: z.string() }),
  sites: z.array(z.looseObject({ id: z.string() })),
});

const history = z.looseObject({ history: z.array(z.looseObject({ id: z.string() })).min(1) });

/** What belongs to project demo, and nobody else may see or touch. */
export type Theirs = {
  projectId: string;
  siteId: string;
  planId: string;
  planName: string;
  checkpointId: string;
  runId: string;
  failoverId: string;
  volumeId: string;
  sessionId: string;
};

/** Ids of demo's own things, as demo sees them. */
export async function readTheirs(demo: APIRequestContext): Promise<Theirs> {
  const { project, sites } = viewer.parse(await json(demo, "/api/viewer"));
  const plan = first(await json(demo, "/api/plans"), "plan");
  // The newest usable one never expires, and is not under way: nothing but a foreign hand would change it.
  const checkpoint = first(await json(demo, `/api/checkpoints?planId=${plan.id}&state=usable`), "checkpoint");
  const run = first(await json(demo, "/api/runs"), "run");
  const failover = history.parse(await json(demo, "/api/recovery")).history[0];
  const siteId = sites[0]?.id ?? "";
  const volume = first(await json(demo, `/api/resources?siteId=${siteId}&kind=OS::Cinder::Volume`), "volume");
  const session = z.array(z.looseObject({ id: z.string() })).parse(await json(demo, "/api/settings/sessions"))[0];
  return {
    volumeId: volume.id,
    sessionId: session?.id ?? "",
    projectId: project.id,
    siteId,
    planId: plan.id,
    planName: String(plan["name"]),
    checkpointId: checkpoint.id,
    runId: run.id,
    failoverId: failover?.id ?? "",
  };
}

/** What a write by someone else would change, without what changes by itself. */
export async function stateOfTheirs(demo: APIRequestContext, theirs: Theirs): Promise<unknown> {
  const plans = page
    .parse(await json(demo, "/api/plans"))
    .rows.map((row) => pick(row, ["id", "name", "description", "state", "pausedReason"]));
  const checkpoint = pick(await json(demo, `/api/checkpoints/${theirs.checkpointId}`), [
    "id",
    "state",
    "pinned",
    "pinnedReason",
  ]);
  const run = pick(await json(demo, `/api/runs/${theirs.runId}`), ["id", "kind", "attempt"]);
  return { plans: plans.sort((a, b) => String(a["id"]).localeCompare(String(b["id"]))), checkpoint, run };
}

async function json(request: APIRequestContext, path: string): Promise<unknown> {
  const response = await request.get(path);
  expect(response.status(), `GET ${path}: ${(await response.text()).slice(0, 300)}`).toBe(200);
  return response.json();
}

function first(answer: unknown, noun: string): { id: string; [key: string]: unknown } {
  const row = page.parse(answer).rows[0];
  if (!row) throw new Error(`Project demo has no ${noun} to try isolation on`);
  return row;
}

function pick(value: unknown, keys: string[]): Record<string, unknown> {
  const record = z.record(z.string(), z.unknown()).parse(value);
  return Object.fromEntries(keys.map((key) => [key, record[key] ?? null]));
}
