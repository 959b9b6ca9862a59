import type { Shape } from "@/components/glyph";
import { lookOf } from "@/components/status";
import type { Tone } from "@/components/ui/badge";
import type { TimelineDay } from "@/lib/domain/timeline";
import { formatDuration, formatNoun } from "@/lib/domain/format";

const DAY = 86_400_000;
const utc = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** The day so many days later; a calendar day has no zone. */
export function addDays(day: string, days: number): string {
  return new Date(utc(day) + days * DAY).toISOString().slice(0, 10);
}

/** "2026-11" of "2026-11-20". */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

export function lastDayOf(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** The same day so many months later, or the month's last where it has no such day. */
export function neighbourMonth(day: string, months: number): string {
  const month = addMonths(monthOf(day), months);
  const wanted = `${month}-${day.slice(8)}`;
  const last = lastDayOf(month);
  return wanted > last ? last : wanted;
}

/** The month in weeks that begin on Monday; null where a week reaches into another month. */
export function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const lead = (new Date(utc(first)).getUTCDay() + 6) % 7;
  const length = Number(lastDayOf(month).slice(8));
  const cells: (string | null)[] = [
    ...Array.from({ length: lead }, () => null),
    ...Array.from({ length }, (_, index) => addDays(first, index)),
  ];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

const dayName = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const monthName = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const shortMonth = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });

export const dayWords = (day: string) => dayName.format(utc(day));
export const monthWords = (month: string) => monthName.format(utc(`${month}-01`));
export const monthShort = (day: string) => shortMonth.format(utc(day));

/** The one mark that a day gets: the promise first, then the worst end of a checkpoint. */
export function markOf(day: TimelineDay): { shape: Shape; tone: Tone; word: string } {
  const look = lookOf("day", day.worst);
  if (["breach", "severe", "critical", "unknown"].includes(day.worst)) return look;
  if (day.failed > 0) return { shape: "failed", tone: "breach", word: "a checkpoint failed" };
  if (day.partial > 0) return { shape: "partial", tone: "risk", word: "a checkpoint is partial" };
  if (day.running > 0 && day.usable === 0)
    return { shape: "running", tone: "running", word: "a checkpoint is running" };
  if (day.worst === "at-risk") return look;
  if (day.application > 0) return { shape: "application", tone: "kept", word: "application-consistent" };
  if (day.pinned > 0) return { shape: "immutable", tone: "kept", word: "holds one kept on purpose" };
  if (day.points > 0) return { shape: "complete", tone: "kept", word: look.word };
  return day.worst === "none"
    ? { shape: "gone", tone: "idle", word: "no plan yet" }
    : { shape: "gone", tone: "idle", word: "no checkpoint" };
}

/** A day in a sentence, for ears and for the tooltip. */
export function daySentence(day: TimelineDay): string {
  if (day.worst === "none" && day.points === 0) return `${dayWords(day.day)}: nothing to tell yet`;
  const worst = day.worstExposureMs === null ? "" : `, at worst ${formatDuration(day.worstExposureMs)} exposed`;
  const ends = [
    day.failed > 0 ? `${day.failed} failed` : "",
    day.partial > 0 ? `${day.partial} partial` : "",
    day.running > 0 ? `${day.running} running` : "",
  ].filter((text) => text !== "");
  const many = `${formatNoun(day.points, "checkpoint")}${ends.length > 0 ? ` (${ends.join(", ")})` : ""}`;
  return `${dayWords(day.day)}: ${lookOf("day", day.worst).word}${worst}, ${many}`;
}
