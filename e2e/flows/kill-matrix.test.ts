import { rmSync } from "node:fs";
import path from "node:path";
import pLimit from "p-limit";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { withClient } from "@/scripts/lib/postgres.mjs";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { differences, endState } from "./end-state";
import { undisturbed, type Scenario } from "./scenes";
import { ended, play, scratch, startWorker, stopWorker, type Servers } from "./stage";
import { until } from "./workload";

const MOMENTS = ["before", "during", "after", "saved"] as const;
type Spot = { scenario: Scenario; step: string; at: (typeof MOMENTS)[number] };
type Verdict = { green: boolean; resumedMs: number; why: string[] };

/** What a plan does every day; what is for disasters is tried on demand. */
const DAILY = new Set(["checkpoint", "restore", "checkpoint, incremental", "expiry"]);
/** `all`, `daily`, or a part of "scenario: step" to try only those; without it a sample. */
const WANTED = process.env.KILL_MATRIX ?? "";
const ALL = WANTED !== "";
const SAMPLE = 8;
const LANES = Number(process.env.KILL_LANES ?? 4);
/** The promise: a run goes on by itself within a minute. */
const RESUME_MS = 60_000;
const CELL_MS = 180_000;

let scenarios: Scenario[] = [];
let servers: Servers;

beforeAll(async () => {
  const { url } = await freshDatabase();
  servers = inject("postgres");
  scenarios = await undisturbed(servers, new URL(url).pathname.slice(1));
}, 300_000);

describe("a worker killed at any moment of any step", () => {
  test(
    "leads to what an undisturbed run leads to: nothing twice, nothing orphaned",
    async () => {
      const spots = chosen(
        scenarios.flatMap((scenario) =>
          scenario.stepKeys.flatMap((step) => MOMENTS.map((at) => ({ scenario, step, at }))),
        ),
      );
      const limit = pLimit(LANES);
      const verdicts = await Promise.all(
        spots.map((spot, index) =>
          limit(async () => {
            const verdict = await killed(spot, index).catch((error: Error): Verdict => ({
              green: false,
              resumedMs: 0,
              why: [error.message],
            }));
            const { scenario, step, at } = spot;
            console.log(
              `${index + 1} of ${spots.length}  ${verdict.green ? "ok    " : "FAILED"}  ${scenario.name}: ${step}, ${at}  ${verdict.why.join(" | ")}`,
            );
            return { spot, verdict };
          }),
        ),
      );
      print(verdicts);
      expect(
        verdicts.flatMap(({ spot, verdict }) =>
          verdict.why.map((why) => `${spot.scenario.name}, ${spot.step}, ${spot.at}: ${why}`),
        ),
      ).toEqual([]);
    },
    ALL ? 60 * 60_000 : 10 * 60_000,
  );
});

/** Evenly spread over all, so that each scenario and each moment is in it. */
function chosen(spots: Spot[]): Spot[] {
  if (WANTED === "all") return spots;
  if (WANTED === "daily") return spots.filter(({ scenario }) => DAILY.has(scenario.name));
  if (ALL) return spots.filter(({ scenario, step }) => `${scenario.name}: ${step}`.includes(WANTED));
  // One more than whole rows of the table: each next cell is of another step and another moment.
  const stride = Math.floor(spots.length / SAMPLE / MOMENTS.length) * MOMENTS.length + 1;
  return Array.from({ length: SAMPLE }, (_, index) => spots[spots.length - 1 - index * stride]).flatMap(
    (spot) => spot ?? [],
  );
}

/** One cell. Every other one is taken over by a worker of another name; the rest by the restarted one. */
async function killed({ scenario, step, at }: Spot, index: number): Promise<Verdict> {
  const cell = await play(servers, scenario.scene);
  const marks = scratch();
  const mark = path.join(marks, "killed");
  const first = startWorker({ databaseUrl: cell.databaseUrl, workerId: "worker-1", kill: { at, step, mark } });
  let second: ReturnType<typeof startWorker> | null = null;
  try {
    await Promise.race([ended(first), runsEnded(cell.databaseUrl)]);
    if (first.signalCode !== "SIGKILL") return { green: false, resumedMs: 0, why: ["the worker was not killed"] };
    const killedAt = Date.now();
    const before = await signsOfLife(cell.databaseUrl);
    second = startWorker({ databaseUrl: cell.databaseUrl, workerId: index % 2 === 0 ? "worker-1" : "worker-2" });
    await until("the run goes on", async () => (await signsOfLife(cell.databaseUrl)) !== before, RESUME_MS);
    const resumedMs = Date.now() - killedAt;
    await runsEnded(cell.databaseUrl);
    const why = differences(scenario.expected, await endState(cell.databaseUrl, cell.keystoneUrl));
    return { green: why.length === 0, resumedMs, why };
  } finally {
    await stopWorker(first);
    if (second) await stopWorker(second);
    await cell.close();
    rmSync(marks, { recursive: true, force: true });
  }
}

function runsEnded(databaseUrl: string): Promise<true> {
  return until(
    "the runs end",
    () =>
      withClient(
        databaseUrl,
        async (client) => (await client.query(`select 1 from "Run" where "endedAt" is null`)).rowCount === 0 || null,
      ),
    CELL_MS,
    300,
  );
}

/** Changes with each step that is begun or ended, and with each run that is. */
function signsOfLife(databaseUrl: string): Promise<string> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ sign: string }>(
      `select coalesce((select sum(attempts) from "Step"), 0) || '/' || (select count(*) from "Step" where "endedAt" is not null) || '/' || (select count(*) from "Run" where "endedAt" is not null) as sign`,
    );
    return rows[0]?.sign ?? "";
  });
}

function print(cells: { spot: Spot; verdict: Verdict }[]): void {
  const rows = new Map<string, string[]>();
  for (const { spot, verdict } of cells) {
    const name = `${spot.scenario.name}: ${spot.step}`.padEnd(44);
    const row = rows.get(name) ?? MOMENTS.map(() => "");
    row[MOMENTS.indexOf(spot.at)] = verdict.green ? `ok ${(verdict.resumedMs / 1000).toFixed(1)} s` : "FAILED";
    rows.set(name, row);
  }
  const line = (name: string, row: readonly string[]) => `${name}${row.map((text) => text.padEnd(12)).join("")}`;
  console.log([line("step".padEnd(44), MOMENTS), ...[...rows].map(([name, row]) => line(name, row))].join("\n"));
  const slowest = Math.max(...cells.map(({ verdict }) => verdict.resumedMs));
  console.log(
    `${cells.length} cells, ${cells.filter(({ verdict }) => verdict.green).length} green; the slowest resumed after ${(slowest / 1000).toFixed(1)} s`,
  );
}
