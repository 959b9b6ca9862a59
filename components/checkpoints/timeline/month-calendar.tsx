"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useRef } from "react";

import { addDays, monthOf, monthWords, neighbourMonth, weeksOf } from "@/components/checkpoints/timeline/calendar";
import { DayButton } from "@/components/checkpoints/timeline/day-button";
import { Button } from "@/components/ui/button";
import type { TimelineDay } from "@/lib/domain/timeline";

type MonthCalendarProps = {
  days: readonly TimelineDay[];
  selected: string;
  today: string;
  began: string;
  onSelect: (day: string) => void;
};

/** A cell a day: the worst that it had, and how many checkpoints. Days without any stand out by being empty. */
export function MonthCalendar(props: MonthCalendarProps) {
  const { selected, today, began, onSelect } = props;
  const month = monthOf(selected);
  const grid = useRef<HTMLTableElement>(null);
  const choose = (day: string) => {
    if (day > today || day < began) return;
    onSelect(day);
    // The cell is a new one where the month changed: focus follows when it is there.
    requestAnimationFrame(() => grid.current?.querySelector<HTMLButtonElement>(`[data-day="${day}"]`)?.focus());
  };
  const keys = (event: KeyboardEvent) => {
    const next = MOVES[event.key]?.(selected);
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  };
  return (
    <div>
      <MonthHead {...props} />
      <table
        ref={grid}
        role="grid"
        aria-label={monthWords(month)}
        className="w-full table-fixed border-separate border-spacing-0.5"
        onKeyDown={keys}
      >
        <Weekdays />
        <tbody>
          {weeksOf(month).map((week, index) => (
            <Week key={index} week={week} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const MOVES: Record<string, (day: string) => string> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => neighbourMonth(day, -1),
  PageDown: (day) => neighbourMonth(day, 1),
};

function MonthHead({ selected, today, began, onSelect }: MonthCalendarProps) {
  const month = monthOf(selected);
  const step = (months: number) => {
    const day = neighbourMonth(selected, months);
    onSelect(day > today ? today : day < began ? began : day);
  };
  return (
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
  );
}

function Weekdays() {
  return (
    <thead>
      <tr>
        {["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map((name) => (
          <th key={name} scope="col" abbr={name} className="text-2xs font-normal text-ink-3">
            {name.slice(0, 1)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Week({ week, days, selected, today, began, onSelect }: MonthCalendarProps & { week: (string | null)[] }) {
  return (
    <tr>
      {week.map((day, column) => (
        <td
          key={day ?? `blank-${column}`}
          className="h-9 p-0"
          aria-selected={day === null ? undefined : day === selected}
        >
          {day === null ? null : (
            <DayButton
              day={day}
              cell={days.find((one) => one.day === day)}
              selected={day === selected}
              outside={day > today || day < began}
              onSelect={onSelect}
            />
          )}
        </td>
      ))}
    </tr>
  );
}
