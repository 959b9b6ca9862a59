import { formatDuration } from "@/lib/domain/format";
import { lookOf } from "@/components/status";
import type { Tone } from "@/components/ui/badge";
import type { DayCell } from "@/lib/domain/plan";
import { cn } from "@/lib/utils";

export const markFill: Record<Tone, string> = {
  kept: "fill-kept-mark",
  risk: "fill-risk-mark",
  breach: "fill-breach-mark",
  critical: "fill-critical-mark",
  running: "fill-running-mark",
  idle: "fill-idle-mark",
};

/** Height says it again: the worse the day, the taller the bar. Of 16 px. */
const heights: Record<DayCell["worst"], number> = {
  none: 3,
  kept: 7,
  "at-risk": 10,
  breach: 13,
  severe: 15,
  critical: 16,
  unknown: 3,
};

const STEP = 6;

/** One bar a day, worst state of the day; for rows of a list. */
export function DayStrip({ days, className }: { days: readonly DayCell[]; className?: string }) {
  return (
    <svg
      role="img"
      aria-label={describe(days)}
      viewBox={`0 0 ${Math.max(1, days.length) * STEP} 16`}
      width={Math.max(1, days.length) * STEP}
      height={16}
      data-slot="day-strip"
      className={cn("max-w-full min-w-24", className)}
    >
      {days.map((day, index) => (
        <rect
          key={day.day}
          x={index * STEP}
          y={16 - heights[day.worst]}
          width={4}
          height={heights[day.worst]}
          rx={0.5}
          className={cn(day.worst === "none" ? "fill-line" : markFill[lookOf("day", day.worst).tone])}
        >
          <title>{cellText(day)}</title>
        </rect>
      ))}
    </svg>
  );
}

function cellText(day: DayCell): string {
  const worst = day.worstExposureMs === null ? "" : `, at worst ${formatDuration(day.worstExposureMs)} exposed`;
  return `${day.day}: ${lookOf("day", day.worst).word}${worst}`;
}

function describe(days: readonly DayCell[]): string {
  const bad = days.filter((day) => !["none", "kept", "unknown"].includes(day.worst));
  const whole = `Worst state of each of the last ${days.length} days`;
  if (bad.length === 0) return `${whole}: no day out of promise`;
  return `${whole}: ${bad.map(cellText).join("; ")}`;
}
