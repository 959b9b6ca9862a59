"use client";

import { formatRelative } from "@/lib/domain/format";
import { useNow, useZone } from "@/components/viewer-clock";
import { formatInstant, formatUtc, zoneName, type TimeStyle } from "@/components/zone";
import { cn } from "@/lib/utils";

type TimeProps = {
  /** An instant in UTC, as ISO. */
  at: string;
  style?: TimeStyle;
  /** A plan's own zone; the viewer's when left out. */
  zone?: string;
  /** False only where the heading already names the zone: "Captured (CET)". */
  showZone?: boolean;
  className?: string;
};

/** An instant in the viewer's zone, with its name; pointing at it gives UTC and how long ago. */
export function Time({ at, style = "datetime", zone, showZone = true, className }: TimeProps) {
  const viewerZone = useZone();
  const now = useNow();
  const instant = new Date(at);
  const shown = zone ?? viewerZone;
  const text = formatInstant(instant, { zone: shown, style, now });
  return (
    <time
      dateTime={at}
      title={`${formatUtc(instant)}, ${formatRelative(instant, settled(instant, now))}`}
      className={cn("figures whitespace-nowrap", className)}
    >
      {showZone && style !== "date" ? `${text} ${zoneName(instant, shown)}` : text}
    </time>
  );
}

// The common now trails by up to 15 s; what has just happened must not seem to lie ahead.
function settled(instant: Date, now: Date): Date {
  const ahead = instant.getTime() - now.getTime();
  return ahead > 0 && ahead < 15_000 ? instant : now;
}

/** How long ago, or how long until; pointing at it gives the instant. */
export function TimeAgo({ at, className }: { at: string; className?: string }) {
  const zone = useZone();
  const now = useNow("second");
  const instant = new Date(at);
  const local = formatInstant(instant, { zone, style: "datetime-seconds", now });
  return (
    <time
      dateTime={at}
      title={`${local} ${zoneName(instant, zone)}, ${formatUtc(instant)}`}
      className={cn("whitespace-nowrap", className)}
    >
      {formatRelative(instant, now)}
    </time>
  );
}

/** The zone that the times below are in, for a table's heading. */
export function ZoneName({ zone }: { zone?: string }) {
  const viewerZone = useZone();
  const now = useNow();
  return <>{zoneName(now, zone ?? viewerZone)}</>;
}
