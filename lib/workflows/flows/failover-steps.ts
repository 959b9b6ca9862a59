import type { FailoverRunInput } from "@/lib/domain/failover";
import type { PlannedStep } from "@/lib/domain/run";

/** Where the steps of each phase stand. */
export const POSITION = { begin: 0, restore: 1_000, end: 50_000 };

/** Before the restore: what a planned failover does at the source. */
export function firstSteps({ quiet, restore }: Pick<FailoverRunInput, "quiet" | "restore">): PlannedStep[] {
  const source: PlannedStep[] =
    restore === null
      ? [
          ...quiet.flatMap(({ serverId, name }) => [
            { key: `stop:${serverId}`, title: `Shut down ${name}`, expectedMs: 2_000 },
            { key: `stopped:${serverId}`, title: `${name} is shut down`, expectedMs: 15_000 },
          ]),
          { key: "last-point", title: "Begin the last checkpoint" },
          { key: "last-point-whole", title: "The last checkpoint is whole at the recovery site" },
          { key: "plan", title: "Plan every step from the last checkpoint" },
        ]
      : [];
  return [...source, { key: "begin", title: "Fix the point from which the workload comes back", expectedMs: 500 }];
}

export const LAST_STEPS: PlannedStep[] = [{ key: "up", title: "Everything is up: note what took whose place" }];
