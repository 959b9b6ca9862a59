import { CronExpressionParser } from "cron-parser";
import { DAY_MS, HOUR_MS, MINUTE_MS, instantOf, wallClock } from "./zone";

/** 29 February comes at least once in eight years; what has not come by then never does. */
const FAR_DAYS = 8 * 366;

type Fields = ReturnType<typeof CronExpressionParser.parse>["fields"];

/**
 * The times of a five-field cron expression after `after`, as its parser has them: a time that the clocks skip runs
 * once, as much later; one shown twice runs once, but "every hour" means each hour that passes. The parser's own
 * iterator needs some tenths of a millisecond per time, and a simulator asks for a hundred thousand.
 */
export function* cronSlots(expression: string, timeZone: string, after: number): Generator<number> {
  const { fields } = CronExpressionParser.parse(expression, { tz: timeZone });
  if (countsFromTheEnd(fields, expression)) {
    yield* parserSlots(expression, timeZone, after);
    return;
  }
  const isDue = dueDays(fields);
  let last = after;
  for (let day = Math.floor(wallClock(timeZone, after) / DAY_MS) - 1, until = day + FAR_DAYS; day < until; day++) {
    if (!isDue(day)) continue;
    for (const slot of slotsOfDay(fields, timeZone, day)) {
      if (slot <= last) continue;
      last = slot;
      until = day + FAR_DAYS;
      yield slot;
    }
  }
}

/** "L" (the last day) and "#" (the second Monday) are left to the parser. */
function countsFromTheEnd(fields: Fields, expression: string): boolean {
  return fields.dayOfMonth.hasLastChar || fields.dayOfWeek.hasLastChar || expression.includes("#");
}

function* parserSlots(expression: string, timeZone: string, after: number): Generator<number> {
  const cron = CronExpressionParser.parse(expression, { tz: timeZone, currentDate: new Date(after) });
  // The parser searches millennia for a rare date, and each search costs.
  const end = after + FAR_DAYS * DAY_MS;
  while (cron.hasNext()) {
    const slot = cron.next().getTime();
    if (slot > end) return;
    yield slot;
  }
}

/** Cron's old rule: where both days are given, either will do. Days are counted from the epoch, a Thursday. */
function dueDays({ month, dayOfMonth, dayOfWeek }: Fields): (day: number) => boolean {
  const months = new Set<number | string>(month.values);
  const dates = new Set<number | string>(dayOfMonth.values);
  const weekdays = new Set<number | string>(dayOfWeek.values);
  return (day) => {
    const date = new Date(day * DAY_MS);
    if (!months.has(date.getUTCMonth() + 1)) return false;
    const weekday = date.getUTCDay();
    const onDate = dates.has(date.getUTCDate());
    const onWeekday = weekdays.has(weekday) || (weekday === 0 && weekdays.has(7));
    if (dayOfMonth.isWildcard) return onWeekday;
    return dayOfWeek.isWildcard ? onDate : onDate || onWeekday;
  };
}

/** In order; a skipped time may come out as another one that is due anyway. */
function slotsOfDay({ hour, minute }: Fields, timeZone: string, day: number): number[] {
  const start = instantOf(timeZone, day * DAY_MS);
  const end = instantOf(timeZone, (day + 1) * DAY_MS);
  const minutes = minute.values.map(Number);
  const plain = end - start === DAY_MS && wallClock(timeZone, start) === day * DAY_MS;
  const hours =
    hour.values.length === 24
      ? Array.from({ length: Math.ceil((end - start) / HOUR_MS) }, (_, index) => index)
      : hour.values.map(Number);
  const elapsed = plain || hour.values.length === 24;
  const at = (wanted: number, past: number) => wanted * HOUR_MS + past * MINUTE_MS;
  const slots = hours.flatMap((wanted) =>
    minutes.map((past) => (elapsed ? start + at(wanted, past) : instantOf(timeZone, day * DAY_MS + at(wanted, past)))),
  );
  return slots.filter((slot) => slot < end).sort((a, b) => a - b);
}
