import os from "node:os";
import { closeDb } from "@/lib/db/client";
import { forgetWorker, recordWorker } from "@/lib/db/workers";
import { log } from "@/lib/log";
import { launch } from "./engine";
import { startScheduler } from "./scheduler";
import { startSiteWatch } from "./site-watch";
import type { ObserveStep } from "./step";

const BEAT_MS = 5_000;

export type WorkOptions = { workerId: string; observe?: ObserveStep; scheduler?: boolean };

/** A whole worker: engine, sign of life, scheduler with its eye on the sites. Ends in order when asked, and at once when its supervisor is gone. */
export async function work({ workerId, observe, scheduler = true }: WorkOptions): Promise<void> {
  const engine = await launch({ workerId, observe });
  const life = { id: workerId, pid: process.pid, host: os.hostname(), startedAt: new Date() };
  const beat = () =>
    recordWorker(life, new Date()).catch((error: Error) =>
      log.warn({ err: error }, "the sign of life could not be written"),
    );
  await beat();
  const beating = setInterval(() => void beat(), BEAT_MS);
  const ownWork = scheduler ? [startScheduler(), startSiteWatch()] : [];
  log.info({ workerId, pid: process.pid }, "worker ready");
  const stop = async () => {
    clearInterval(beating);
    for (const one of ownWork) one.stop();
    // What is under way is taken up again by the next worker: ending is the same as dying, only tidier.
    await forgetWorker(workerId, process.pid);
    await engine.stop();
    await closeDb();
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
  process.once("disconnect", () => process.exit(0));
}
