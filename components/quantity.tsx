"use client";

import { formatClock, formatGiB } from "@/lib/domain/format";
import { useNow } from "@/components/viewer-clock";
import { cn } from "@/lib/utils";

/** The time since an instant, running on with the clock. Figures line up when they stand one under another. */
export function Elapsed({ since, until, className }: { since: string; until?: string | null; className?: string }) {
  const now = useNow(until ? "still" : "second");
  const end = until ? new Date(until) : now;
  const ms = Math.max(0, end.getTime() - new Date(since).getTime());
  return <span className={cn("figures whitespace-nowrap", className)}>{formatClock(ms)}</span>;
}

export function Size({ gib, className }: { gib: number | null; className?: string }) {
  if (gib === null) return <None />;
  return <span className={cn("figures whitespace-nowrap", className)}>{formatGiB(gib)}</span>;
}

/** Nothing to say here; read out as such. */
export function None({ label = "none" }: { label?: string }) {
  return (
    <span className="text-ink-3">
      <span aria-hidden>–</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
