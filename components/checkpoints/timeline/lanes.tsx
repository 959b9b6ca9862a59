"use client";

import { memo } from "react";

import { formatNoun } from "@/lib/domain/format";
import { hourTicks, xOf, type Scale } from "@/components/checkpoints/timeline/scale";
import { formatInstant } from "@/components/zone";
import type { Lane, LaneMark, TimelineDayView } from "@/lib/domain/timeline";

export const LANE_HEIGHT = 22;
const AXIS_HEIGHT = 20;

type LanesProps = { day: TimelineDayView; lanes: readonly Lane[]; scale: Scale; width: number; zone: string };

/** A lane per resource: capture tick, copy bar, local half-tick, offsite dot, verified check. A handful of paths, however many marks. */
export const Lanes = memo(function Lanes({ day, lanes, scale, width, zone }: LanesProps) {
  const height = lanes.length * LANE_HEIGHT + AXIS_HEIGHT;
  const ticks = hourTicks(scale);
  const left = scale.left - 8;
  return (
    <svg role="img" aria-label={describe(lanes)} width={width} height={height} className="block max-w-full">
      {ticks.map((at) => (
        <line
          key={at}
          x1={xOf(scale, at)}
          x2={xOf(scale, at)}
          y1={0}
          y2={height - AXIS_HEIGHT}
          className="stroke-line-soft"
        />
      ))}
      {lanes.map((lane, index) => (
        <g key={`${lane.kind}/${lane.resourceId}`} transform={`translate(0 ${index * LANE_HEIGHT + LANE_HEIGHT / 2})`}>
          <text x={0} y={4} className="fill-ink-2 font-mono text-[11px]">
            <title>{lane.name}</title>
            {shortened(lane.name, left)}
          </text>
          <LaneLine lane={lane} scale={scale} asOf={day.asOf} />
        </g>
      ))}
      {ticks.map((at, index) => (
        <text
          key={at}
          x={xOf(scale, at)}
          y={height - 5}
          textAnchor={index === 0 ? "start" : at >= scale.to ? "end" : "middle"}
          className="fill-ink-3 font-mono text-[11px]"
        >
          {at >= scale.to ? "24:00" : formatInstant(new Date(at), { zone, style: "time", now: new Date(at) })}
        </text>
      ))}
    </svg>
  );
});

function LaneLine({ lane, scale, asOf }: { lane: Lane; scale: Scale; asOf: number }) {
  const x = (at: number) => Math.min(scale.right, Math.max(scale.left, xOf(scale, at)));
  const begin = x(Math.max(scale.from, lane.joinedAt ?? scale.from));
  const end = x(Math.min(scale.to, asOf, lane.leftAt ?? scale.to));
  const drawn = { capture: "", bar: "", open: "", local: "", offsite: "", verified: "", failed: "" };
  for (const mark of lane.marks) drawMark(drawn, mark, { x, asOf, scale });
  return (
    <>
      <line x1={begin} x2={Math.max(begin, end)} y1={0} y2={0} className="stroke-line-soft" />
      <path d={drawn.bar} className="stroke-kept-mark" strokeWidth={5} opacity={0.3} />
      <path d={drawn.open} className="stroke-running-mark" strokeWidth={5} opacity={0.45} strokeDasharray="3 2" />
      <path d={drawn.capture} className="stroke-kept-mark" strokeWidth={1.5} />
      <path d={drawn.local} className="stroke-kept-mark" strokeWidth={1.5} />
      <path d={drawn.offsite} className="fill-kept-mark" />
      <path d={drawn.verified} className="stroke-ink" strokeWidth={1.5} fill="none" />
      <path d={drawn.failed} className="stroke-breach-mark" strokeWidth={1.7} fill="none" />
    </>
  );
}

type Drawn = Record<"capture" | "bar" | "open" | "local" | "offsite" | "verified" | "failed", string>;
type Place = { x: (at: number) => number; asOf: number; scale: Scale };

function drawMark(drawn: Drawn, mark: LaneMark, { x, asOf, scale }: Place): void {
  const start = x(mark.capturedAt);
  const inside = (at: number | null): at is number => at !== null && at >= scale.from && at < scale.to;
  if (mark.state === "failed" || mark.state === "left-out") {
    if (inside(mark.capturedAt)) drawn.failed += `M${start - 3} -3l6 6m0 -6l-6 6`;
    return;
  }
  if (inside(mark.capturedAt)) drawn.capture += `M${start} -6v12`;
  const whole = mark.offsiteAt ?? mark.copiedAt;
  if (whole === null) {
    drawn.open += `M${start} 0H${x(asOf)}`;
    return;
  }
  drawn.bar += `M${start} 0H${Math.max(start + 1, x(whole))}`;
  if (inside(mark.copiedAt)) drawn.local += `M${x(mark.copiedAt)} 0v6`;
  if (inside(mark.offsiteAt)) drawn.offsite += circle(x(mark.offsiteAt), 3.5);
  if (inside(mark.verifiedAt)) drawn.verified += `M${x(mark.verifiedAt) - 3} -5l2.5 2.5l4 -4.5`;
}

const circle = (x: number, r: number) => `M${x - r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

// 6.6 px is the width of a figure of the mono font at 11 px.
function shortened(name: string, room: number): string {
  const most = Math.max(4, Math.floor(room / 6.6));
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}

function describe(lanes: readonly Lane[]): string {
  const failed = lanes.filter((lane) => lane.marks.some(({ state }) => state === "failed")).map(({ name }) => name);
  return `${formatNoun(lanes.length, "resource")} in the day's checkpoints${failed.length > 0 ? `; not captured every time: ${failed.join(", ")}` : ""}. The table below says the same.`;
}
