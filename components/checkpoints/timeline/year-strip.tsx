"use client";

import type { KeyboardEvent, PointerEvent } from "react";
import { memo, useState } from "react";

import { useWidth } from "@/components/charts/use-width";
import { lookOf } from "@/components/status";
import { markFill } from "@/components/charts/day-strip";
import { daySentence, lastDayOf, monthOf, monthShort } from "@/components/checkpoints/timeline/calendar";
import type { TimelineDay } from "@/lib/domain/timeline";
import { cn } from "@/lib/utils";

const HEIGHT = 34;
const LEAST_STEP = 2.6;

type YearStripProps = {
  days: readonly TimelineDay[];
  /** The promise now: the height to which the worst exposure is measured. */
  rpoMs: number;
  selected: string;
  onSelect: (day: string) => void;
};

/** A bar a day: its worst exposure, over the dotted line where it passed the promise. The narrower the place, the fewer days; the newest stay. */
export function YearStrip({ days, rpoMs, selected, onSelect }: YearStripProps) {
  const { ref, width } = useWidth<HTMLDivElement>(1080);
  const [pointed, setPointed] = useState<string | null>(null);
  const shown = days.slice(-Math.max(30, Math.floor(width / LEAST_STEP)));
  const step = width / Math.max(1, shown.length);
  const index = Math.max(
    0,
    shown.findIndex(({ day }) => day === selected),
  );
  const told = shown.find(({ day }) => day === (pointed ?? selected)) ?? shown.at(-1);
  const choose = (next: number) => {
    const day = shown[Math.min(shown.length - 1, Math.max(0, next))];
    if (day) onSelect(day.day);
  };
  const at = (event: PointerEvent<HTMLElement>) =>
    Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left) / step);
  return (
    <div>
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        aria-label="Day of the year"
        aria-valuemin={0}
        aria-valuemax={shown.length - 1}
        aria-valuenow={index}
        aria-valuetext={told ? daySentence(told) : "no day"}
        className="relative cursor-pointer touch-pan-y rounded-sm"
        style={{ height: HEIGHT }}
        onPointerMove={(event) => setPointed(shown[at(event)]?.day ?? null)}
        onPointerLeave={() => setPointed(null)}
        onClick={(event) =>
          choose(Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left) / step))
        }
        onKeyDown={(event) => byKey(event, { index, shown, choose, onSelect })}
      >
        <Bars days={shown} width={width} rpoMs={rpoMs} />
        <Chosen shown={shown} step={step} selected={selected} pointed={pointed} />
      </div>
      <Months days={shown} step={step} />
      <p className="mt-0.5 min-h-4 text-xs text-ink-2" aria-hidden>
        {told ? daySentence(told) : ""}
      </p>
    </div>
  );
}

type Keys = {
  index: number;
  shown: readonly TimelineDay[];
  choose: (index: number) => void;
  onSelect: (day: string) => void;
};

function byKey(event: KeyboardEvent, { index, shown, choose }: Keys) {
  const steps: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index - 7,
    ArrowDown: index + 7,
    PageUp: index - 30,
    PageDown: index + 30,
    Home: 0,
    End: shown.length - 1,
  };
  const next = steps[event.key];
  if (next === undefined) return;
  event.preventDefault();
  choose(next);
}

function barHeight(day: TimelineDay, rpoMs: number): number {
  if (day.worst === "none") return 2;
  if (day.worst === "unknown") return 6;
  if (day.worstExposureMs === null) return HEIGHT - 2;
  return Math.min(HEIGHT - 2, 4 + 12 * (day.worstExposureMs / Math.max(1, rpoMs)));
}

const WORST = ["none", "kept", "at-risk", "breach", "severe", "critical", "unknown"] as const;

/** One path per state and not one element per day: 366 of them would be drawn anew with each choice. */
const Bars = memo(function Bars({
  days,
  width,
  rpoMs,
}: {
  days: readonly TimelineDay[];
  width: number;
  rpoMs: number;
}) {
  const step = width / Math.max(1, days.length);
  const bar = Math.max(1, step - (step > 4 ? 1.2 : 0.7));
  const pathOf = (worst: (typeof WORST)[number]) =>
    days
      .map((day, index) => {
        if (day.worst !== worst) return "";
        const height = barHeight(day, rpoMs);
        return `M${(index * step).toFixed(2)} ${HEIGHT}h${bar.toFixed(2)}v${-height.toFixed(1)}h${-bar.toFixed(2)}z`;
      })
      .join("");
  return (
    <svg aria-hidden width={width} height={HEIGHT} className="absolute inset-0 max-w-full">
      {WORST.map((worst) => {
        const path = pathOf(worst);
        if (path === "") return null;
        const broken = worst === "severe" || worst === "critical";
        return (
          <g key={worst}>
            <path d={path} className={cn(worst === "none" ? "fill-line" : markFill[lookOf("day", worst).tone])} />
            {/* The worst two are outlined besides: told from a breach without colour. */}
            {broken ? <path d={path} fill="none" className="stroke-ink" strokeWidth={0.5} /> : null}
          </g>
        );
      })}
      <line x1={0} x2={width} y1={HEIGHT - 16} y2={HEIGHT - 16} className="stroke-input" strokeDasharray="1 3" />
    </svg>
  );
});

function Chosen({
  shown,
  step,
  selected,
  pointed,
}: {
  shown: readonly TimelineDay[];
  step: number;
  selected: string;
  pointed: string | null;
}) {
  const indexOf = (day: string) => shown.findIndex((entry) => entry.day === day);
  const month = monthOf(selected);
  const first = Math.max(0, indexOf(`${month}-01`));
  const end = indexOf(lastDayOf(month));
  const last = end === -1 ? shown.length - 1 : end;
  const day = indexOf(selected);
  const hover = pointed ? indexOf(pointed) : -1;
  return (
    <>
      {indexOf(selected) === -1 ? null : (
        <span
          aria-hidden
          className="absolute inset-y-0 rounded-sm border border-ink"
          style={{ left: first * step - 1, width: (last - first + 1) * step + 2 }}
        />
      )}
      {day === -1 ? null : (
        <span
          aria-hidden
          className="absolute inset-y-0 bg-ink/20"
          style={{ left: day * step, width: Math.max(2, step) }}
        />
      )}
      {hover === -1 ? null : (
        <span aria-hidden className="absolute inset-y-0 w-px bg-ink" style={{ left: hover * step + step / 2 }} />
      )}
    </>
  );
}

function Months({ days, step }: { days: readonly TimelineDay[]; step: number }) {
  const starts = days.flatMap(({ day }, index) => (day.endsWith("-01") ? [{ day, index }] : []));
  const room = step * 30;
  const every = Math.max(1, Math.ceil(40 / Math.max(1, room)));
  return (
    <div aria-hidden className="relative h-4 text-2xs text-ink-3">
      {starts.map(({ day, index }, number) =>
        number % every === 0 ? (
          <span key={day} className="absolute font-mono" style={{ left: index * step }}>
            {monthShort(day)}
          </span>
        ) : null,
      )}
    </div>
  );
}
