import { StepFailed } from "../failure";
import type { Failed } from "./protect-conclude";

/** What went well goes on; what failed leaves the others alone; a cancel or a bug ends all. */
export function whole<T, R>(
  things: readonly T[],
  results: readonly PromiseSettledResult<R>[],
  keysOf: (thing: T) => string[],
  failed: Failed[],
): [T, R][] {
  return things.flatMap((thing, index): [T, R][] => {
    const result = results[index];
    if (result?.status === "fulfilled") return [[thing, result.value]];
    const reason: unknown = result?.reason;
    if (!(reason instanceof StepFailed) || reason.failure.kind === "cancelled") throw reason;
    failed.push(...keysOf(thing).map((key) => ({ key, failure: reason.failure })));
    return [];
  });
}
