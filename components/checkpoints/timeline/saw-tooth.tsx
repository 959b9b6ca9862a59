"use client";

import { memo, useId } from "react";
import { Area, ComposedChart, Line, ReferenceArea, ReferenceLine, XAxis, YAxis } from "recharts";

import { chartColors } from "@/components/charts/chart-colors";
import { Hatch } from "@/components/charts/hatch";
import { xOf, type Scale } from "@/components/checkpoints/timeline/scale";
import { formatDuration } from "@/lib/domain/format";
import type { TimelineDayView } from "@/lib/domain/timeline";

export const SAW_HEIGHT = 116;
const TOP = 14;

type SawToothProps = { day: TimelineDayView; scale: Scale; width: number };
type Corner = { at: number; exposure: number | null; over: [number, number] | null };

/** Exposure over the day, the promise as a dotted step, what lies over it hatched. */
export const SawTooth = memo(function SawTooth({ day, scale, width }: SawToothProps) {
  const hatch = useId();
  const { vertices, target, breaches } = day.series;
  const corners = cornersOf(day);
  const highest = vertices.reduce((most, [, exposure]) => Math.max(most, exposure ?? 0), 0);
  const promised = target.at(-1)?.rpoMs ?? 0;
  const top = Math.max(highest, promised * 1.25) * 1.05;
  const holes = holesIn(vertices);
  return (
    <div role="img" aria-label={describe(day, highest)} className="relative" style={{ height: SAW_HEIGHT }}>
      <ComposedChart
        width={width}
        height={SAW_HEIGHT}
        data={corners}
        margin={{ top: TOP, right: width - scale.right, bottom: 0, left: scale.left }}
        accessibilityLayer={false}
      >
        <defs>
          <Hatch id={hatch} />
        </defs>
        <XAxis dataKey="at" type="number" domain={[scale.from, scale.to]} hide allowDataOverflow />
        <YAxis type="number" domain={[0, Math.max(1, top)]} hide allowDataOverflow />
        {day.paused.map((stretch) => (
          <ReferenceArea
            key={stretch.from}
            x1={stretch.from}
            x2={stretch.to}
            fill={chartColors.idle}
            fillOpacity={0.12}
            stroke="none"
          />
        ))}
        {holes.map((hole) => (
          <ReferenceArea
            key={hole.from}
            x1={hole.from}
            x2={hole.to}
            fill={`url(#${hatch})`}
            fillOpacity={1}
            stroke={chartColors.critical}
            strokeDasharray="2 2"
          />
        ))}
        <Area
          dataKey="over"
          type="linear"
          stroke="none"
          fill={`url(#${hatch})`}
          fillOpacity={1}
          isAnimationActive={false}
          activeDot={false}
          connectNulls={false}
        />
        {target.map((step, index) => (
          <ReferenceLine
            key={step.at}
            segment={[
              { x: step.at, y: step.rpoMs },
              { x: target[index + 1]?.at ?? scale.to, y: step.rpoMs },
            ]}
            stroke={chartColors.ink}
            strokeDasharray="1.5 3"
          />
        ))}
        <Line
          dataKey="exposure"
          type="linear"
          stroke={chartColors.kept}
          strokeWidth={1.5}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
          connectNulls={false}
        />
      </ComposedChart>
      <svg aria-hidden width={width} height={SAW_HEIGHT} className="pointer-events-none absolute inset-0">
        {breaches.map(({ from, to }) => (
          <line
            key={from}
            x1={xOf(scale, from)}
            x2={Math.max(xOf(scale, from) + 1, xOf(scale, to))}
            y1={SAW_HEIGHT - 1}
            y2={SAW_HEIGHT - 1}
            className="stroke-breach-mark"
            strokeWidth={2}
          />
        ))}
        <text x={0} y={10} className="fill-ink-3 font-mono text-[11px]">
          exposure
        </text>
        {promised > 0 ? (
          <text
            x={0}
            y={TOP + (SAW_HEIGHT - TOP) * (1 - promised / Math.max(1, top)) + 4}
            className="fill-ink-2 font-mono text-[11px]"
          >
            {formatDuration(promised)}
          </text>
        ) : null}
      </svg>
    </div>
  );
});

/** The drawn corners; where the line crosses the promise one is added, so that the hatching begins just there. */
function cornersOf({ series: { vertices, target } }: TimelineDayView): Corner[] {
  const rpoAt = (at: number) => target.findLast((step) => step.at <= at)?.rpoMs ?? target[0]?.rpoMs ?? Infinity;
  return vertices.flatMap(([at, exposure], index): Corner[] => {
    const corner = toCorner(at, exposure, rpoAt(at));
    const next = vertices[index + 1];
    if (exposure === null || !next || next[1] === null || next[0] <= at) return [corner];
    const rpo = rpoAt(at);
    const crossing = at + (rpo - exposure);
    return crossing > at && crossing < next[0] ? [corner, toCorner(crossing, rpo, rpo)] : [corner];
  });
}

function toCorner(at: number, exposure: number | null, rpo: number): Corner {
  return { at, exposure, over: exposure !== null && exposure >= rpo ? [rpo, exposure] : null };
}

function holesIn(vertices: TimelineDayView["series"]["vertices"]): { from: number; to: number }[] {
  return vertices.flatMap(([at, exposure], index) => {
    const next = vertices[index + 1];
    return exposure === null && next?.[1] === null && next[0] > at ? [{ from: at, to: next[0] }] : [];
  });
}

function describe({ series: { breaches, target, vertices } }: TimelineDayView, highest: number): string {
  if (vertices.length === 0) return "Exposure of the day: nothing to tell yet";
  const promise = target.at(-1);
  const kept =
    breaches.length === 0
      ? "the promise was kept throughout"
      : `the promise was broken ${breaches.length === 1 ? "once" : `${breaches.length} times`}`;
  return `Exposure of the day: at most ${formatDuration(highest)}${promise ? ` of ${formatDuration(promise.rpoMs)} allowed` : ""}; ${kept}`;
}
