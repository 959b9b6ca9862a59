import type { CheckpointState } from "./checkpoint";
import type { DeletionView } from "./checkpoint-page";
import { countOf, formatDuration } from "./format";
import { minutesWords } from "./plan-words";
import type { RecoveryPoint } from "./recovery-point";
import { exposureMs, severityOf } from "./rpo";
import { bindingTarget, type TargetVersion } from "./rpo-target";
import { MINUTE_MS } from "./zone";

export type DeletionFacts = {
  checkpointId: string;
  planName: string;
  state: CheckpointState;
  gone: boolean;
  pinned: boolean;
  pinnedReason: string | null;
  /** How many checkpoints build upon its bytes. */
  neededBy: number;
  /** The run that works on it now. */
  liveRun: string | null;
  /** Whether its plan still exists: only then is there a promise. */
  planDeleted: boolean;
  points: readonly RecoveryPoint[];
  versions: readonly TargetVersion[];
  now: number;
};

/** Whether the checkpoint may be deleted, and what that would do to the plan's promise. */
export function judgeDeletion(facts: DeletionFacts): DeletionView {
  const refused = refusalOf(facts);
  const { consequence, harmful } = consequenceOf(facts);
  return {
    refusal: refused?.[0] ?? null,
    remedy: refused?.[1] ?? null,
    consequence,
    confirmation: harmful ? facts.planName : null,
  };
}

function refusalOf({
  state,
  gone,
  pinned,
  pinnedReason,
  neededBy,
  liveRun,
}: DeletionFacts): [message: string, remedy: string | null] | null {
  if (liveRun !== null) return [`${liveRun} is working on it.`, "Wait until that run has ended, or cancel it."];
  if (gone || state === "expired" || state === "failed") return ["It holds no data any more.", null];
  if (state === "pending" || state === "running") return ["It is still being taken.", "Cancel its run instead."];
  if (pinned) return [`It is kept on purpose${pinnedReason ? `: ${pinnedReason}` : ""}.`, "Release it first."];
  if (neededBy > 0)
    return [
      `${countOf(neededBy, "later checkpoint builds", "later checkpoints build")} upon its bytes and could not be restored without them.`,
      "Delete those first, the newest one before the others, or leave it to the retention.",
    ];
  return null;
}

function consequenceOf({ checkpointId, planDeleted, points, versions, now }: DeletionFacts): {
  consequence: string;
  harmful: boolean;
} {
  const rest = points.filter(({ id }) => id !== checkpointId);
  if (planDeleted || versions.length === 0)
    return { consequence: "Its plan is deleted; no promise depends on it.", harmful: false };
  const target = bindingTarget(versions, now);
  const [before, after] = [exposureMs(points, now, target), exposureMs(rest, now, target)];
  if (after === before) return { consequence: "What would be lost in a disaster now stays the same.", harmful: false };
  if (before === null || after === null)
    return {
      consequence:
        "It is the last point from which the plan could be restored as promised: after it, everything would be lost in a disaster.",
      harmful: true,
    };
  const severity = severityOf(after, target.rpoMs);
  const sum = `A disaster now would then cost ${formatDuration(after)} instead of ${formatDuration(before)}`;
  if (severity === "kept" || severity === "at-risk")
    return {
      consequence: `${sum}; the promise of ${minutesWords(target.rpoMs / MINUTE_MS)} still holds.`,
      harmful: false,
    };
  return {
    consequence: `${sum}: the promise of ${minutesWords(target.rpoMs / MINUTE_MS)} would be broken.`,
    harmful: true,
  };
}
