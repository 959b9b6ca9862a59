import type { ReactNode } from "react";

import { cn } from "@/lib/utils";

/** Up to four figures in one frame; the first may lead. They fold to two columns, then to one. */
export function StatRow({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div data-slot="stat-row" className={cn("@container", className)}>
      <dl className="grid grid-cols-1 overflow-hidden rounded-lg border border-line @md:grid-cols-2 @4xl:auto-cols-fr @4xl:grid-flow-col @4xl:grid-cols-none @4xl:has-[>[data-lead]]:grid-cols-[1.55fr] [&>*]:-mt-px [&>*]:-ml-px">
        {children}
      </dl>
    </div>
  );
}

type StatProps = {
  label: ReactNode;
  value: ReactNode;
  /** Against what the figure is measured: "of 90 allowed". */
  against?: ReactNode;
  /** A badge with the verdict. */
  badge?: ReactNode;
  /** One line of small print. */
  note?: ReactNode;
  /** The figure that the page is about. */
  lead?: boolean;
  className?: string;
};

export function Stat({ label, value, against, badge, note, lead, className }: StatProps) {
  return (
    <div
      data-slot="stat"
      data-lead={lead || undefined}
      className={cn("min-w-0 border-t border-l border-line px-4 py-3.5", className)}
    >
      <dt className="text-ink-2">{label}</dt>
      <dd>
        <div
          className={cn(
            "font-semibold",
            lead ? "mt-0.5 text-4xl tracking-[-0.035em]" : "mt-1.5 mb-0.5 text-3xl tracking-[-0.03em]",
          )}
        >
          {value}
          {against ? <span className="ml-1.5 text-base font-medium tracking-normal text-ink-2">{against}</span> : null}
        </div>
        {badge ? <div className="mt-0.5">{badge}</div> : null}
        {note ? <div className="mt-1 text-xs text-ink-3">{note}</div> : null}
      </dd>
    </div>
  );
}
