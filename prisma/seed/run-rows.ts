import type { HistoryCheckpoint, HistoryPlan } from "@/demo/history";
import type { Prisma } from "@/generated/prisma/client";

type Steps = Prisma.StepCreateManyInput[];

const STATE = { usable: "succeeded", expired: "succeeded", partial: "partial", failed: "failed" } as const;

/** The run that took the checkpoint. */
export function runOf(plan: HistoryPlan, checkpoint: HistoryCheckpoint) {
  const { id, runId, startedAt, endedAt, cause } = checkpoint;
  return {
    id: runId,
    kind: "checkpoint",
    title: `Checkpoint of ${plan.spec.name}`,
    state: STATE[checkpoint.state],
    input: { checkpointId: id },
    requestedBy: "Schedule",
    requestedById: "breakwater",
    createdAt: checkpoint.slotAt,
    startedAt,
    endedAt,
    ...(cause === null ? {} : { cause: causeOf(cause) }),
  };
}

/** Its steps, with the times that the copies tell. */
export function stepsOf(checkpoint: HistoryCheckpoint): Steps {
  const { startedAt } = checkpoint;
  const at = (ms: number) => new Date(startedAt.getTime() + ms);
  const begin = [
    { key: "sign-in", title: "Sign in with the plan's credential", from: at(0), to: at(400) },
    { key: "resolve", title: "Find what the plan protects, and what it stands on", from: at(400), to: at(1_900) },
    { key: "quota", title: "Check the project's quota for snapshots and backups", from: at(1_900), to: at(2_300) },
    { key: "describe", title: "Write down what a rebuild needs", from: at(2_300), to: at(3_900) },
  ];
  const copying = checkpoint.captured.flatMap(({ volumeId, name, copy }) =>
    copy === null
      ? []
      : [
          {
            key: `snapshot:${volumeId}`,
            title: `Snapshot of ${name}`,
            from: copy.capturedAt,
            to: new Date(copy.capturedAt.getTime() + 600),
          },
          {
            key: `backup-ready:${volumeId}`,
            title: `Wait for the backup of ${name}`,
            from: copy.createdAt,
            to: copy.availableAt,
          },
        ],
  );
  const end =
    checkpoint.state === "failed"
      ? []
      : [
          {
            key: "conclude",
            title: "Seal the manifest and conclude the checkpoint",
            from: new Date(checkpoint.endedAt.getTime() - 500),
            to: checkpoint.endedAt,
          },
        ];
  const done = [...begin, ...copying, ...end].map(({ key, title, from, to }, position) => ({
    runId: checkpoint.runId,
    key,
    title,
    position,
    state: "done",
    startedAt: from,
    endedAt: to,
    attempts: 1,
    requestIds: [],
  }));
  return checkpoint.state === "failed" ? [...done.slice(0, 2), failedStep(checkpoint)] : done;
}

function failedStep(checkpoint: HistoryCheckpoint): Steps[number] {
  const { runId, startedAt, endedAt, cause } = checkpoint;
  return {
    runId,
    key: "quota",
    title: "Check the project's quota for snapshots and backups",
    position: 2,
    state: "failed",
    startedAt: new Date(startedAt.getTime() + 1_900),
    endedAt,
    attempts: 4,
    requestIds: [],
    ...(cause === null ? {} : { cause: causeOf(cause) }),
  };
}

function causeOf(message: string) {
  return {
    message,
    safe: "Earlier checkpoints are untouched.",
    remedy: "The next checkpoint by schedule tries again.",
    service: null,
    status: null,
    requestId: null,
  };
}
