import { serverCount } from "@/components/failover/step-groups";
import type { FailoverDetail, FailoverView } from "@/lib/domain/failover-view";
import { formatDuration, formatNoun, plural } from "@/lib/domain/format";
import type { RunDetail } from "@/lib/domain/run";
import { isLive } from "@/lib/domain/run-words";

type Story = FailoverView & { run: Pick<RunDetail, "state" | "steps"> };

/** The page's finding, in one sentence: how it stands, how long that took, and what it cost. */
export function findingOf(failover: Story): string {
  const { purpose, workload, cleanup, planName, to, run } = failover;
  const drill = purpose === "drill";
  const deed = drill ? `The drill of ${planName}` : `The failover of ${planName}`;
  if (workload === "undone")
    return drill
      ? `${deed} has ended, and nothing of it is left`
      : `${deed} was undone, and nothing of it is left at ${to.name}`;
  if (cleanup === "running") return `What ${drill ? "the drill" : "the failover"} of ${planName} made is being removed`;
  if (cleanup === "leftovers") return `${deed} left something behind at ${to.name}`;
  if (workload === "committed") return `${planName} runs at ${to.name}: ${upWords(failover)}`;
  if (workload === "up") return `${capital(serversUp(failover))}${afterWords(failover)}`;
  if (isLive(run.state)) return `${deed}: ${serversUp(failover)}`;
  return `${deed} stopped${stepWords(failover)}: ${serversUp(failover)}`;
}

function serversUp({ run, to }: Story): string {
  const { up, all } = serverCount(run.steps);
  if (up === 0) return `no server is up at ${to.name} yet`;
  return `${up} of ${formatNoun(all, "server")} ${plural(up, "is", "are")} up at ${to.name}`;
}

function upWords(failover: Story): string {
  const { up, all } = serverCount(failover.run.steps);
  return `${up} of ${formatNoun(all, "server")}${afterWords(failover)}`;
}

function afterWords({ purpose, mode, times }: Story): string {
  const { totalMs, executionMs, lossMs } = times;
  if (purpose === "drill") return executionMs === null ? "" : `, ${formatDuration(executionMs)} after the drill began`;
  const since = mode === "disaster" ? "after the impact" : "after it was begun";
  return [
    totalMs === null ? "" : `, ${formatDuration(totalMs)} ${since}`,
    mode === "planned" || lossMs === 0
      ? "; nothing was lost"
      : lossMs === null
        ? ""
        : `; ${formatDuration(lossMs)} of data were lost`,
  ].join("");
}

function stepWords({ run }: Story): string {
  const failed = run.steps.findIndex(({ state }) => state === "failed");
  return failed >= 0 ? ` at step ${failed + 1}` : "";
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What can be done about it now. */
export function deedsOf({
  purpose,
  workload,
  cleanup,
  run,
}: Pick<FailoverDetail, "purpose" | "workload" | "cleanup" | "run">) {
  const live = isLive(run.state);
  const decided = workload === "committed" || workload === "undone";
  return {
    stop: live && run.cancelLeaves !== null,
    retry: run.canRetry && !decided && cleanup !== "running",
    undo: !live && !decided && cleanup !== "running",
    commit: purpose === "real" && workload === "up" && !live && cleanup !== "running",
    forReal: purpose === "drill" && workload === "up" && cleanup === "due",
  };
}

/** Servers of the source that may still run beside their successors. */
export function mayRunTwice({ purpose, workload, sourceTasks }: FailoverView): string[] {
  if (purpose !== "real" || (workload !== "up" && workload !== "committed" && workload !== "starting")) return [];
  return sourceTasks
    .filter((task) => task.do === "stop" && (task.state === "due" || task.state === "failed"))
    .map(({ name }) => name);
}
