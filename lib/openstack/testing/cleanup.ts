import { setTimeout as delay } from "node:timers/promises";
import { afterAll } from "vitest";
import { isOpenStackError } from "../error";

/** Undoes at the end what a test file made, the newest first; what fails is reported after everything was tried. */
export function cleanup() {
  const undo: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    const failures: unknown[] = [];
    for (const work of undo.reverse()) await stubbornly(work).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, "Some of what the tests made could not be removed");
  });
  return { later: (work: () => Promise<unknown>) => void undo.push(work) };
}

// What a thing still hangs on may itself be on its way out.
async function stubbornly(work: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 45_000;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isOpenStackError(error, "invalid", "conflict") || Date.now() > deadline) throw error;
      await delay(500);
    }
  }
}
