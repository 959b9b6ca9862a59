import { afterAll } from "vitest";

/** Undoes at the end what a test file made, the newest first; what fails is reported after everything was tried. */
export function cleanup() {
  const undo: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    const failures: unknown[] = [];
    for (const work of undo.reverse()) await work().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, "Some of what the tests made could not be removed");
  });
  return { later: (work: () => Promise<unknown>) => void undo.push(work) };
}
