import type { PointChoice } from "./failover";
import type { FailoverPoint } from "./failover-view";

/** The point that a choice means, of those that are there, newest first; null when there is none such. */
export function chosenPoint(choice: PointChoice, newestFirst: readonly FailoverPoint[]): FailoverPoint | null {
  const first = (holds: (point: FailoverPoint) => boolean) => newestFirst.find(holds) ?? null;
  switch (choice.by) {
    case "latest":
      return first(() => true);
    case "latest-consistent":
      return first(({ consistency }) => consistency === "application" || consistency === "filesystem");
    case "latest-verified":
      return first(({ verifiedAt }) => verifiedAt !== null);
    case "at":
      return first(({ capturedAt }) => capturedAt <= choice.at);
    case "pick":
      return first(({ checkpointId }) => checkpointId === choice.checkpointId);
  }
}
