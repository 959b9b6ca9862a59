"use client";

import type { KeyboardEvent, PointerEvent } from "react";
import { useMemo, useState } from "react";

import { formatNoun } from "@/lib/domain/format";
import { useWidth } from "@/components/charts/use-width";
import { CursorAnswer } from "@/components/checkpoints/timeline/cursor-answer";
import { EventList, EventMarks } from "@/components/checkpoints/timeline/event-list";
import { LANE_HEIGHT, Lanes } from "@/components/checkpoints/timeline/lanes";
import { SawTooth } from "@/components/checkpoints/timeline/saw-tooth";
import { atOf, xOf, type Scale } from "@/components/checkpoints/timeline/scale";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/viewer-clock";
import { formatInstant, zoneName } from "@/components/zone";
import type { Consistency } from "@/lib/domain/plan";
import { toRecoveryPoints, type RecoveryPoint } from "@/lib/domain/recovery-point";
import { restorableAt } from "@/lib/domain/restorable-at";
import type { TimelineDayView } from "@/lib/domain/timeline";

const FEW_LANES = 10;
const MINUTE = 60_000;

type DayTrackProps = {
  day: TimelineDayView;
  zone: string;
  /** The moment that the address names; null: now, or the day's end. */
  pinned: number | null;
  onPin: (at: number | null) => void;
};

/** Saw-tooth and lanes over one axis, and a cursor that says what could be restored at that moment. */
export function DayTrack({ day, zone, pinned, onPin }: DayTrackProps) {
  const { ref, width } = useWidth<HTMLDivElement>(720);
  const [all, setAll] = useState(false);
  const [pointed, setPointed] = useState<number | null>(null);
  const now = useNow().getTime();
  const left = width < 560 ? 76 : 108;
  const scale: Scale = useMemo(
    () => ({ from: day.from, to: day.to, left, right: Math.max(left + 40, width - 12) }),
    [day.from, day.to, left, width],
  );
  const points = useMemo(() => toRecoveryPoints([...day.carried, ...day.points]), [day.carried, day.points]);
  const latest = Math.min(Math.max(now, day.asOf), day.to - MINUTE);
  const kept = pinned !== null && pinned >= day.from && pinned < day.to ? Math.min(pinned, latest) : null;
  const at = Math.min(pointed ?? kept ?? latest, latest);
  const lanes = all ? day.lanes : day.lanes.slice(0, FEW_LANES);
  const hidden = day.lanes.length - lanes.length + day.lanesLeftOut;
  return (
    <div>
      <div ref={ref} className="relative min-w-0 overflow-hidden">
        <SawTooth day={day} scale={scale} width={width} />
        <EventMarks events={day.events} scale={scale} width={width} />
        <Lanes day={day} lanes={lanes} scale={scale} width={width} zone={zone} />
        <Cursor
          scale={scale}
          at={at}
          latest={latest}
          zone={zone}
          points={points}
          level={day.level}
          isToday={day.to > now}
          onPoint={setPointed}
          onPin={onPin}
        />
      </div>
      {hidden > 0 || all ? (
        <Button size="sm" variant="link" onClick={() => setAll(!all)} style={{ minHeight: LANE_HEIGHT }}>
          {all ? "Show fewer resources" : `Show ${formatNoun(hidden, "more resource")}`}
        </Button>
      ) : null}
      <CursorAnswer at={at} found={restorableAt(points, at, day.level)} zone={zone} asked={day.rung} />
      <EventList events={day.events} zone={zone} />
    </div>
  );
}

type CursorProps = {
  scale: Scale;
  at: number;
  latest: number;
  zone: string;
  points: readonly RecoveryPoint[];
  level: Consistency;
  isToday: boolean;
  onPoint: (at: number | null) => void;
  onPin: (at: number | null) => void;
};

function Cursor({ scale, at, latest, zone, points, level, isToday, onPoint, onPin }: CursorProps) {
  const where = (event: PointerEvent<HTMLElement>) =>
    Math.min(latest, atOf(scale, event.clientX - event.currentTarget.getBoundingClientRect().left));
  const move = (next: number) => {
    onPoint(null);
    onPin(Math.round(Math.min(latest, Math.max(scale.from, next))));
  };
  const keys = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 60 * MINUTE : 5 * MINUTE;
    const captures = points.map(({ capturedAt }) => capturedAt).sort((a, b) => a - b);
    const moves: Record<string, number | undefined> = {
      ArrowLeft: at - step,
      ArrowRight: at + step,
      PageUp: captures.findLast((capture) => capture < at - 1000),
      PageDown: captures.find((capture) => capture > at + 1000),
      Home: scale.from,
      End: latest,
    };
    if (!(event.key in moves)) return;
    event.preventDefault();
    const next = moves[event.key];
    if (next !== undefined) move(next);
  };
  const x = xOf(scale, at);
  const nowX = xOf(scale, latest);
  const label = formatInstant(new Date(at), { zone, style: "time", now: new Date(at) });
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Moment of the day. Arrow keys move by 5 minutes, with Shift by an hour, Page Up and Page Down from checkpoint to checkpoint."
      aria-valuemin={scale.from}
      aria-valuemax={latest}
      aria-valuenow={Math.round(at)}
      aria-valuetext={`${label} ${zoneName(new Date(at), zone)}: ${spoken(restorableAt(points, at, level))}`}
      className="absolute inset-0 cursor-crosshair touch-pan-y rounded-sm"
      onPointerMove={(event) => onPoint(where(event))}
      onPointerLeave={() => onPoint(null)}
      onClick={(event) =>
        move(Math.min(latest, atOf(scale, event.clientX - event.currentTarget.getBoundingClientRect().left)))
      }
      onKeyDown={keys}
    >
      {isToday ? (
        <span aria-hidden className="absolute inset-y-0 right-0 bg-subtle opacity-60" style={{ left: nowX }} />
      ) : null}
      <span aria-hidden className="absolute inset-y-0 w-px bg-ink" style={{ left: x }} />
      <span
        aria-hidden
        className="absolute top-0 rounded-sm bg-background px-1 font-mono text-[11px] whitespace-nowrap"
        style={x > scale.right - 80 ? { right: `calc(100% - ${x - 3}px)` } : { left: x + 3 }}
      >
        {isToday && latest - at < MINUTE ? `now ${label}` : label}
      </span>
    </div>
  );
}

function spoken(found: ReturnType<typeof restorableAt>): string {
  const parts = (["local", "offsite", "verified"] as const).map(
    (rung) =>
      `${rung} ${found[rung] ? `${Math.round(found[rung].lostMs / MINUTE)} minutes lost` : "nothing restorable"}`,
  );
  return parts.join(", ");
}
