import { z } from "zod";
import { countOf } from "@/lib/domain/format";
import type { CheckpointDetailRow, CheckpointRun, CheckpointViewRow } from "@/lib/db/checkpoint-views";
import type { AuditView } from "@/lib/domain/audit";
import {
  CHECKPOINT_TRIGGERS,
  checkpointState,
  copyView,
  type CapturedView,
  type CheckpointDetail,
  type CheckpointView,
} from "@/lib/domain/checkpoint";
import { consistency } from "@/lib/domain/plan";
import { dependency, resourceKind } from "@/lib/domain/resource";

const iso = (at: Date | null) => at?.toISOString() ?? null;
const level = consistency.nullable();
const copyWords = copyView.pick({ medium: true, state: true });
const dependencies = z.array(dependency).catch([]);
const capturedStates = ["pending", "captured", "failed", "left-out"] as const;

export function toCheckpointView(row: CheckpointViewRow): CheckpointView {
  const { plan, goneReason: _goneReason, ...rest } = row;
  return {
    ...rest,
    planName: plan.name,
    state: checkpointState.parse(row.state),
    trigger: CHECKPOINT_TRIGGERS.find((trigger) => trigger === row.trigger) ?? "manual",
    consistency: level.parse(row.consistency),
    createdAt: row.createdAt.toISOString(),
    slotAt: iso(row.slotAt),
    capturedAt: iso(row.capturedAt),
    localAt: iso(row.localAt),
    offsiteAt: iso(row.offsiteAt),
    verifiedAt: iso(row.verifiedAt),
    goneAt: iso(row.goneAt),
  };
}

export function toCaptured(row: CheckpointDetailRow["captured"][number]): CapturedView {
  return {
    id: row.id,
    kind: resourceKind.parse(row.kind),
    resourceId: row.resourceId,
    name: row.name,
    state: capturedStates.find((state) => state === row.state) ?? "pending",
    capturedAt: iso(row.capturedAt),
    sizeGiB: row.sizeGiB,
    consistency: level.parse(row.consistency),
    cause: row.cause,
    dependsOn: dependencies.parse(row.dependsOn),
    copies: row.copies.map((copy) => ({
      ...copy,
      ...copyWords.parse(copy),
      availableAt: iso(copy.availableAt),
      goneAt: iso(copy.goneAt),
    })),
  };
}

type Event = CheckpointDetail["events"][number];

const AUDIT_WORDS: Partial<Record<AuditView["action"], string>> = {
  "checkpoint.pin": "kept on purpose",
  "checkpoint.unpin": "released: the retention decides again",
  "checkpoint.delete": "deletion asked for",
};

/** What happened to it, oldest first: by its own instants, by the audit, by the runs that used it. */
export function eventsOf(
  row: CheckpointDetailRow,
  audit: readonly AuditView[],
  runs: readonly CheckpointRun[],
): Event[] {
  const own: [Date | null, string][] = [
    [
      row.createdAt,
      row.trigger === "manual"
        ? "asked for by hand"
        : row.trigger === "catch-up"
          ? "begun late, for a run that was missed"
          : "begun by schedule",
    ],
    [row.capturedAt, spreadWords(row)],
    [row.localAt, "restorable at its own site"],
    [row.offsiteAt, "restorable at the recovery site"],
    [row.verifiedAt, "verified"],
    [row.state === "failed" ? null : row.goneAt, `gone${row.goneReason ? `: ${row.goneReason}` : ""}`],
    [row.state === "failed" ? row.goneAt : null, `failed${row.cause ? `: ${row.cause}` : ""}`],
  ];
  const asked = runs.find((run) => run.id === row.runId)?.requestedBy ?? null;
  return [
    ...own.flatMap(([at, what], index): Event[] =>
      at ? [{ at: at.toISOString(), what, by: index === 0 && row.trigger === "manual" ? asked : null }] : [],
    ),
    ...audit.flatMap((entry): Event[] => {
      const what = AUDIT_WORDS[entry.action];
      return what && entry.result === "done"
        ? [
            {
              at: entry.at,
              what: entry.reason && entry.action !== "checkpoint.delete" ? `${what}: ${entry.reason}` : what,
              by: entry.actorName,
            },
          ]
        : [];
    }),
    ...runs
      .filter(({ kind }) => kind === "restore")
      .map((run): Event => ({
        at: run.createdAt.toISOString(),
        what: `restore begun: ${run.title}`,
        by: run.requestedBy,
      })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function spreadWords({ spreadMs, capturedCount, memberCount }: CheckpointDetailRow): string {
  const count = `${capturedCount} of ${countOf(memberCount, "resource")} captured`;
  return spreadMs !== null && spreadMs > 1000 ? `${count}, within ${(spreadMs / 1000).toFixed(1)} s` : count;
}
