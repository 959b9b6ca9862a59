import type { FailoverRow } from "@/lib/db/failovers";
import { isPersonsGate } from "@/lib/domain/failover-plan";
import type { FailoverView } from "@/lib/domain/failover-view";
import type { RunDetail } from "@/lib/domain/run";
import { isLive } from "@/lib/domain/run-words";

type Standing = Pick<FailoverRow, "workload" | "cleanup" | "purpose" | "sourceTasks">;

/** Who must act now, and what for; null: nobody. */
export function waitsFor(row: Standing, run: Pick<RunDetail, "state" | "steps">): FailoverView["waitsFor"] {
  const gate = run.steps.find(({ key, state }) => key.startsWith("gate:") && state === "waiting");
  if (isLive(run.state)) {
    if (gate && isPersonsGate(gate.key)) return { who: "you", what: gate.title };
    return { who: "breakwater", what: "The run goes on by itself." };
  }
  if (row.cleanup === "running") return { who: "breakwater", what: "What was made is being removed." };
  if (row.cleanup === "leftovers")
    return { who: "you", what: "Something could not be removed: look at the run, and try again." };
  if (row.workload === "failed") return { who: "you", what: "Try again, skip what failed, or undo it." };
  if (row.workload === "up")
    return {
      who: "you",
      what:
        row.purpose === "drill" ? "End the drill when you have seen enough." : "Try the workload, then commit or undo.",
    };
  if (row.sourceTasks.some(({ state }) => state === "due"))
    return { who: "source site", what: "Its servers are shut down as soon as it answers again." };
  return null;
}
