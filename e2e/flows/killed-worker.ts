import { existsSync, writeFileSync } from "node:fs";
import { env } from "@/lib/env";
import { work } from "@/lib/workflows/work";
import type { StepMoment } from "@/lib/workflows/step";

// The worker as it is, but for one thing: at one moment of one step it kills itself, once.
const { KILL_AT, KILL_STEP, KILL_MARK } = process.env;

async function observe({ at, key }: StepMoment): Promise<void> {
  if (!KILL_MARK || at !== KILL_AT || key.split(":")[0] !== KILL_STEP || existsSync(KILL_MARK)) return;
  writeFileSync(KILL_MARK, key);
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => {}); // Nothing happens after this, not even another tick of this step.
}

await work({ workerId: env().workerId, observe, scheduler: false });
