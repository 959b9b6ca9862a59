"use client";

import type { ComponentProps } from "react";
import { ResponsiveContainer, Tooltip } from "recharts";

import { cn } from "@/lib/utils";

/** Colours of series, from the tokens: they follow theme and print. */
export const chartColors = {
  kept: "var(--kept-mark)",
  risk: "var(--risk-mark)",
  breach: "var(--breach-mark)",
  critical: "var(--critical-mark)",
  running: "var(--running-mark)",
  idle: "var(--idle-mark)",
  ink: "var(--ink)",
  line: "var(--line)",
} as const;

/** What axes share: small mono figures, no ornaments. */
export const axisProps = {
  stroke: "var(--line)",
  tick: { fill: "var(--ink-3)", fontSize: 11, fontFamily: "var(--font-geist-mono)" },
  tickLine: false,
  axisLine: false,
} as const;

type ChartContainerProps = {
  /** The chart in a sentence, for those who do not see it. */
  label: string;
  /** In px. */
  height: number;
  className?: string;
  children: ComponentProps<typeof ResponsiveContainer>["children"];
};

export function ChartContainer({ label, height, className, children }: ChartContainerProps) {
  return (
    <div role="img" aria-label={label} data-slot="chart" className={cn("w-full overflow-hidden", className)} style={{ height }}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height }}>
        {children}
      </ResponsiveContainer>
    </div>
  );
}

/** recharts' tooltip in our clothes; the content is up to the chart. */
export function ChartTooltip(props: ComponentProps<typeof Tooltip>) {
  return (
    <Tooltip
      isAnimationActive={false}
      cursor={{ stroke: "var(--control)", strokeWidth: 1 }}
      contentStyle={{
        background: "var(--background)",
        border: "1px solid var(--line)",
        borderRadius: 6,
        padding: "6px 10px",
        fontSize: 12,
        color: "var(--ink)",
      }}
      {...props}
    />
  );
}
