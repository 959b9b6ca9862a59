import { alive, type RetentionPoint } from "../lib/domain/retention";
import { slotsBetween } from "../lib/domain/schedule";
import { createHash } from "node:crypto";
import { uuidOf } from "./ids";
import { PLAN_SPECS, volumeSpec, type Outcome, type PlanSpec } from "./history-plans";
import { projectId, seededId, userId } from "./seed-ids";
import { type HistoryCopy, type HistoryCaptured, type HistoryCheckpoint, type HistoryPlan } from "./history-types";

const HISTORY_DAYS = 60;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** What has not ended by then is left to the present. */
const SETTLED_MS = 20 * MINUTE_MS;

/** Sixty days of three plans up to `now`. The same `now` gives the same history, here and in the cloud. */
export function demoHistory(now: Date): HistoryPlan[] {
  return PLAN_SPECS.map((spec) => planHistory(spec, now.getTime()));
}

function planHistory(spec: PlanSpec, now: number): HistoryPlan {
  const start = now - HISTORY_DAYS * DAY_MS;
  const story: Story = { spec, now, checkpoints: [], parents: new Map(), sinceFull: 0, missed: false };
  const slots = slotsBetween(spec.schedule, start, now - SETTLED_MS);
  for (const slot of slots) live(story, slot);
  return {
    id: uuidOf(`plan ${spec.name}`),
    spec,
    projectId: projectId(spec.project),
    projectName: spec.project,
    ownerUserId: userId(spec.project),
    ownerUserName: spec.project,
    activatedAt: new Date(start),
    lastSlotAt: slots.length === 0 ? null : new Date(slots.at(-1) ?? 0),
    checkpoints: story.checkpoints,
  };
}

type Story = {
  spec: PlanSpec;
  now: number;
  checkpoints: HistoryCheckpoint[];
  /** By volume: its newest living backup, on which the next incremental one builds. */
  parents: Map<string, HistoryCopy>;
  sinceFull: number;
  missed: boolean;
};

/** One slot: what was captured, and what retention then let go. */
function live(story: Story, slot: number): void {
  const { spec, now } = story;
  const daysAgo = (now - slot) / DAY_MS;
  const outcome = spec.outcome(daysAgo, chance(spec, slot, "outcome"));
  if (outcome.is === "missed") {
    story.missed = true;
    return;
  }
  const checkpoint = outcome.is === "failed" ? failed(story, slot, outcome.cause) : taken(story, slot, outcome);
  if (checkpoint.endedAt.getTime() > now - MINUTE_MS) return;
  const latestPinned = story.checkpoints.some((one) => one.pinnedReason !== null);
  if (spec.pinned !== null && !latestPinned && checkpoint.state === "usable" && daysAgo <= spec.pinned.daysAgo)
    checkpoint.pinnedReason = spec.pinned.reason;
  story.checkpoints.push(checkpoint);
  story.missed = false;
  expire(story, checkpoint.endedAt.getTime() + MINUTE_MS);
}

function base(story: Story, slot: number) {
  const key = `${story.spec.name} ${new Date(slot).toISOString()}`;
  return {
    id: uuidOf(`checkpoint ${key}`),
    runId: uuidOf(`run ${key}`),
    slotAt: new Date(slot),
    trigger: story.missed ? ("catch-up" as const) : ("schedule" as const),
    pinnedReason: null,
    goneAt: null,
  };
}

function failed(story: Story, slot: number, cause: string): HistoryCheckpoint {
  return {
    ...base(story, slot),
    state: "failed",
    startedAt: new Date(slot + 800),
    endedAt: new Date(slot + 9 * MINUTE_MS),
    capturedAt: null,
    spreadMs: null,
    localAt: null,
    offsiteAt: null,
    full: false,
    chainLength: null,
    sizeGiB: null,
    cause,
    captured: story.spec.volumes.map((name) => ({
      name,
      volumeId: seededId("volume", story.spec.project, name),
      state: "failed",
      capturedAt: null,
      cause,
      copy: null,
    })),
  };
}

function taken(story: Story, slot: number, outcome: Extract<Outcome, { is: "usable" | "partial" }>): HistoryCheckpoint {
  const { spec } = story;
  const full = story.sinceFull % spec.fullEvery === 0;
  const startedAt = slot + 600 + Math.round(2000 * chance(spec, slot, "start"));
  const captured = spec.volumes.map((name, index): HistoryCaptured => {
    const volumeId = seededId("volume", spec.project, name);
    if (outcome.is === "partial" && outcome.without === name)
      return { name, volumeId, state: "failed", capturedAt: null, cause: outcome.cause, copy: null };
    const capturedAt = startedAt + 4000 + index * (300 + Math.round(500 * chance(spec, slot, name)));
    const copy = copyOf(story, {
      slot,
      name,
      volumeId,
      full,
      capturedAt,
      slowBy: outcome.is === "usable" ? (outcome.slowBy ?? 0) : 0,
    });
    return { name, volumeId, state: "captured", capturedAt: new Date(capturedAt), cause: null, copy };
  });
  const copies = captured.flatMap((one) => one.copy ?? []);
  for (const copy of copies) story.parents.set(copy.volumeId, copy);
  const times = copies.map((copy) => copy.capturedAt.getTime());
  const ready = new Date(Math.max(...copies.map((copy) => copy.availableAt.getTime())));
  const chainLength = full ? 0 : story.sinceFull % spec.fullEvery;
  story.sinceFull += 1;
  return {
    ...base(story, slot),
    state: outcome.is,
    startedAt: new Date(startedAt),
    endedAt: new Date(ready.getTime() + 3000),
    capturedAt: new Date(Math.min(...times)),
    spreadMs: Math.max(...times) - Math.min(...times),
    localAt: ready,
    offsiteAt: spec.recoverySite === null ? null : ready,
    full: copies.every((copy) => !copy.incremental),
    chainLength,
    sizeGiB: copies.reduce((total, copy) => total + copy.sizeGiB, 0),
    cause: outcome.is === "partial" ? `${outcome.without}: ${outcome.cause}` : null,
    captured,
  };
}

type Copying = {
  slot: number;
  name: string;
  volumeId: string;
  full: boolean;
  capturedAt: number;
  slowBy: number;
};

function copyOf(story: Story, { slot, name, volumeId, full, capturedAt, slowBy }: Copying): HistoryCopy {
  const { spec } = story;
  const volumeGiB = volumeSpec(spec.project, name).sizeGiB;
  const parent = full ? undefined : story.parents.get(volumeId);
  const share = parent === undefined ? 1 : 0.004 + 0.03 * chance(spec, slot, `${name} size`);
  const sizeGiB = Math.max(Math.round(volumeGiB * share * 100) / 100, 0.01);
  const minutes = (parent === undefined ? volumeGiB / 5 : 0.5 + sizeGiB) + slowBy;
  return {
    volumeName: name,
    volumeId,
    backupId: uuidOf(`backup ${spec.name} ${name} ${new Date(slot).toISOString()}`),
    parentBackupId: parent?.backupId ?? null,
    incremental: parent !== undefined,
    volumeGiB,
    sizeGiB,
    createdAt: new Date(capturedAt + 1500),
    capturedAt: new Date(capturedAt),
    availableAt: new Date(capturedAt + 1500 + Math.round(minutes * MINUTE_MS)),
    goneAt: null,
  };
}

/** Retention as Breakwater itself does it, at the moment at which it did it. */
function expire(story: Story, at: number): void {
  const living = story.checkpoints.filter(
    (one) => one.goneAt === null && (one.state === "usable" || one.state === "partial"),
  );
  const ownerOf = new Map(living.flatMap((one) => copiesOf(one).map((copy) => [copy.backupId, one.id] as const)));
  const points = living.map((one): RetentionPoint => ({
    id: one.id,
    capturedAt: one.capturedAt?.getTime() ?? 0,
    state: one.state === "partial" ? "partial" : "usable",
    pinned: one.pinnedReason !== null,
    needs: copiesOf(one).flatMap((copy) =>
      copy.parentBackupId === null ? [] : (ownerOf.get(copy.parentBackupId) ?? []),
    ),
  }));
  const kept = alive(points, story.spec.retention, at, story.spec.schedule.timeZone);
  for (const one of living) {
    if (kept.has(one.id) || at > story.now) continue;
    one.goneAt = new Date(at);
    one.state = "expired";
    for (const copy of copiesOf(one)) copy.goneAt = new Date(at);
  }
}

export function copiesOf(checkpoint: HistoryCheckpoint): HistoryCopy[] {
  return checkpoint.captured.flatMap((one) => one.copy ?? []);
}

/** Between 0 and 1, always the same for the same plan, slot and question. */
function chance(spec: PlanSpec, slot: number, about: string): number {
  return createHash("sha1").update(`${spec.name} ${slot} ${about}`).digest().readUInt32BE() / 2 ** 32;
}
export type { HistoryCheckpoint, HistoryPlan } from "./history-types";
