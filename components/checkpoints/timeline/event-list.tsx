"use client";

import Link from "next/link";

import { xOf, type Scale } from "@/components/checkpoints/timeline/scale";
import { Time } from "@/components/time";
import type { TimelineEvent } from "@/lib/domain/timeline";

const HEIGHT = 14;

/** Where on the axis something happened to the plan; what it was stands in the list below. */
export function EventMarks({
  events,
  scale,
  width,
}: {
  events: readonly TimelineEvent[];
  scale: Scale;
  width: number;
}) {
  if (events.length === 0) return null;
  return (
    <svg aria-hidden width={width} height={HEIGHT} className="block max-w-full">
      <text x={0} y={11} className="fill-ink-3 font-mono text-[11px]">
        events
      </text>
      {events.map((event, index) => {
        const x = xOf(scale, event.at);
        return (
          <g key={`${event.at}-${index}`}>
            <path d={`M${x - 4} 3h8l-4 7z`} className="fill-ink-2" />
            <title>{event.text}</title>
          </g>
        );
      })}
    </svg>
  );
}

export function EventList({ events, zone }: { events: readonly TimelineEvent[]; zone: string }) {
  if (events.length === 0) return null;
  return (
    <ul aria-label="What happened to the plan on this day" className="mt-2 grid gap-0.5 text-xs">
      {events.map((event, index) => (
        <li key={`${event.at}-${index}`} className="flex gap-2">
          <Time at={new Date(event.at).toISOString()} style="time" zone={zone} className="text-xs text-ink-3" />
          {event.href ? (
            <Link href={event.href} className="quiet-link inline-block min-h-6 leading-6">
              {event.text}
            </Link>
          ) : (
            <span>{event.text}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
