import { countOf } from "./format";
const MINUTE_MS = 60_000;

/** How many sign-ins may fail within `windowMs` before the next one has to wait. */
export type ThrottleRule = { most: number; windowMs: number };

/** For one user of one cloud, from wherever. */
export const PER_USER: ThrottleRule = { most: 5, windowMs: 10 * MINUTE_MS };
/** For one address, whoever it claims to be: an office shares one. */
export const PER_ADDRESS: ThrottleRule = { most: 30, windowMs: 10 * MINUTE_MS };

/** How long the next attempt has to wait, in milliseconds; 0: it may be made. `failedAt` in any order. */
export function waitMs(failedAt: readonly Date[], rule: ThrottleRule, now: Date): number {
  const since = now.getTime() - rule.windowMs;
  const recent = failedAt
    .map((at) => at.getTime())
    .filter((at) => at > since)
    .sort((a, b) => b - a);
  // When the n-th newest leaves the window, there is room for one more.
  const blocking = recent[rule.most - 1];
  return blocking === undefined ? 0 : blocking - since;
}

/** The waiting time as the user reads it. */
export function waitText(ms: number): string {
  if (ms > MINUTE_MS) return countOf(Math.ceil(ms / MINUTE_MS), "minute");
  return countOf(Math.max(1, Math.ceil(ms / 1000)), "second");
}
