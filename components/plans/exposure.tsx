"use client";

import { formatDuration } from "@/lib/domain/format";
import { StatusBadge } from "@/components/status-badge";
import { useNow } from "@/components/viewer-clock";
import type { ExposureView } from "@/lib/domain/plan";
import { cn } from "@/lib/utils";

/** What would be lost at this moment; grows with the clock. The caller's type size holds. */
export function ExposureNow({
  exposure,
  className,
}: {
  exposure: Pick<ExposureView, "since" | "exposureMs">;
  className?: string;
}) {
  const now = useNow();
  if (exposure.since === null) return <span className={cn("whitespace-nowrap", className)}>everything</span>;
  const grown = now.getTime() - Date.parse(exposure.since);
  return (
    <span className={cn("whitespace-nowrap tabular-nums", className)}>
      {formatDuration(Math.max(grown, exposure.exposureMs ?? 0))}
    </span>
  );
}

/** The verdict in a word; where nothing can be restored it says so. */
export function ProtectionBadge({ exposure }: { exposure: ExposureView }) {
  const text = exposure.state === "critical" && exposure.since === null ? "no point left" : undefined;
  return <StatusBadge kind="protection" state={exposure.state} text={text} />;
}
