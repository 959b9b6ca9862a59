"use client";

import { parseAsIsoDateTime, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

import { useFailoverPoints } from "@/components/failover/use-points";
import { useFailoverReview } from "@/components/failover/use-failover-review";
import {
  FAILOVER_STEPS,
  inputOf,
  meantPoint,
  newerPoint,
  openQuestions,
  POINT_WAYS,
  stepsOf,
  takesOwnPoint,
  type FailoverChoice,
  type FailoverStep,
} from "@/components/failover/wizard-state";
import { useNow } from "@/components/viewer-clock";
import { FAILOVER_MODES, type FailoverPurpose } from "@/lib/domain/failover";

export type FailoverWizard = ReturnType<typeof useFailoverWizard>;

/** All that the steps share: what is chosen, the points there are, and what the review says. The choices stand in the address. */
export function useFailoverWizard(planId: string, purpose: FailoverPurpose) {
  const now = useNow();
  const { state, choice, setState } = useChoice(purpose);
  const steps = stepsOf(purpose);
  const points = useFailoverPoints(planId, purpose === "drill" ? null : choice.impactAt);
  const open = openQuestions(choice, now);
  const step = steps.includes(state.step) ? state.step : (steps[0] ?? "point");
  const input = inputOf(choice, planId, now);
  const review = useFailoverReview(input, step === "checks" || step === "review");
  const known = points.data ?? [];
  const meant = meantPoint(choice, known);
  const change = (part: Partial<typeof state>) => void setState(part, { history: "replace" });
  // What is on screen when one goes on is what is meant, whatever lands afterwards.
  const fixed = choice.pointId ?? meant?.checkpointId ?? null;
  const go = (next: FailoverStep) =>
    void setState({ step: next, ...(step === "point" && !takesOwnPoint(choice) ? { point: fixed } : {}) });
  const mayGo = (to: FailoverStep) =>
    steps
      .slice(0, steps.indexOf(to))
      .every((former) => !open[former] || (former === "point" && step === "point" && fixed !== null));
  return {
    step,
    steps,
    choice,
    open,
    input,
    points,
    chosen: known.find(({ checkpointId }) => checkpointId === fixed) ?? null,
    newer: newerPoint(choice, known),
    ...review,
    change,
    go,
    mayGo,
  };
}

function useChoice(purpose: FailoverPurpose) {
  const [state, setState] = useQueryStates(
    {
      step: parseAsStringLiteral(FAILOVER_STEPS).withDefault(purpose === "drill" ? "point" : "happened"),
      mode: parseAsStringLiteral(FAILOVER_MODES),
      impact: parseAsIsoDateTime,
      by: parseAsStringLiteral(POINT_WAYS).withDefault("latest"),
      at: parseAsIsoDateTime,
      point: parseAsString,
    },
    { history: "push" },
  );
  const choice: FailoverChoice = {
    purpose,
    mode: state.mode,
    impactAt: state.impact?.toISOString() ?? null,
    by: state.by,
    at: state.at?.toISOString() ?? null,
    pointId: state.point,
  };
  return { state, choice, setState };
}
