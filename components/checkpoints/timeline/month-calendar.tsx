"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useRef } from "react";

import {
  addDays,
  daySentence,
  dayWords,
  markOf,
  monthOf,
  monthWords,
  neighbourMonth,
  weeksOf,
} from "@/components/checkpoints/timeline/calendar";
import { formatCount } from "@/lib/domain/format";
import { Glyph } from "@/components/glyph";
import { toneInk, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { TimelineDay } from "@/lib/domain/timeline";
import { cn } from "@/lib/utils";

const grounds: Record<Tone, string> = {
  kept: "bg-kept-bg",
  risk: "bg-risk-bg",
  breach: "bg-breach-bg",
  critical: "bg-critical-bg",
  running: "bg-running-bg",
  idle: "bg-background",
};

type MonthCalendarProps = {
  days: readonly TimelineDay[];
  selected: string;
  today: string;
  began: string;
  onSelect: (day: string) => void;
};

/** A cell a day: the worst that it had, and how many checkpoints. Days without any stand out by being empty. */
export function MonthCalendar({ days, selected, today, began, onSelect }: MonthCalendarProps) {
  const month = monthOf(selected);
  const known = new Map(days.map((day) => [day.day, day]));
  const grid = useRef<HTMLTableElement>(null);
  const choose = (day: string) => {
    if (day > today || day < began) return;
    onSelect(day);
    // The cell is a new one where the month changed: focus follows when it is there.
    requestAnimationFrame(() => grid.current?.querySelector<HTMLButtonElement>(`[data-day="${day}"]`)?.focus());
  };
  const keys = (event: KeyboardEvent) => {
    const moves: Record<string, string> = {
      ArrowLeft: addDays(selected, -1),
      ArrowRight: addDays(selected, 1),
      ArrowUp: addDays(selected, -7),
      ArrowDown: addDays(selected, 7),
      PageUp: neighbourMonth(selected, -1),
      PageDown: neighbourMonth(selected, 1),
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  };
  const step = (months: number) => {
    const day = neighbourMonth(selected, months);
    onSelect(day > today ? today : day < began ? began : day);
  };
  return (
    <div>
      <div className="mb-1 flex items-center gap-1">
        <h3 className="mr-auto text-sm font-medium">{monthWords(month)}</h3>
        <Button
          size="icon-sm"
          variant="ghost"
          aria-label="Previous month"
          disabled={month <= monthOf(began)}
          onClick={() => step(-1)}
        >
          <ChevronLeft aria-hidden />
        </Button>
        <Button
          size="icon-sm"
          variant="ghost"
          aria-label="Next month"
          disabled={month >= monthOf(today)}
          onClick={() => step(1)}
        >
          <ChevronRight aria-hidden />
        </Button>
      </div>
      <table
        ref={grid}
        role="grid"
        aria-label={monthWords(month)}
        className="w-full table-fixed border-separate border-spacing-0.5"
        onKeyDown={keys}
      >
        <thead>
          <tr>
            {["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map((name) => (
              <th key={name} scope="col" abbr={name} className="text-2xs font-normal text-ink-3">
                {name.slice(0, 1)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, index) => (
            <tr key={index}>
              {week.map((day, column) => (
                <td
                  key={day ?? `blank-${column}`}
                  className="h-9 p-0"
                  aria-selected={day === null ? undefined : day === selected}
                >
                  {day === null ? null : (
                    <DayButton
                      day={day}
                      cell={known.get(day)}
                      selected={day === selected}
                      outside={day > today || day < began}
                      onSelect={onSelect}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type DayButtonProps = {
  day: string;
  cell: TimelineDay | undefined;
  selected: boolean;
  outside: boolean;
  onSelect: (day: string) => void;
};

function DayButton({ day, cell, selected, outside, onSelect }: DayButtonProps) {
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
        mark ? grounds[mark.tone] : "bg-background",
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
