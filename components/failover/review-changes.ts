import type { FailoverReview } from "@/lib/domain/failover-view";

/** What a newer review says differently from the one that was on screen, in sentences. */
export function reviewChanges(before: FailoverReview, after: FailoverReview): string[] {
  if (before.hash === after.hash) return [];
  const pointMoved = before.point?.checkpointId !== after.point?.checkpointId;
  const steps = [
    ...missingFrom(after, before).map((title) => `Not done any more: ${title}`),
    ...missingFrom(before, after).map((title) => `Done besides: ${title}`),
  ];
  const lines = [...(pointMoved ? ["It starts from another point."] : []), ...steps];
  return lines.length > 0 ? lines : ["The details or the order of the steps are different."];
}

function missingFrom(there: FailoverReview, here: FailoverReview): string[] {
  const titles = new Set(there.steps.map(({ title }) => title));
  return here.steps.flatMap(({ title }) => (titles.has(title) ? [] : [title]));
}
