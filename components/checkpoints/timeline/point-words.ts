import { formatDuration } from "@/lib/domain/format";
import type { Shape } from "@/components/glyph";
import { lookOf } from "@/components/status";
import type { Tone } from "@/components/ui/badge";
import type { CheckpointState, TimelinePoint } from "@/lib/domain/checkpoint";

type Marked = { state: CheckpointState; consistency: TimelinePoint["consistency"]; pinned: boolean };

/** The mark of a checkpoint: its state, and where that is well, what is special about it. */
export function pointMark({ state, consistency, pinned }: Marked): { shape: Shape; tone: Tone; word: string } {
  const look = lookOf("checkpoint", state);
  if (state !== "usable") return look;
  if (pinned) return { ...look, shape: "immutable", word: "usable, kept on purpose" };
  if (consistency === "application") return { ...look, shape: "application", word: "usable, application-consistent" };
  return look;
}

/** "local · offsite": how far its copies have come. */
export function copiesWords(point: Pick<TimelinePoint, "localAt" | "offsiteAt" | "verifiedAt" | "goneAt">): string {
  if (point.goneAt !== null) return "gone";
  const rungs = [point.localAt && "local", point.offsiteAt && "offsite", point.verifiedAt && "verified"].filter(
    (word) => word,
  );
  return rungs.length === 0 ? "none yet" : rungs.join(" · ");
}

/** From capture until the last copy could be restored. */
export function tookWords(point: Pick<TimelinePoint, "capturedAt" | "localAt" | "offsiteAt">): string {
  const whole = point.offsiteAt ?? point.localAt;
  return point.capturedAt && whole ? formatDuration(Date.parse(whole) - Date.parse(point.capturedAt)) : "–";
}

export function chainWords({
  full,
  chainLength,
  capturedAt,
}: {
  full: boolean;
  chainLength: number | null;
  capturedAt: string | null;
}): string {
  if (capturedAt === null) return "–";
  if (full) return "full";
  return chainLength === null ? "incremental" : `incremental ${chainLength}`;
}
