import { formatDuration } from "@/lib/domain/format";
import type { FailoverInput, FailoverMode, FailoverPurpose, PointChoice } from "@/lib/domain/failover";
import type { FailoverPoint } from "@/lib/domain/failover-view";
import { chosenPoint } from "@/lib/domain/point-choice";

export const FAILOVER_STEPS = ["happened", "point", "checks", "review"] as const;
export type FailoverStep = (typeof FAILOVER_STEPS)[number];
export const FAILOVER_STEP_TITLES: Record<FailoverStep, string> = {
  happened: "What happened",
  point: "Recovery point",
  checks: "Checks",
  review: "Review",
};

export const POINT_WAYS = ["latest", "latest-consistent", "latest-verified", "at", "pick"] as const;
export type PointWay = (typeof POINT_WAYS)[number];

/** What was chosen so far; all of it stands in the address. */
export type FailoverChoice = {
  purpose: FailoverPurpose;
  mode: FailoverMode | null;
  /** When the interruption began. */
  impactAt: string | null;
  by: PointWay;
  /** The time that `by: "at"` means. */
  at: string | null;
  /** The point that was on screen when the choice was made: what lands later is never taken silently. */
  pointId: string | null;
};

/** A drill asks nobody what happened. */
export function stepsOf(purpose: FailoverPurpose): readonly FailoverStep[] {
  return purpose === "drill" ? FAILOVER_STEPS.slice(1) : FAILOVER_STEPS;
}

/** A planned failover takes a last point of its own. */
export function takesOwnPoint({ purpose, mode }: Pick<FailoverChoice, "purpose" | "mode">): boolean {
  return purpose === "real" && mode === "planned";
}

/** What is still open, by step; a step can be gone to when nothing before it is. */
export function openQuestions(choice: FailoverChoice, now: Date): Partial<Record<FailoverStep, string>> {
  const { purpose, mode, impactAt, pointId } = choice;
  const happened =
    purpose === "drill"
      ? undefined
      : mode === null
        ? "Say what happened."
        : mode === "disaster"
          ? impactProblem(impactAt, now)
          : undefined;
  const point = takesOwnPoint(choice) || pointId ? undefined : "Choose the point to come back from.";
  return { ...(happened ? { happened } : {}), ...(point ? { point } : {}) };
}

export function impactProblem(impactAt: string | null, now: Date): string | undefined {
  if (impactAt === null) return "Say when the interruption began; about is enough.";
  const aheadMs = Date.parse(impactAt) - now.getTime();
  return aheadMs > 60_000 ? `This lies ${formatDuration(aheadMs)} ahead.` : undefined;
}

/** What is asked of the server; null while something is open. */
export function inputOf(choice: FailoverChoice, planId: string, now: Date): FailoverInput | null {
  if (Object.keys(openQuestions(choice, now)).length > 0) return null;
  const { purpose, mode, impactAt, pointId } = choice;
  if (takesOwnPoint(choice)) return { planId, purpose, mode: "planned", impactAt: null, point: { by: "latest" } };
  if (pointId === null) return null;
  const point = { by: "pick", checkpointId: pointId } as const;
  // A drill asks the source for nothing, as after a disaster.
  return { planId, purpose, mode: "disaster", impactAt: purpose === "drill" || !mode ? null : impactAt, point };
}

/** The point that the way means among those that are there now. */
export function meantPoint(
  { by, at, pointId }: FailoverChoice,
  points: readonly FailoverPoint[],
): FailoverPoint | null {
  const wanted = pointChoiceOf(by, at, pointId);
  return wanted ? chosenPoint(wanted, points) : null;
}

function pointChoiceOf(by: PointWay, at: string | null, pointId: string | null): PointChoice | null {
  if (by === "pick") return pointId ? { by, checkpointId: pointId } : null;
  if (by === "at") return at ? { by, at } : null;
  return { by };
}

/** What the same choice would mean by now, where that is newer than what was chosen. Who picks one knows the others. */
export function newerPoint(choice: FailoverChoice, points: readonly FailoverPoint[]): FailoverPoint | null {
  const { by, pointId } = choice;
  const chosen = points.find(({ checkpointId }) => checkpointId === pointId);
  if (!chosen || by === "at" || by === "pick" || takesOwnPoint(choice)) return null;
  const meant = chosenPoint({ by }, points);
  return meant && meant.capturedAt > chosen.capturedAt ? meant : null;
}
