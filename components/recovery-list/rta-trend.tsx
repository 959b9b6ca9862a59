"use client";

import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import { chartColors } from "@/components/charts/chart-colors";
import { trendPoints, type TrendPoint } from "@/components/recovery-list/trend-points";
import { SectionHeading } from "@/components/section-heading";
import { useNow, useZone } from "@/components/viewer-clock";
import { formatInstant } from "@/components/zone";
import { formatDuration, formatNoun } from "@/lib/domain/format";
import type { RecoveryEvent } from "@/lib/domain/recovery-list";

const AXIS = {
  stroke: "var(--line)",
  tick: { fill: "var(--ink-3)", fontSize: 11, fontFamily: "var(--font-mono)" },
  tickLine: false,
} as const;

/** Recovery times one after the other, each against its promise: plans with different promises in one picture. */
export function RtaTrend({ events }: { events: RecoveryEvent[] }) {
  const points = trendPoints(events);
  if (points.length < 2) return null;
  const late = points.filter(({ percent }) => percent > 100).length;
  return (
    <section aria-labelledby="trend">
      <SectionHeading id="trend" note="share of the recovery time objective that was used; the line is the objective">
        Recovery times
      </SectionHeading>
      <figure>
        <div className="h-36" aria-hidden>
          <Chart points={points} />
        </div>
        <figcaption className="sr-only">
          {`${late} of ${formatNoun(points.length, "recovery", "recoveries")} took longer than promised; the last took ${points.at(-1)?.percent ?? 0} % of it. The table below has them all.`}
        </figcaption>
      </figure>
    </section>
  );
}

function Chart({ points }: { points: TrendPoint[] }) {
  const zone = useZone();
  const now = useNow("still");
  const data = points.map((point, index) => ({ ...point, nth: index + 1 }));
  const day = (nth: number) => {
    const at = data[nth - 1]?.at;
    return at === undefined ? "" : formatInstant(new Date(at), { zone, style: "date", now });
  };
  const ticks = ticksTo(Math.max(100, ...points.map(({ percent }) => percent)));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart accessibilityLayer={false} data={data} margin={{ top: 8, right: 24, bottom: 0, left: -8 }}>
        <CartesianGrid vertical={false} stroke="var(--line-soft)" />
        <XAxis dataKey="nth" {...AXIS} tickFormatter={day} minTickGap={48} padding={{ left: 12, right: 12 }} />
        <YAxis
          {...AXIS}
          axisLine={false}
          width={52}
          domain={[0, ticks.at(-1) ?? 100]}
          ticks={ticks}
          tickFormatter={(percent) => `${percent} %`}
        />
        <ReferenceLine y={100} stroke={chartColors.ink} strokeDasharray="2 3" />
        <Tooltip content={Tip} isAnimationActive={false} />
        <Line
          dataKey="percent"
          stroke={chartColors.kept}
          strokeWidth={1.5}
          dot={{ r: 3, fill: chartColors.kept }}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

/** At most five marks, at round shares; 100 is always one of them. */
function ticksTo(highest: number): number[] {
  const every = 50 * Math.max(1, Math.ceil(highest / 200));
  return Array.from({ length: Math.ceil(highest / every) + 1 }, (_, index) => index * every);
}

type TipProps = { active?: boolean; payload?: readonly { payload?: TrendPoint }[] };

function Tip({ active, payload }: TipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  const { planName, purpose, totalMs, rtoMinutes } = point.event;
  return (
    <div className="rounded-md border border-line bg-background px-2.5 py-1.5 text-xs">
      <p className="font-medium">{planName}</p>
      <p className="text-ink-2">
        {purpose === "drill" ? "drill" : "failover"}: {formatDuration(totalMs ?? 0)} of{" "}
        {formatDuration(rtoMinutes * 60_000)}
      </p>
    </div>
  );
}
