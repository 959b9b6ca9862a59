import type { ReactNode } from "react";

import { cn } from "@/lib/utils";

export type Fact = { label: string; value: ReactNode };

/** What is known of one object, as term and value. */
export function Facts({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl
      data-slot="facts"
      className={cn("grid grid-cols-[minmax(6.5rem,auto)_minmax(0,1fr)] gap-x-4 border-t border-line-soft", className)}
    >
      {facts.map((fact) => (
        <div
          key={fact.label}
          className="col-span-2 grid grid-cols-subgrid items-baseline border-b border-line-soft py-1.5"
        >
          <dt className="text-ink-3">{fact.label}</dt>
          <dd className="min-w-0 break-words">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
