"use client";

import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatNoun, plural } from "@/lib/domain/format";
import type { RetentionPreview } from "@/lib/domain/plan-preview";

const DAY_MS = 86_400_000;
const axis = {
  stroke: "var(--line)",
  tick: { fill: "var(--ink-3)", fontSize: 11, fontFamily: "var(--font-mono)" },
  tickLine: false,
} as const;

/** How the stored amount grows until retention and schedule are in balance. */
export function StorageCurve({ curve }: { curve: RetentionPreview["curve"] }) {
  const start = Date.parse(curve[0]?.at ?? "") || 0;
  const data = thinned(curve).map((point) => ({
    day: Math.round((Date.parse(point.at) - start) / DAY_MS) + 1,
    count: point.count,
    copies: Number(point.fullBackups.toFixed(2)),
  }));
  const last = data.at(-1);
  return (
    <figure>
      <div className="h-32" aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <AreaChart accessibilityLayer={false} data={data} margin={{ top: 4, right: 24, bottom: 0, left: -18 }}>
            <CartesianGrid vertical={false} stroke="var(--line-soft)" />
            <XAxis dataKey="day" {...axis} tickFormatter={(day: number) => `day ${day}`} minTickGap={48} />
            <YAxis {...axis} axisLine={false} width={52} />
            <Tooltip
              isAnimationActive={false}
              contentStyle={{
                background: "var(--background)",
                border: "1px solid var(--line)",
                borderRadius: 6,
                fontSize: 12,
              }}
              labelFormatter={(day) => `After day ${day}`}
              formatter={(value, name) => [value, name === "copies" ? "full copies stored" : "checkpoints"]}
            />
            <Area
              dataKey="copies"
              type="stepAfter"
              stroke="var(--kept-mark)"
              fill="var(--kept-bg)"
              strokeWidth={1.5}
              isAnimationActive={false}
            />
          </AreaChart>
        </ResponsiveContainer>
      </div>
      <figcaption className="sr-only">
        {last
          ? `After ${formatNoun(last.day, "day")} ${formatNoun(last.count, "checkpoint")} ${plural(last.count, "stores", "store")} as much as ${last.copies} ${plural(last.copies, "full copy", "full copies")}.`
          : "Nothing is stored."}
      </figcaption>
    </figure>
  );
}

// A year by days is more than a narrow chart can draw.
function thinned(curve: RetentionPreview["curve"]): RetentionPreview["curve"] {
  const step = Math.max(1, Math.ceil(curve.length / 120));
  return curve.filter((_, index) => index % step === 0 || index === curve.length - 1);
}
