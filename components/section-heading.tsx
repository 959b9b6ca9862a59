import type { ReactNode } from "react";

import { cn } from "@/lib/utils";

type SectionHeadingProps = {
  id?: string;
  children: ReactNode;
  /** Small print beside it: order, count, unit. */
  note?: ReactNode;
  actions?: ReactNode;
  as?: "h2" | "h3";
  className?: string;
};

export function SectionHeading({ id, children, note, actions, as: Level = "h2", className }: SectionHeadingProps) {
  return (
    <div
      data-slot="section-heading"
      className={cn("mt-6 mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1", className)}
    >
      <Level id={id} className={cn("font-semibold", Level === "h2" ? "text-base" : "text-sm")}>
        {children}
      </Level>
      {note ? <div className="min-w-0 text-xs text-ink-3">{note}</div> : null}
      {actions ? (
        <div data-print="hide" className="ml-auto flex flex-wrap items-center gap-2">
          {actions}
        </div>
      ) : null}
    </div>
  );
}
