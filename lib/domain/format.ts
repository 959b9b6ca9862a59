import { DAY_MS, HOUR_MS, MINUTE_MS } from "./zone";

const SECOND_MS = 1000;

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A no-break space: a number and its unit stay on one line. */
const NB = "\u00a0";

export function formatCount(count: number): string {
  return whole.format(count);
}

/** The word that goes with a count: "server" or "servers", "is" or "are". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}

/** "1 server", "12 servers", "no servers". */
export function formatNoun(count: number, one: string, many?: string): string {
  return `${count === 0 ? "no" : formatCount(count)}${NB}${plural(count, one, many)}`;
}

/** "1 server", "0 servers": for titles that are stored and searched, where a space is a space. */
export function countOf(count: number, one: string, many?: string): string {
  return `${count} ${plural(count, one, many)}`;
}

/**
 * Milliseconds in the units a person would say: "850 ms", "42 s", "66 min", "26 h 10", "12 d 4 h".
 * Minutes up to two hours, because promises are made in minutes; floored, so that nothing is claimed too early.
 */
export function formatDuration(ms: number): string {
  const sign = ms < 0 ? "−" : "";
  const length = Math.abs(ms);
  if (length < SECOND_MS) return `${sign}${whole.format(Math.floor(length))}${NB}ms`;
  if (length < 2 * MINUTE_MS && length % MINUTE_MS !== 0) return `${sign}${Math.floor(length / SECOND_MS)}${NB}s`;
  if (length < 2 * HOUR_MS) return `${sign}${Math.floor(length / MINUTE_MS)}${NB}min`;
  if (length < 3 * DAY_MS) return `${sign}${hoursAndMinutes(length)}`;
  const days = Math.floor(length / DAY_MS);
  const hours = Math.floor((length % DAY_MS) / HOUR_MS);
  return `${sign}${whole.format(days)}${NB}d${hours > 0 && days < 14 ? `${NB}${hours}${NB}h` : ""}`;
}

function hoursAndMinutes(length: number): string {
  const hours = Math.floor(length / HOUR_MS);
  const minutes = Math.floor((length % HOUR_MS) / MINUTE_MS);
  return `${hours}${NB}h${minutes > 0 ? `${NB}${String(minutes).padStart(2, "0")}` : ""}`;
}

/** A stopwatch's reading: "9:12", "1:02:03". For steps, where one length stands under another. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const pad = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = pad(seconds % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

const SIZES = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** Bytes in binary units, as OpenStack counts: "3.2 GiB". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < SIZES.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? whole : oneDigit;
  return `${digits.format(value)}${NB}${SIZES[unit] ?? "PiB"}`;
}

/** Cinder and Nova give sizes in GiB. */
export function formatGiB(sizeGiB: number): string {
  if (Number.isInteger(sizeGiB) && sizeGiB < 1024) return `${whole.format(sizeGiB)}${NB}GiB`;
  return formatBytes(sizeGiB * 1024 ** 3);
}

/** "12 min ago", "in 3 h 05", "just now". */
export function formatRelative(at: Date, now: Date): string {
  const ms = now.getTime() - at.getTime();
  if (Math.abs(ms) < 5 * SECOND_MS) return "just now";
  return ms > 0 ? `${formatDuration(ms)} ago` : `in ${formatDuration(-ms)}`;
}
