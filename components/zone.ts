/** The cookie by which the server learns the viewer's zone for the next page. */
export const ZONE_COOKIE = "breakwater-zone";

export const TIME_STYLES = ["datetime", "datetime-seconds", "time", "time-seconds", "date"] as const;
export type TimeStyle = (typeof TIME_STYLES)[number];

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const seconds = { ...clock, second: "2-digit" } as const;
const day = { day: "numeric", month: "short" } as const;

const styles: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  datetime: { ...day, ...clock },
  "datetime-seconds": { ...day, ...seconds },
  time: clock,
  "time-seconds": seconds,
  date: day,
};

const formatters = new Map<string, Intl.DateTimeFormat>();

// Making a formatter costs as much as a thousand uses of it.
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}

/** Whether this machine's calendar data know the zone; what comes from a cookie may be anything. */
export function isTimeZone(zone: string): boolean {
  try {
    formatter("en-GB", { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The zone's short name at that instant: "CET", "WEST", "EST", or "GMT+5:30" where it has none. */
export function zoneName(at: Date, zone: string): string {
  // British English names Europe's zones, American English America's.
  const names = ["en-GB", "en-US"].map(
    (locale) =>
      formatter(locale, { timeZone: zone, timeZoneName: "short" })
        .formatToParts(at)
        .find((part) => part.type === "timeZoneName")?.value,
  );
  return names.find((name) => name !== undefined && !/^GMT[+-]/.test(name)) ?? names[0] ?? zone;
}

/** The instant in a zone, without the zone's name: "20 Nov 10:06", with the year when it is not `now`'s. */
export function formatInstant(at: Date, { zone, style, now }: { zone: string; style: TimeStyle; now: Date }): string {
  const year = formatter("en-GB", { timeZone: zone, year: "numeric" });
  const dated = style !== "time" && style !== "time-seconds";
  const otherYear = dated && year.format(at) !== year.format(now);
  const options = otherYear ? { ...styles[style], year: "numeric" as const } : styles[style];
  return formatter("en-GB", { ...options, timeZone: zone })
    .format(at)
    .replace(",", "");
}

/** "2026-11-20 10:06:03 UTC". */
export function formatUtc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
