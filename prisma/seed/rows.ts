import type { HistoryCheckpoint, HistoryPlan } from "@/demo/history";
import { manifestOf } from "@/demo/history-manifest";
import type { Prisma } from "@/generated/prisma/client";
import type { Manifest } from "@/lib/domain/manifest";
import { uuidOf } from "@/demo/ids";
import type { Place } from "./place";
import { runOf, stepsOf } from "./run-rows";

export type PlanRows = {
  plan: Prisma.PlanCreateManyInput;
  objectives: Prisma.ObjectiveCreateManyInput[];
  members: Prisma.MemberCreateManyInput[];
  checkpoints: Prisma.CheckpointCreateManyInput[];
  captured: Prisma.CapturedCreateManyInput[];
  copies: Prisma.CopyCreateManyInput[];
  runs: Prisma.RunCreateManyInput[];
  steps: Prisma.StepCreateManyInput[];
};

const DAY_MS = 86_400_000;

/** Everything that Breakwater would have written about the plan, as rows. */
export function rowsOf(history: HistoryPlan, place: Place): PlanRows {
  const { one, two } = place;
  const { id: planId, spec, projectId, projectName, activatedAt, checkpoints } = history;
  const own = { planId, cloudId: one.cloudId, projectId, siteId: one.id };
  const parts = checkpoints.map((checkpoint) => checkpointRows(history, checkpoint, place));
  return {
    plan: {
      id: planId,
      cloudId: one.cloudId,
      projectId,
      projectName,
      siteId: one.id,
      recoverySiteId: spec.recoverySite === null ? null : two.id,
      name: spec.name,
      description: spec.description,
      selection: { by: "fixed", resources: spec.members },
      schedule: spec.schedule,
      retention: spec.retention,
      fullEvery: spec.fullEvery,
      consistency: "crash",
      ownerUserId: history.ownerUserId,
      ownerUserName: history.ownerUserName,
      lastSlotAt: history.lastSlotAt,
      activatedAt,
      createdAt: activatedAt,
    },
    objectives: spec.objectives.map(({ daysAgo, ...objective }) => ({
      ...objective,
      planId,
      setBy: history.ownerUserName,
      fromAt: promisedAt(activatedAt, daysAgo, spec.objectives[0]?.daysAgo ?? daysAgo),
    })),
    members: spec.members.map(({ kind, id, name }) => ({ planId, kind, resourceId: id, name, joinedAt: activatedAt })),
    checkpoints: checkpoints.map((checkpoint, index) => ({
      ...own,
      ...checkpointRow(checkpoint, parts[index]?.manifest ?? null),
    })),
    captured: parts.flatMap((part) => part.captured),
    copies: parts.flatMap((part) => part.copies),
    runs: checkpoints.map((checkpoint) => ({
      ...runOf(history, checkpoint),
      ...own,
      projectName,
      checkpointId: checkpoint.id,
    })),
    steps: checkpoints.flatMap(stepsOf),
  };
}

function promisedAt(activatedAt: Date, daysAgo: number, firstDaysAgo: number): Date {
  return new Date(activatedAt.getTime() + (firstDaysAgo - daysAgo) * DAY_MS);
}

type Sealed = { manifest: Manifest; sha256: string };

function checkpointRow(checkpoint: HistoryCheckpoint, sealed: Sealed | null) {
  const {
    id,
    runId,
    slotAt,
    trigger,
    state,
    startedAt,
    capturedAt,
    spreadMs,
    localAt,
    offsiteAt,
    goneAt,
    full,
    chainLength,
    sizeGiB,
    cause,
  } = checkpoint;
  const held = checkpoint.captured.filter((each) => each.state === "captured").length;
  return {
    id,
    runId,
    slotAt,
    trigger,
    state,
    createdAt: startedAt,
    capturedAt,
    spreadMs,
    localAt,
    offsiteAt,
    goneAt,
    full,
    chainLength,
    sizeGiB,
    cause,
    goneReason: goneAt === null ? null : "retention",
    consistency: capturedAt === null ? null : "crash",
    memberCount: checkpoint.captured.length,
    capturedCount: held,
    pinned: checkpoint.pinnedReason !== null,
    pinnedReason: checkpoint.pinnedReason,
    ...(sealed && { manifest: sealed.manifest, manifestSha256: sealed.sha256 }),
  };
}

function checkpointRows(plan: HistoryPlan, checkpoint: HistoryCheckpoint, { one }: Place) {
  const { id, name, keystoneUrl, region, backupStore } = one;
  const sealed = manifestOf(plan, checkpoint, { id, name, keystoneUrl, region, backupStore });
  const capturedId = (resourceId: string) => uuidOf(`captured ${checkpoint.id} ${resourceId}`);
  const taken = (sealed?.manifest.resources ?? []).map((resource): Prisma.CapturedCreateManyInput => ({
    id: capturedId(resource.ref.id),
    checkpointId: checkpoint.id,
    kind: resource.ref.kind,
    resourceId: resource.ref.id,
    name: resource.ref.name,
    state: "captured",
    capturedAt: resource.capturedAt,
    consistency: resource.consistency,
    dependsOn: resource.dependsOn,
    sizeGiB: checkpoint.captured.find((each) => each.volumeId === resource.ref.id)?.copy?.volumeGiB ?? null,
  }));
  const missed = checkpoint.captured
    .filter((each) => each.copy === null)
    .map((each): Prisma.CapturedCreateManyInput => ({
      id: capturedId(each.volumeId),
      checkpointId: checkpoint.id,
      kind: "OS::Cinder::Volume",
      resourceId: each.volumeId,
      name: each.name,
      state: "failed",
      cause: each.cause,
    }));
  const records = new Map(
    (sealed?.manifest.resources ?? []).flatMap((resource) =>
      resource.copies.map((copy) => [copy.remoteId, copy.record] as const),
    ),
  );
  const copies = checkpoint.captured.flatMap(({ copy, volumeId }): Prisma.CopyCreateManyInput[] =>
    copy === null
      ? []
      : [
          {
            id: copyId(copy.backupId),
            capturedId: capturedId(volumeId),
            checkpointId: checkpoint.id,
            cloudId: one.cloudId,
            projectId: plan.projectId,
            siteId: one.id,
            medium: "backup",
            remoteId: copy.backupId,
            parentId: copy.parentBackupId && copyId(copy.parentBackupId),
            incremental: copy.incremental,
            sizeGiB: copy.sizeGiB,
            state: copy.goneAt === null ? "available" : "gone",
            record: records.get(copy.backupId) ?? undefined,
            createdAt: copy.createdAt,
            availableAt: copy.availableAt,
            goneAt: copy.goneAt,
          },
        ],
  );
  return { manifest: sealed, captured: [...taken, ...missed], copies };
}

const copyId = (backupId: string): string => uuidOf(`copy ${backupId}`);
