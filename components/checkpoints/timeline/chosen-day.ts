import { addDays, lastDayOf, monthOf } from "@/components/checkpoints/timeline/calendar";
import type { TimelineYear } from "@/lib/domain/timeline";

/** The day of the address, as far as there is one to show. */
export function chosenDay(day: string | null, year: TimelineYear | undefined): string | null {
  if (!year) return day;
  const last = year.days.at(-1)?.day ?? year.today;
  if (day === null || !/^\d{4}-\d{2}-\d{2}$/.test(day) || day > year.today) return last;
  return day < year.began ? year.began : day;
}

/** The year that holds the day: that which ends today if it does, else one that ends with the day's month. */
export function yearFor(day: string, year: TimelineYear | undefined, until: string | null): string | null {
  if (!year) return until;
  if (day > addDays(year.today, -360)) return null;
  const [first, last] = [year.days[0]?.day ?? day, year.days.at(-1)?.day ?? day];
  return day >= first && day <= last && `${monthOf(day)}-01` >= first ? until : lastDayOf(monthOf(day));
}
