import type { ReactNode } from "react";

import { cn } from "@/lib/utils";

type EmptyStateProps = {
  /** The truth: "No plan protects anything yet." */
  title: string;
  /** Why that is so, and what comes next. */
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

export function EmptyState({ title, children, actions, className }: EmptyStateProps) {
  return (
    <div
      data-slot="empty-state"
      className={cn("rounded-lg border border-dashed border-line px-4 py-8 text-center", className)}
    >
      <p className="font-semibold">{title}</p>
      {children ? <div className="mx-auto mt-1 max-w-prose text-ink-2">{children}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
