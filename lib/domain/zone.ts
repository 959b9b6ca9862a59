import { tzOffset } from "@date-fns/tz";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

const ZONE_NAME = /^(?!UTC[+-])[A-Za-z]\w*(?:[/+-][\w+-]+)*$/;

/** Whether `zone` is a time zone that this machine knows by its IANA name. */
export function isZone(zone: string): boolean {
  // Offsets such as "+25:00" and "UTC+99" can be reckoned with too, and are no zones.
  return ZONE_NAME.test(zone) && !Number.isNaN(tzOffset(zone, new Date(0)));
}

/** How far the zone's clocks are ahead of UTC at `at`, in milliseconds. Throws on an unknown zone. */
export function offsetMs(zone: string, at: number): number {
  if (zone === "UTC") return 0;
  const minutes = tzOffset(zone, new Date(at));
  if (Number.isNaN(minutes)) throw new RangeError(`${zone} is no known time zone`);
  return Math.round(minutes * MINUTE_MS);
}

/** What the zone's clocks show at `at`, as if it were UTC: its UTC fields are the local ones. */
export function wallClock(zone: string, at: number): number {
  return at + offsetMs(zone, at);
}

/** The instant at which the zone's clocks first show `wall`; where they skip it, the instant that would have been. */
export function instantOf(zone: string, wall: number): number {
  const before = offsetMs(zone, wall - DAY_MS);
  const early = wall - before;
  if (offsetMs(zone, early) === before) return early;
  const after = offsetMs(zone, wall + DAY_MS);
  const late = wall - after;
  return offsetMs(zone, late) === after ? late : early;
}

/** The first instant of the zone's day that holds `at`. A day may begin at 01:00, where midnight is skipped. */
export function startOfDay(zone: string, at: number): number {
  return instantOf(zone, Math.floor(wallClock(zone, at) / DAY_MS) * DAY_MS);
}

/** The first instant of the day after the one that holds `at`: 23, 24 or 25 h after its start. */
export function startOfNextDay(zone: string, at: number): number {
  return instantOf(zone, (Math.floor(wallClock(zone, at) / DAY_MS) + 1) * DAY_MS);
}

/** The zone's calendar day that holds `at`, such as "2026-03-29". */
export function dayName(zone: string, at: number): string {
  return new Date(wallClock(zone, at)).toISOString().slice(0, 10);
}
