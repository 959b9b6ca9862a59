import Link from "next/link";

import { StatusText } from "@/components/status-badge";
import { TimeAgo } from "@/components/time";
import { formatDuration } from "@/lib/domain/format";
import type { RecoveryEvent } from "@/lib/domain/recovery-list";
import { cn } from "@/lib/utils";

/** When it was, whether it came up, and how long that took against what was promised. */
export function LastDrill({ drill }: { drill: RecoveryEvent | null }) {
  if (!drill) return <StatusText kind="day" state="unknown" text="never drilled" />;
  return (
    <span className="block">
      <Link href={`/failovers/${drill.id}`} className="quiet-link">
        <TimeAgo at={drill.declaredAt} />
      </Link>
      <Rta event={drill} className="block text-xs" />
    </span>
  );
}

/** The recovery time against the promise of then; what never came up has none. */
export function Rta({ event, className }: { event: RecoveryEvent; className?: string }) {
  const { totalMs, rtoMinutes, workload } = event;
  if (totalMs === null)
    return (
      <span className={cn(workload === "failed" || workload === "undone" ? "text-breach" : "text-ink-3", className)}>
        {workload === "failed" || workload === "undone" ? "did not come up" : "not up yet"}
      </span>
    );
  const late = totalMs > rtoMinutes * 60_000;
  return (
    <span className={cn(late ? "text-breach" : "text-ink-2", className)}>
      {formatDuration(totalMs)} of {formatDuration(rtoMinutes * 60_000)}
      {late ? " · too long" : ""}
    </span>
  );
}
