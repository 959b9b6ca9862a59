import type { PlanDetail } from "./plan";
import { compliance, errorBudget, type History } from "./rpo-compliance";
import type { Window } from "./rpo-stretches";

/** The plan page's figures. A worst gap of null with evaluable time means that for a while nothing could be restored. */
export function complianceView(history: History, window: Window, targetPercent: number): PlanDetail["compliance"] {
  const found = compliance(history, window);
  const { evaluableMs, breachMs, percent, worstGapMs } = found;
  return {
    percent,
    breachMs,
    evaluableMs,
    worstGapMs: worstGapMs !== null && Number.isFinite(worstGapMs) ? worstGapMs : null,
    budgetLeftMs: percent === null ? null : errorBudget(found, targetPercent).leftMs,
  };
}
