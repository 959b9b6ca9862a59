import type { PlannedStep, RunKind } from "@/lib/domain/run";

/** Where the steps of each phase stand; those of single volumes are added between when the members are known. */
export const POSITION = {
  begin: 0,
  snapshots: 100,
  copies: 2_000,
  conclude: 9_000,
  offsite: 9_100,
  offsiteDone: 18_000,
  end: 19_000,
};

/** Known before anything is asked of the cloud. */
export const PROTECT_BEGIN: PlannedStep[] = [
  { key: "sign-in", title: "Sign in with the plan's credential" },
  { key: "resolve", title: "Find what the plan protects, and what it stands on" },
  { key: "quota", title: "Check the project's quota for snapshots and backups" },
  { key: "describe", title: "Write down what a rebuild needs" },
];

export const PROTECT_CONCLUDE: PlannedStep[] = [
  { key: "conclude", title: "Seal the manifest and conclude the checkpoint" },
];

export const PROTECT_END: PlannedStep[] = [{ key: "retention", title: "Let go of what the retention no longer keeps" }];

export const EXPIRE_BEGIN: PlannedStep[] = [{ key: "order", title: "Find what may go, and in which order" }];
export const EXPIRE_END: PlannedStep[] = [{ key: "conclude", title: "Conclude" }];

/** Done anew with each attempt, however they ended: they judge the attempt, or what is true only now. */
export const EACH_ATTEMPT: Partial<Record<RunKind, string[]>> = {
  checkpoint: ["sign-in", "quota", "conclude", "offsite-plan", "offsite-done", "bank", "retention"],
  expire: ["order", "conclude"],
};

/** With the times that the same steps took before. */
export function expecting(steps: PlannedStep[], medians: Map<string, number>): PlannedStep[] {
  return steps.map((step) => ({ ...step, expectedMs: medians.get(step.key) ?? null }));
}
