import { countOf, plural } from "./format";
import type { CreatedView, RunKind, RunState, StepView } from "./run";
import { LIVE_RUN_STATES } from "./run";

type Story = {
  kind: RunKind;
  state: RunState;
  steps: Pick<StepView, "key" | "state">[];
  created: Pick<CreatedView, "removedAt">[];
};

/** What a cancel now would leave behind, in words; null when there is nothing to cancel. */
export function cancelLeaves({ kind, state, steps, created }: Story): string | null {
  if (!isLive(state) || state === "cancelling") return null;
  const words: Record<RunKind, () => string> = {
    checkpoint: () =>
      "Snapshots and half-made backups are removed, one that Cinder is still making as soon as Cinder lets go of it. Resources whose copy is whole by then may stay as a partial checkpoint; earlier checkpoints are untouched.",
    restore: () => [standing(created), ...interrupted(steps)].join(" "),
    expire: () => "What is deleted by then stays deleted; the rest stays until retention comes back to it.",
    "remove-restored": () => "What is removed by then stays removed; the rest stays and is still listed.",
    failover: () => [standing(created), ...interrupted(steps)].join(" "),
    drill: () => standing(created),
    "undo-failover": () => "What is removed by then stays removed; the rest stays and is still listed.",
  };
  return words[kind]();
}

/** Whether another attempt may be made: it goes on from the first step that is not done. */
export function canRetry({ state }: Pick<Story, "state">): boolean {
  return state === "failed" || state === "cancelled" || state === "partial";
}

export function isLive(state: RunState): boolean {
  return (LIVE_RUN_STATES as readonly RunState[]).includes(state);
}

function standing(created: Story["created"]): string {
  const count = created.filter((thing) => thing.removedAt === null).length;
  if (count === 0) return "Nothing has been made yet, and the originals are unchanged as far as the steps show.";
  return `${countOf(count, "thing that was made stays", "things that were made stay")}, listed on this page; they can be removed as a whole afterwards.`;
}

/** Servers that were shut down and volumes that were taken off, and not yet brought back. */
function interrupted(steps: Story["steps"]): string[] {
  const begun = (prefix: string, id: string) =>
    steps.some((step) => step.key === `${prefix}:${id}` && step.state !== "pending");
  const done = (prefix: string, id: string) =>
    steps.some((step) => step.key === `${prefix}:${id}` && step.state === "done");
  const idsOf = (prefix: string) =>
    steps.flatMap((step) => (step.key.startsWith(`${prefix}:`) ? [step.key.slice(prefix.length + 1)] : []));
  const down = idsOf("stop").filter((id) => begun("stop", id) && !done("started", id)).length;
  const off = idsOf("detach").filter((id) => begun("detach", id) && !done("attached", id)).length;
  return [
    ...(down > 0
      ? [`${countOf(down, "server stays", "servers stay")} shut down until you start ${plural(down, "it", "them")}.`]
      : []),
    ...(off > 0 ? [`${countOf(off, "volume stays", "volumes stay")} detached.`] : []),
  ];
}
