"use client";

import { formatDuration } from "@/lib/domain/format";
import { useNow } from "@/components/viewer-clock";
import { formatInstant, zoneName } from "@/components/zone";
import type { ExposureView } from "@/lib/domain/plan";

const DAY = 86_400_000;

/** "If disaster struck now, you would lose 42 min (09:18–10:00 WET). The next point is usable about 10:12." */
export function DisasterSentence({ exposure, zone }: { exposure: ExposureView; zone: string }) {
  const now = useNow();
  return <>{disasterWords(exposure, { now, zone })}</>;
}

export function disasterWords(
  { since, nextUsableAt }: ExposureView,
  { now, zone }: { now: Date; zone: string },
): string {
  const next =
    nextUsableAt === null
      ? "No further point is expected."
      : Date.parse(nextUsableAt) <= now.getTime()
        ? "The next point is due any moment."
        : `The next point is usable about ${clock(new Date(nextUsableAt), { now, zone })}.`;
  if (since === null)
    return `If disaster struck now, everything would be lost: there is no point to restore from. ${next}`;
  const from = new Date(since);
  const lost = formatDuration(Math.max(0, now.getTime() - from.getTime()));
  const start = clock(from, { now, zone });
  const today = start === formatInstant(from, { zone, style: "time", now });
  const end = formatInstant(now, { zone, style: today ? "time" : "datetime", now });
  return `If disaster struck now, you would lose ${lost} (${start}${today ? "–" : " – "}${end} ${zoneName(now, zone)}). ${next}`;
}

// The day is said only where it is not today's: the sentence is about hours, mostly.
function clock(at: Date, { now, zone }: { now: Date; zone: string }): string {
  const day = (instant: Date) => formatInstant(instant, { zone, style: "date", now });
  const near = Math.abs(now.getTime() - at.getTime()) < DAY && day(at) === day(now);
  return formatInstant(at, { zone, style: near ? "time" : "datetime", now });
}
