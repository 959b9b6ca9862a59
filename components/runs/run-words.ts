import type { RunKind, StepView } from "@/lib/domain/run";

const KINDS: Record<RunKind, string> = {
  checkpoint: "checkpoint",
  restore: "restore",
  expire: "expiry",
  "remove-restored": "removal",
  failover: "failover",
  drill: "drill",
  "undo-failover": "undo",
};

export function kindWord(kind: RunKind): string {
  return KINDS[kind];
}

/** What a listener should hear of the steps: only the newest change, in one sentence. */
export function stepNews(steps: StepView[]): string {
  const failed = steps.find((step) => step.state === "failed");
  if (failed) return `Step ${numberOf(steps, failed)} failed: ${failed.title}.`;
  const current = steps.find((step) => step.state === "running" || step.state === "waiting");
  if (current) return `Step ${numberOf(steps, current)} of ${steps.length}: ${current.title}.`;
  const done = steps.filter((step) => step.state === "done").length;
  return done === steps.length && done > 0 ? "All steps are done." : "";
}

function numberOf(steps: StepView[], step: StepView): number {
  return steps.indexOf(step) + 1;
}
