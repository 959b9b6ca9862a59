"use client";

import { formatDuration } from "@/lib/domain/format";
import { Glyph } from "@/components/glyph";
import { Time, TimeAgo } from "@/components/time";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/viewer-clock";
import { cn } from "@/lib/utils";

type StaleNoteProps = {
  /** When what is shown was true. */
  seenAt: string;
  /** Who does not answer, and since when; absent while everything is well. */
  unreachable?: { source: string; since: string } | null;
  /** A newer answer is on its way. */
  refreshing?: boolean;
  onRefresh?: () => void;
  className?: string;
};

/** "As of 10:02 CET; RegionOne has not answered for 6 min." */
export function StaleNote({ seenAt, unreachable, refreshing, onRefresh, className }: StaleNoteProps) {
  return (
    <div
      data-slot="stale-note"
      role="status"
      className={cn("flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-3", className)}
    >
      {unreachable ? (
        <span className="inline-flex items-baseline gap-1.5 text-risk">
          <Glyph shape="partial" className="size-2.5 self-center" />
          <span>
            As of <Time at={seenAt} style="time" className="text-xs" />; {unreachable.source} has not answered for{" "}
            <Since at={unreachable.since} />.
          </span>
        </span>
      ) : (
        <span>
          As of <Time at={seenAt} style="time-seconds" className="text-xs" />, <TimeAgo at={seenAt} />
          {refreshing ? ", asking for newer" : ""}
        </span>
      )}
      {onRefresh ? (
        <Button size="sm" variant="link" pending={refreshing} onClick={onRefresh} className="text-xs font-normal">
          Refresh
        </Button>
      ) : null}
    </div>
  );
}

function Since({ at }: { at: string }) {
  const now = useNow();
  return <>{formatDuration(Math.max(0, now.getTime() - new Date(at).getTime()))}</>;
}
