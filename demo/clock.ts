/** Wall clock, and how long work takes: `speed` 10 makes a ten-second backup take one second. */
export type Clock = { now(): number; dueIn(seconds: number): number };

export function wallClock(speed: number): Clock {
  return {
    now: () => Date.now(),
    dueIn: (seconds) => Date.now() + (seconds * 1000) / speed,
  };
}

/** Cinder's, Heat's and Keystone's lists: no zone, microseconds. */
export function microTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, ".000000");
}

/** Nova's, Glance's and Neutron's: whole seconds, with a Z. */
export function secondTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

/** Keystone's token times. */
export function tokenTime(at: number): string {
  return `${microTime(at)}Z`;
}
