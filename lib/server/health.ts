import "server-only";
import { selectSites, type SiteRecord } from "@/lib/db/sites";
import { countWorkersSeenAfter, selectLastWorkerSign } from "@/lib/db/workers-read";
import { log } from "@/lib/log";
import { checkStaleSites } from "./sites/check";

const WORKER_SILENT_MS = 20_000;
const DATABASE_WAIT_MS = 3_000;

export type Health = {
  /** degraded: it works, and something that it works with does not. */
  status: "ok" | "degraded" | "down";
  database: { ok: boolean; latencyMs: number | null };
  worker: { ok: boolean; alive: number; lastSeenAt: string | null };
  sites: { name: string; state: SiteRecord["state"]; checkedAt: string | null }[];
};

/** Whether everything stands that Breakwater stands on. Asked by anyone, so it names no address and no user. */
export async function getHealth(): Promise<Health> {
  const began = performance.now();
  try {
    const [sites, lastSeenAt, alive] = await within(
      Promise.all([
        selectSites(),
        selectLastWorkerSign(),
        countWorkersSeenAfter(new Date(Date.now() - WORKER_SILENT_MS)),
      ]),
    );
    const latencyMs = Math.round(performance.now() - began);
    void checkStaleSites(sites);
    return {
      status: alive === 0 ? "down" : sites.every(({ state }) => state === "reachable") ? "ok" : "degraded",
      database: { ok: true, latencyMs },
      worker: { ok: alive > 0, alive, lastSeenAt: lastSeenAt?.toISOString() ?? null },
      sites: sites.map(({ name, state, checkedAt }) => ({ name, state, checkedAt: checkedAt?.toISOString() ?? null })),
    };
  } catch (error) {
    log.error({ err: error }, "The database does not answer");
    return {
      status: "down",
      database: { ok: false, latencyMs: null },
      worker: { ok: false, alive: 0, lastSeenAt: null },
      sites: [],
    };
  }
}

function within<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`No answer in ${DATABASE_WAIT_MS} ms`)), DATABASE_WAIT_MS).unref(),
  );
  return Promise.race([work, late]);
}
