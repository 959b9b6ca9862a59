"use client";

import { memo, useId } from "react";
import { Area, ComposedChart, Line, ReferenceArea, ReferenceLine, XAxis, YAxis } from "recharts";

import { chartColors } from "@/components/charts/chart-colors";
import { Hatch } from "@/components/charts/hatch";
import { cornersOf, holesIn } from "@/components/checkpoints/timeline/saw-geometry";
import { xOf, type Scale } from "@/components/checkpoints/timeline/scale";
import { formatDuration, formatNoun } from "@/lib/domain/format";
import type { TimelineDayView } from "@/lib/domain/timeline";

export const SAW_HEIGHT = 116;
const TOP = 14;

type SawToothProps = { day: TimelineDayView; scale: Scale; width: number };

/** Exposure over the day, the promise as a dotted step, what lies over it hatched. */
export const SawTooth = memo(function SawTooth({ day, scale, width }: SawToothProps) {
  const { vertices, target } = day.series;
  const highest = vertices.reduce((most, [, exposure]) => Math.max(most, exposure ?? 0), 0);
  const promised = target.at(-1)?.rpoMs ?? 0;
  const top = Math.max(1, Math.max(highest, promised * 1.25) * 1.05);
  return (
    <div role="img" aria-label={describe(day, highest)} className="relative" style={{ height: SAW_HEIGHT }}>
      <Curve day={day} scale={scale} width={width} top={top} />
      <svg aria-hidden width={width} height={SAW_HEIGHT} className="pointer-events-none absolute inset-0">
        <Breaches breaches={day.series.breaches} scale={scale} />
        <text x={0} y={10} className="fill-ink-3 font-mono text-[11px]">
          exposure
        </text>
        {promised > 0 ? (
          <text
            x={0}
            y={TOP + (SAW_HEIGHT - TOP) * (1 - promised / top) + 4}
            className="fill-ink-2 font-mono text-[11px]"
          >
            {formatDuration(promised)}
          </text>
        ) : null}
      </svg>
    </div>
  );
});

const STILL = { type: "linear", isAnimationActive: false, activeDot: false, connectNulls: false } as const;

function Curve({ day, scale, width, top }: SawToothProps & { top: number }) {
  const hatch = useId();
  return (
    <ComposedChart
      width={width}
      height={SAW_HEIGHT}
      data={cornersOf(day)}
      margin={{ top: TOP, right: width - scale.right, bottom: 0, left: scale.left }}
      accessibilityLayer={false}
    >
      <defs>
        <Hatch id={hatch} />
      </defs>
      <XAxis dataKey="at" type="number" domain={[scale.from, scale.to]} hide allowDataOverflow />
      <YAxis type="number" domain={[0, top]} hide allowDataOverflow />
      {stretches(day, hatch)}
      <Area {...STILL} dataKey="over" stroke="none" fill={`url(#${hatch})`} fillOpacity={1} />
      {promise(day, scale)}
      <Line {...STILL} dataKey="exposure" stroke={chartColors.kept} strokeWidth={1.5} dot={false} />
    </ComposedChart>
  );
}

/** Pauses in grey, and hatched the time in which nothing could be restored. */
function stretches({ paused, series }: TimelineDayView, hatch: string) {
  return [
    ...paused.map(({ from, to }) => (
      <ReferenceArea
        key={`paused:${from}`}
        x1={from}
        x2={to}
        fill={chartColors.idle}
        fillOpacity={0.12}
        stroke="none"
      />
    )),
    ...holesIn(series.vertices).map(({ from, to }) => (
      <ReferenceArea
        key={`hole:${from}`}
        x1={from}
        x2={to}
        fill={`url(#${hatch})`}
        fillOpacity={1}
        stroke={chartColors.critical}
        strokeDasharray="2 2"
      />
    )),
  ];
}

function promise({ series: { target } }: TimelineDayView, scale: Scale) {
  return target.map(({ at, rpoMs }, index) => (
    <ReferenceLine
      key={at}
      segment={[
        { x: at, y: rpoMs },
        { x: target[index + 1]?.at ?? scale.to, y: rpoMs },
      ]}
      stroke={chartColors.ink}
      strokeDasharray="1.5 3"
    />
  ));
}

function Breaches({ breaches, scale }: { breaches: TimelineDayView["series"]["breaches"]; scale: Scale }) {
  return breaches.map(({ from, to }) => (
    <line
      key={from}
      x1={xOf(scale, from)}
      x2={Math.max(xOf(scale, from) + 1, xOf(scale, to))}
      y1={SAW_HEIGHT - 1}
      y2={SAW_HEIGHT - 1}
      className="stroke-breach-mark"
      strokeWidth={2}
    />
  ));
}

function describe({ series: { breaches, target, vertices } }: TimelineDayView, highest: number): string {
  if (vertices.length === 0) return "Exposure of the day: nothing to tell yet";
  const promise = target.at(-1);
  const kept =
    breaches.length === 0
      ? "the promise was kept throughout"
      : `the promise was broken ${breaches.length === 1 ? "once" : formatNoun(breaches.length, "time")}`;
  return `Exposure of the day: at most ${formatDuration(highest)}${promise ? ` of ${formatDuration(promise.rpoMs)} allowed` : ""}; ${kept}`;
}
