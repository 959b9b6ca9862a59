"use client";

import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { OptionSelect, type SelectOption } from "@/components/ui/native-select";
import { cn } from "@/lib/utils";

type FilterBarProps = {
  label: string;
  /** Takes up what was typed; without it, choices take effect at once and there is nothing to send. */
  onSearch?: () => void;
  /** Null: nothing is left out now. */
  onShowAll: (() => void) | null;
  note?: ReactNode;
  children: ReactNode;
};

/** Narrows a list; what it says stands in the address. */
export function FilterBar({ label, onSearch, onShowAll, note, children }: FilterBarProps) {
  return (
    <form
      role="search"
      aria-label={label}
      className="mb-3 flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch?.();
      }}
    >
      {children}
      {onSearch ? <Button type="submit">Search</Button> : null}
      {onShowAll ? (
        <Button variant="ghost" onClick={onShowAll}>
          Show all
        </Button>
      ) : null}
      {note ? <span className="text-xs text-ink-3">{note}</span> : null}
    </form>
  );
}

type FilterTextProps = {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
};

/** Words to look for. */
export function FilterText({ label, placeholder = label, value, onChange }: FilterTextProps) {
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="min-w-44 flex-1 max-sm:basis-full sm:max-w-64"
    />
  );
}

type FilterChoiceProps = {
  label: string;
  value: string | null;
  options: readonly SelectOption[];
  wide?: boolean;
  onChange: (value: string | null) => void;
};

/** One of some words, in force at once. */
export function FilterChoice({ label, wide, ...select }: FilterChoiceProps) {
  return (
    <div className={cn("max-sm:min-w-36 max-sm:flex-1", wide ? "sm:w-52" : "sm:w-40")}>
      <OptionSelect aria-label={label} {...select} />
    </div>
  );
}
