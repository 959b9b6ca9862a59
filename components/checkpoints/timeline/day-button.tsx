"use client";

import { daySentence, dayWords, markOf } from "@/components/checkpoints/timeline/calendar";
import { Glyph } from "@/components/glyph";
import { toneInk, type Tone } from "@/components/ui/badge";
import { formatCount } from "@/lib/domain/format";
import type { TimelineDay } from "@/lib/domain/timeline";
import { cn } from "@/lib/utils";

const GROUNDS: Record<Tone, string> = {
  kept: "bg-kept-bg",
  risk: "bg-risk-bg",
  breach: "bg-breach-bg",
  critical: "bg-critical-bg",
  running: "bg-running-bg",
  idle: "bg-background",
};

type DayButtonProps = {
  day: string;
  cell: TimelineDay | undefined;
  selected: boolean;
  outside: boolean;
  onSelect: (day: string) => void;
};

/** One day: the worst that it had, and how many checkpoints. */
export function DayButton({ day, cell, selected, outside, onSelect }: DayButtonProps) {
  const mark = cell && !outside ? markOf(cell) : null;
  return (
    <button
      type="button"
      data-day={day}
      tabIndex={selected ? 0 : -1}
      disabled={outside}
      title={cell ? daySentence(cell) : undefined}
      onClick={() => onSelect(day)}
      className={cn(
        "relative flex size-full flex-col justify-between rounded-sm border px-1 py-0.5 text-left text-2xs",
        mark ? GROUNDS[mark.tone] : "bg-background",
        selected ? "border-2 border-ink" : "border-line-soft",
        outside ? "cursor-default text-ink-3" : "hover:border-input",
      )}
    >
      <span className="sr-only">{cell && !outside ? daySentence(cell) : dayWords(day)}</span>
      <span aria-hidden className={cn("leading-3 font-mono", outside && "opacity-60")}>
        {Number(day.slice(8))}
      </span>
      {mark && cell ? (
        <span aria-hidden className={cn("flex items-center justify-end gap-0.5 leading-3", toneInk[mark.tone])}>
          {cell.points > 0 ? <span className="font-mono">{formatCount(cell.points)}</span> : null}
          <Glyph shape={mark.shape} className="size-2.5" />
        </span>
      ) : null}
    </button>
  );
}
