"use client";

import { useEffect, useRef } from "react";

import { cn } from "@/lib/utils";

export type StepTab<Key extends string> = {
  key: Key;
  title: string;
  /** What was chosen there, in a few words. */
  summary?: string;
  /** It makes no sense yet: something before it is open. */
  disabled?: boolean;
};

type StepTabsProps<Key extends string> = {
  label: string;
  tabs: readonly StepTab<Key>[];
  current: Key;
  onGo: (step: Key) => void;
};

/** The steps of a wizard: where one is, and what was chosen so far. */
export function StepTabs<Key extends string>({ label, tabs, current, onGo }: StepTabsProps<Key>) {
  const list = useRef<HTMLOListElement>(null);
  // On a narrow screen the steps do not all fit: the current one is in sight.
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>("[aria-current]")?.parentElement;
    if (tab) list.current?.scrollTo({ left: tab.offsetLeft - tab.offsetWidth / 2 });
  }, [current]);
  return (
    <nav aria-label={label}>
      <ol ref={list} className="relative flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map(({ key, title, summary, disabled }, index) => (
          <li key={key} className="shrink-0">
            <button
              type="button"
              aria-current={key === current ? "step" : undefined}
              disabled={disabled}
              onClick={() => onGo(key)}
              className={cn(
                "-mb-px flex min-h-9 items-baseline gap-2 border-b-2 border-transparent px-3 py-1.5 text-ink-2 hover:text-ink focus-visible:-outline-offset-2 disabled:opacity-60",
                key === current && "border-ink font-medium text-ink",
              )}
            >
              <span className="figures text-xs text-ink-3">{index + 1}</span>
              {title}
              {summary ? <span className="text-xs font-normal text-ink-3 max-sm:hidden">{summary}</span> : null}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
