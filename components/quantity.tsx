"use client";

import { formatBytes, formatClock, formatDuration, formatGiB } from "@/components/format";
import { useNow } from "@/components/viewer-clock";
import { cn } from "@/lib/utils";

/** Figures line up when they stand one under another. */
export function Duration({ ms, className }: { ms: number | null; className?: string }) {
  if (ms === null) return <None />;
  return <span className={cn("figures whitespace-nowrap", className)}>{formatDuration(ms)}</span>;
}

/** The time since an instant, running on with the clock. */
export function Elapsed({ since, until, className }: { since: string; until?: string | null; className?: string }) {
  const now = useNow(until ? "still" : "second");
  const end = until ? new Date(until) : now;
  const ms = Math.max(0, end.getTime() - new Date(since).getTime());
  return <span className={cn("figures whitespace-nowrap", className)}>{formatClock(ms)}</span>;
}

export function Bytes({ bytes, className }: { bytes: number | null; className?: string }) {
  if (bytes === null) return <None />;
  return <span className={cn("figures whitespace-nowrap", className)}>{formatBytes(bytes)}</span>;
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
