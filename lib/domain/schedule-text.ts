import { CronExpressionParser } from "cron-parser";
import cronstrue from "cronstrue";
import { WEEKDAYS, type Schedule } from "./plan";
import { nextSlots } from "./schedule";
import { MINUTE_MS, isZone } from "./zone";

const DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const SHORTEST_MS = 5 * MINUTE_MS;

/** What is wrong with a schedule, by field; `path` as the form names it. */
export type ScheduleIssue = { path: "timeZone" | "expression"; message: string };

/** The schedule in words, with its zone: "Every day at 02:30 (Europe/Lisbon)". */
export function scheduleText(schedule: Schedule): string {
  return schedule.every === "manual" ? "Only by hand" : `${words(schedule)} (${schedule.timeZone})`;
}

/** Everything about a schedule that its shape alone does not tell; empty when it can be run. */
export function checkSchedule(schedule: Schedule, now: number): ScheduleIssue[] {
  if (!isZone(schedule.timeZone))
    return [
      {
        path: "timeZone",
        message: `${schedule.timeZone || "An empty name"} is no known time zone; use a name such as Europe/Lisbon`,
      },
    ];
  if (schedule.every !== "cron") return [];
  const message = cronProblem(schedule, now);
  return message === null ? [] : [{ path: "expression", message }];
}

function cronProblem(schedule: Extract<Schedule, { every: "cron" }>, now: number): string | null {
  const fields = schedule.expression.trim().split(/\s+/);
  if (fields.length !== 5) return "A cron expression has five fields: minute, hour, day of month, month, day of week";
  // The parser draws "H" anew each time it reads it: the plan would come due whenever somebody looks.
  if (fields.some((field) => /(^|,)H/i.test(field))) return "H stands for any time; write the minute or hour itself";
  try {
    CronExpressionParser.parse(schedule.expression, { tz: schedule.timeZone });
  } catch (error) {
    return `This cron expression cannot be read: ${error instanceof Error ? error.message : "unknown reason"}`;
  }
  const slots = firstSlots(schedule, now);
  if (slots.length === 0) return "This cron expression never comes due";
  if (slots.some((slot, index) => index > 0 && slot - (slots[index - 1] ?? slot) < SHORTEST_MS))
    return "Not more often than every 5 minutes";
  return null;
}

/** Enough of them to see each pair of neighbours that a day can hold. An impossible date makes the parser give up. */
function firstSlots(schedule: Schedule, now: number): number[] {
  try {
    return nextSlots(schedule, now, 300);
  } catch {
    return [];
  }
}

function words(schedule: Exclude<Schedule, { every: "manual" }>): string {
  switch (schedule.every) {
    case "minutes":
      return `Every ${schedule.n} minutes`;
    case "hours":
      return `Every ${schedule.n === 1 ? "hour" : `${schedule.n} hours`} at :${String(schedule.atMinute).padStart(2, "0")}`;
    case "day":
      return `Every day at ${schedule.at}`;
    case "week":
      return `Every ${listed(WEEKDAYS.flatMap((day, index) => (schedule.on.includes(day) ? [DAY_NAMES[index] ?? day] : [])))} at ${schedule.at}`;
    case "cron":
      return cronWords(schedule.expression);
  }
}

function cronWords(expression: string): string {
  try {
    return cronstrue.toString(expression, { use24HourTimeFormat: true, verbose: false });
  } catch {
    // Words are only shown; whether the expression is right, checkSchedule says.
    return `Cron ${expression}`;
  }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
