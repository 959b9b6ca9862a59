import type { Retention } from "./plan";
import { RETENTION_RULES, periodOf, type RetentionPoint, type RetentionRule } from "./retention";
import { offsetMs } from "./zone";

/** How many of a rule's slots hold a point, of those that are due. */
export type SlotsFilled = { rule: Exclude<RetentionRule, "last">; due: number; filled: number; emptyPeriods: number[] };

/**
 * Retention compliance: for each rule the last n periods up to now. A period in which the plan did not exist is not
 * due. A rule with more periods than the schedule fills shows them empty: that is its finding.
 */
export function slotsFilled(
  points: readonly RetentionPoint[],
  retention: Retention,
  { activatedAt, now, zone }: { activatedAt: number; now: number; zone: string },
): SlotsFilled[] {
  const usable = points.filter((point) => point.state === "usable");
  const at = (rule: SlotsFilled["rule"], instant: number) => periodOf(rule, instant, offsetMs(zone, instant));
  return RETENTION_RULES.filter((rule) => rule !== "last")
    .filter((rule) => retention[rule] > 0)
    .map((rule) => {
      const held = new Set(usable.map((point) => at(rule, point.capturedAt)));
      const newest = at(rule, now);
      const oldest = Math.max(newest - retention[rule] + 1, at(rule, Math.min(activatedAt, now)));
      const due = Array.from({ length: newest - oldest + 1 }, (_, index) => newest - index);
      const emptyPeriods = due.filter((period) => !held.has(period));
      return { rule, due: due.length, filled: due.length - emptyPeriods.length, emptyPeriods };
    });
}
