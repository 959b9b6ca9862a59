import type { Shape } from "@/components/glyph";
import type { Tone } from "@/components/ui/badge";
import type { CapturedView, CheckpointState, CopyView } from "@/lib/domain/checkpoint";
import type { DayCell, CredentialView, PlanView, ProtectionState } from "@/lib/domain/plan";
import type { CleanupState, WorkloadState } from "@/lib/domain/failover";
import type { RunState, StepView } from "@/lib/domain/run";
import type { SiteView } from "@/lib/domain/site";

/** How a state looks and reads: one shape, one colour, one word. */
export type Look = { shape: Shape; tone: Tone; word: string };

export type StatusVocabulary = {
  protection: ProtectionState;
  plan: PlanView["state"];
  checkpoint: CheckpointState;
  captured: CapturedView["state"];
  copy: CopyView["state"];
  run: RunState;
  step: StepView["state"];
  site: SiteView["state"];
  credential: CredentialView["state"];
  day: DayCell["worst"];
  workload: WorkloadState;
  cleanup: CleanupState;
};

/** Every state that the product knows. A new word in lib/domain makes this table incomplete, and red. */
export const looks: { [Kind in keyof StatusVocabulary]: Record<StatusVocabulary[Kind], Look> } = {
  protection: {
    kept: { shape: "complete", tone: "kept", word: "kept" },
    "at-risk": { shape: "partial", tone: "risk", word: "at risk" },
    breach: { shape: "breach", tone: "breach", word: "breach" },
    severe: { shape: "severe", tone: "breach", word: "severe breach" },
    critical: { shape: "critical", tone: "critical", word: "critical" },
    "not-yet-protected": { shape: "unknown", tone: "breach", word: "not yet protected" },
    paused: { shape: "paused", tone: "idle", word: "paused" },
  },
  plan: {
    active: { shape: "complete", tone: "kept", word: "active" },
    paused: { shape: "paused", tone: "idle", word: "paused" },
  },
  checkpoint: {
    pending: { shape: "pending", tone: "idle", word: "pending" },
    running: { shape: "running", tone: "running", word: "running" },
    usable: { shape: "complete", tone: "kept", word: "usable" },
    partial: { shape: "partial", tone: "risk", word: "partial" },
    failed: { shape: "failed", tone: "breach", word: "failed" },
    expiring: { shape: "expiring", tone: "idle", word: "expiring" },
    expired: { shape: "gone", tone: "idle", word: "expired" },
  },
  captured: {
    pending: { shape: "pending", tone: "idle", word: "pending" },
    captured: { shape: "complete", tone: "kept", word: "captured" },
    failed: { shape: "failed", tone: "breach", word: "failed" },
    "left-out": { shape: "gone", tone: "risk", word: "left out" },
  },
  copy: {
    creating: { shape: "running", tone: "running", word: "copying" },
    available: { shape: "complete", tone: "kept", word: "available" },
    deleting: { shape: "expiring", tone: "idle", word: "being deleted" },
    gone: { shape: "gone", tone: "idle", word: "gone" },
    error: { shape: "failed", tone: "breach", word: "failed" },
  },
  run: {
    pending: { shape: "pending", tone: "idle", word: "pending" },
    running: { shape: "running", tone: "running", word: "running" },
    waiting: { shape: "waiting", tone: "running", word: "waits for you" },
    cancelling: { shape: "cancelled", tone: "running", word: "being cancelled" },
    succeeded: { shape: "complete", tone: "kept", word: "succeeded" },
    partial: { shape: "partial", tone: "risk", word: "partial" },
    failed: { shape: "failed", tone: "breach", word: "failed" },
    cancelled: { shape: "cancelled", tone: "idle", word: "cancelled" },
  },
  step: {
    pending: { shape: "pending", tone: "idle", word: "pending" },
    running: { shape: "running", tone: "running", word: "running" },
    waiting: { shape: "waiting", tone: "running", word: "waiting" },
    done: { shape: "complete", tone: "kept", word: "done" },
    failed: { shape: "failed", tone: "breach", word: "failed" },
    skipped: { shape: "gone", tone: "idle", word: "skipped" },
    cancelled: { shape: "cancelled", tone: "idle", word: "cancelled" },
  },
  site: {
    reachable: { shape: "complete", tone: "kept", word: "reachable" },
    degraded: { shape: "partial", tone: "risk", word: "degraded" },
    unreachable: { shape: "failed", tone: "breach", word: "unreachable" },
    unknown: { shape: "unknown", tone: "idle", word: "not checked yet" },
  },
  credential: {
    active: { shape: "complete", tone: "kept", word: "active" },
    lost: { shape: "failed", tone: "breach", word: "lost" },
    none: { shape: "gone", tone: "idle", word: "none" },
  },
  day: {
    none: { shape: "gone", tone: "idle", word: "no plan yet" },
    kept: { shape: "complete", tone: "kept", word: "kept" },
    "at-risk": { shape: "partial", tone: "risk", word: "at risk" },
    breach: { shape: "breach", tone: "breach", word: "breach" },
    severe: { shape: "severe", tone: "breach", word: "severe breach" },
    critical: { shape: "critical", tone: "critical", word: "critical" },
    unknown: { shape: "unknown", tone: "idle", word: "unknown" },
  },
  workload: {
    preparing: { shape: "pending", tone: "idle", word: "preparing" },
    starting: { shape: "running", tone: "running", word: "coming up" },
    up: { shape: "complete", tone: "kept", word: "up" },
    committed: { shape: "proven", tone: "kept", word: "committed" },
    undone: { shape: "gone", tone: "idle", word: "undone" },
    failed: { shape: "failed", tone: "breach", word: "stopped" },
  },
  cleanup: {
    none: { shape: "gone", tone: "idle", word: "nothing to do" },
    due: { shape: "pending", tone: "idle", word: "later" },
    running: { shape: "running", tone: "running", word: "under way" },
    done: { shape: "complete", tone: "kept", word: "nothing left" },
    leftovers: { shape: "failed", tone: "breach", word: "something is left" },
  },
};

/** Look up by kind and state with both checked by the compiler. */
export function lookOf<Kind extends keyof StatusVocabulary>(kind: Kind, state: StatusVocabulary[Kind]): Look {
  return looks[kind][state];
}
