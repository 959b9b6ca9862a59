import { DAY_MS, HOUR_MS, MINUTE_MS } from "./zone";

const NEVER = "no restorable point";
const GIB_PER_TIB = 1024;

/** "42 s", "42 min", "1 h 42", "3 d 4 h": the two greatest units, rounded down. Null and Infinity: nothing restorable. */
export function durationText(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return NEVER;
  if (ms < 0) return `−${durationText(-ms)}`;
  if (ms < MINUTE_MS) return `${Math.floor(ms / 1000)} s`;
  const minutes = Math.floor(ms / MINUTE_MS);
  if (ms < HOUR_MS) return `${minutes} min`;
  if (ms < DAY_MS) return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
  const hours = Math.floor(minutes / 60);
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** To the second, for what is being watched: "1:02:03", "4:05". */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** "512 MiB", "1.5 GiB", "2 TiB". Null: not known. */
export function sizeText(sizeGiB: number | null, locale = "en"): string {
  if (sizeGiB === null) return "size not known";
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  if (sizeGiB !== 0 && sizeGiB < 1) return `${number(sizeGiB * 1024)} MiB`;
  return sizeGiB < GIB_PER_TIB ? `${number(sizeGiB)} GiB` : `${number(sizeGiB / GIB_PER_TIB)} TiB`;
}

/** "99.99 %"; null: "not enough data". The text must come floored, as compliance gives it. */
export function percentText(percent: string | null): string {
  return percent === null ? "not enough data" : `${percent} %`;
}

/** "in 5 min", "3 hr ago", in the greatest unit that fits. */
export function relativeText(at: number, now: number, locale = "en-GB"): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const ms = at - now;
  const size = Math.abs(ms);
  if (size < 1000) return format.format(0, "second");
  if (size < MINUTE_MS) return format.format(Math.trunc(ms / 1000), "second");
  if (size < HOUR_MS) return format.format(Math.trunc(ms / MINUTE_MS), "minute");
  if (size < DAY_MS) return format.format(Math.trunc(ms / HOUR_MS), "hour");
  return format.format(Math.trunc(ms / DAY_MS), "day");
}

export type TimeStyle = "time" | "day" | "date-time" | "to-the-second";

const STYLES: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  time: { hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "short", year: "numeric" },
  "date-time": { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  "to-the-second": { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

/** A time in a named zone; the zone's name goes with every clock time: "1 Mar 2026, 12:30 WET". */
export function timeText(at: number, { zone, style = "date-time", locale = "en-GB" }: { zone: string; style?: TimeStyle; locale?: string }): string {
  const text = new Intl.DateTimeFormat(locale, { ...STYLES[style], hourCycle: "h23", timeZone: zone }).format(at);
  return style === "day" ? text : `${text} ${zoneName(zone, at, locale)}`;
}

/** The zone's short name at that time: "WET", "CEST", "EDT"; "GMT+5:30" where no English has one. */
export function zoneName(zone: string, at: number, locale = "en-GB"): string {
  const names = [locale, "en-GB", "en-US"].map((language) => nameIn(language, zone, at));
  // Each English knows the short names of its own continent only.
  return names.find((name) => !/^GMT[+-]/.test(name)) ?? names[0] ?? zone;
}

function nameIn(locale: string, zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "short" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}
