import { chainWords, pointMark, tookWords } from "@/components/checkpoints/timeline/point-words";
import { Glyph } from "@/components/glyph";
import { Stat, StatRow } from "@/components/stat-row";
import { StatusBadge } from "@/components/status-badge";
import { Time, TimeAgo } from "@/components/time";
import { Badge, toneInk } from "@/components/ui/badge";
import type { CheckpointPageView } from "@/lib/domain/checkpoint-page";
import { formatGiB } from "@/lib/domain/format";
import { cn } from "@/lib/utils";

/** How old its data is, and how much of it there is. */
export function CheckpointFigures({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const mark = pointMark(checkpoint);
  const complete = checkpoint.capturedCount >= checkpoint.memberCount;
  return (
    <StatRow>
      <Stat
        lead
        label="Brings back the data of"
        value={checkpoint.capturedAt && checkpoint.goneAt === null ? <TimeAgo at={checkpoint.capturedAt} /> : "nothing"}
        badge={<StatusBadge kind="checkpoint" state={checkpoint.state} text={mark.word} />}
        note={<Ladder checkpoint={checkpoint} />}
      />
      <Stat
        label="Resources"
        value={checkpoint.capturedCount}
        against={`of ${checkpoint.memberCount}`}
        badge={complete ? null : <Badge tone="risk">not complete</Badge>}
        note={spreadWords(checkpoint.spreadMs)}
      />
      <Stat
        label="Size"
        value={checkpoint.sizeGiB === null ? "–" : formatGiB(checkpoint.sizeGiB)}
        note={`${chainWords(checkpoint)}, took ${tookWords(checkpoint)}`}
      />
      <Stat label="Consistency reached" value={checkpoint.consistency ?? "–"} note="proven, not merely wished" />
    </StatRow>
  );
}

/** How far the copies have come, each rung with its moment. */
function Ladder({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const rungs = [
    ["local", checkpoint.localAt],
    ["offsite", checkpoint.offsiteAt],
    ["verified", checkpoint.verifiedAt],
  ] as const;
  return (
    <span className="flex flex-wrap gap-x-3">
      {rungs.map(([rung, at]) => (
        <span key={rung} className="inline-flex items-center gap-1 whitespace-nowrap">
          <Glyph
            shape={at ? "complete" : "pending"}
            label={at ? "reached" : "not reached"}
            className={cn("size-2", at ? toneInk.kept : toneInk.idle)}
          />
          {rung} {at ? <Time at={at} style="time" className="text-xs" /> : null}
        </span>
      ))}
    </span>
  );
}

function spreadWords(spreadMs: number | null): string | null {
  if (spreadMs === null) return null;
  if (spreadMs > 1000) return `captured within ${(spreadMs / 1000).toFixed(1)} s: not one instant`;
  return spreadMs > 0 ? "captured within 1 s" : "captured at one instant";
}
