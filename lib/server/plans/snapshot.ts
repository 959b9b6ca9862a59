import type { PlanRow } from "@/lib/db/plans";
import { readUserData } from "@/lib/db/plan-writes";
import type { Json } from "@/lib/domain/json";
import { planInput, type Objective, type PlanInput } from "@/lib/domain/plan";

/** A plan's values as the form takes them. User data stay where they are: they are never shown again. */
export function planInputOf(plan: PlanRow, { rpoMinutes, rtoMinutes, targetPercent, rung }: Objective): PlanInput {
  return planInput.parse({
    name: plan.name,
    description: plan.description,
    siteId: plan.siteId,
    recoverySiteId: plan.recoverySiteId,
    offsiteWay: plan.offsiteWay,
    selection: plan.selection,
    schedule: plan.schedule,
    retention: plan.retention,
    fullEvery: plan.fullEvery,
    consistency: plan.consistency,
    objective: { rpoMinutes, rtoMinutes, targetPercent, rung },
  });
}

/** What the audit keeps of a plan before or after a change: everything, but of user data only whose they are. */
export function snapshotOf(input: PlanInput, userDataOf: string[]): Json {
  const { userData: _userData, ...values } = input;
  return { ...values, userDataOf: [...userDataOf].sort() };
}

/** The servers that have user data after an edit: what is emptied is removed. */
export function userDataAfter(sealed: string | null, change: Record<string, string>): string[] {
  return Object.entries({ ...readUserData(sealed), ...change })
    .filter(([, text]) => text !== "")
    .map(([id]) => id);
}
