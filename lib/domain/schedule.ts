import { cronSlots } from "./cron-slots";
import { WEEKDAYS, type Schedule } from "./plan";
import { DAY_MS, HOUR_MS, MINUTE_MS, instantOf, startOfDay, startOfNextDay, wallClock } from "./zone";

type Weekday = (typeof WEEKDAYS)[number];

/** A run that is due: its slot, and how many slots before it were missed and are passed over. */
export type DueSlot = { slotAt: number; missed: number };

const LOOK_AHEAD_MS = 400 * DAY_MS;
/** Enough to see the longest pause of any usual expression. */
const MOST_SLOTS = 10_000;
const MOST_MISSED = 10_000;

/** The slots after `after`, in order and without end, unless the schedule ends (a cron date) or is manual. */
export function* slotsAfter(schedule: Schedule, after: number): Generator<number> {
  switch (schedule.every) {
    case "manual":
      return;
    case "minutes":
      yield* minuteSlots(schedule.n * MINUTE_MS, after);
      return;
    case "hours":
      yield* hourSlots(schedule, after);
      return;
    case "day":
      yield* daySlots(schedule, WEEKDAYS, after);
      return;
    case "week":
      yield* daySlots(schedule, schedule.on, after);
      return;
    case "cron":
      yield* cronSlots(schedule.expression, schedule.timeZone, after);
  }
}

/** The next `count` slots after `after`. */
export function nextSlots(schedule: Schedule, after: number, count: number): number[] {
  const slots: number[] = [];
  if (count < 1) return slots;
  for (const slot of slotsAfter(schedule, after)) if (slots.push(slot) >= count) break;
  return slots;
}

/** The slots in (after, until], at most `limit` of them. */
export function slotsBetween(schedule: Schedule, after: number, until: number, limit = Infinity): number[] {
  const slots: number[] = [];
  for (const slot of slotsAfter(schedule, after)) {
    if (slot > until || slots.length >= limit) break;
    slots.push(slot);
  }
  return slots;
}

/**
 * The one slot to run now: the newest that has come since the last one asked for (or since activation). However
 * many were missed while nothing ran, they are caught up by this one.
 */
export function dueSlot(
  schedule: Schedule,
  lastSlotAt: number | null,
  now: number,
  activatedAt: number,
): DueSlot | null {
  const since = Math.max(lastSlotAt ?? -Infinity, activatedAt);
  const slots = slotsBetween(schedule, since, now, MOST_MISSED);
  const last = slots.at(-1);
  if (last === undefined) return null;
  return { slotAt: slots.length < MOST_MISSED ? last : newestSlot(schedule, now, last), missed: slots.length - 1 };
}

/** The longest time between two slots in the coming year (days of 25 h included); null without two. */
export function longestIntervalMs(schedule: Schedule, now: number): number | null {
  if (schedule.every === "minutes") return schedule.n * MINUTE_MS;
  if (schedule.every === "hours") return schedule.n * HOUR_MS;
  const slots = slotsBetween(schedule, now, now + LOOK_AHEAD_MS, MOST_SLOTS);
  const gaps = slots.slice(1).map((slot, index) => slot - (slots[index] ?? slot));
  return gaps.length === 0 ? null : gaps.reduce((most, gap) => Math.max(most, gap));
}

/** Counted from the epoch, so that 45 minutes stay 45 minutes across hours and days. */
function* minuteSlots(stepMs: number, after: number): Generator<number> {
  for (let slot = (Math.floor(after / stepMs) + 1) * stepMs; ; slot += stepMs) yield slot;
}

/**
 * Counted in elapsed hours from the start of each local day: on the day of 25 h the interval stays n, where a rule by
 * the clock's face would leave n + 1; where n does not divide the day, the day's last interval is shorter.
 */
function* hourSlots(
  { n, atMinute, timeZone }: Extract<Schedule, { every: "hours" }>,
  after: number,
): Generator<number> {
  for (let day = startOfDay(timeZone, after - DAY_MS), next = day; ; day = next) {
    next = startOfNextDay(timeZone, day);
    for (let slot = day + atMinute * MINUTE_MS; slot < next + atMinute * MINUTE_MS; slot += n * HOUR_MS)
      if (slot > after) yield slot;
  }
}

/** A time that the clocks skip runs once, as much later; one that they show twice runs once, at the first. */
function* daySlots(
  { at, timeZone }: { at: string; timeZone: string },
  weekdays: readonly Weekday[],
  after: number,
): Generator<number> {
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  for (let day = Math.floor(wallClock(timeZone, after) / DAY_MS) - 1; weekdays.length > 0; day++) {
    // Day 0 of the epoch was a Thursday.
    const weekday = WEEKDAYS[(((day + 3) % 7) + 7) % 7];
    if (!weekday || !weekdays.includes(weekday)) continue;
    const slot = instantOf(timeZone, day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS);
    if (slot > after) yield slot;
  }
}

function newestSlot(schedule: Schedule, now: number, known: number): number {
  const longest = longestIntervalMs(schedule, now) ?? DAY_MS;
  return slotsBetween(schedule, Math.max(known, now - 2 * longest), now).at(-1) ?? known;
}
