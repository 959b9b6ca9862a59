import type { Json } from "@/lib/domain/json";
import type { PlannedStep, Run } from "@/lib/domain/run";
import type { RunEnd, WorkRun } from "@/lib/db/runs";
import type { StepFailure } from "./failure";

/** A part of a flow that runs as a workflow of its own, in the queue of its site; without a site it starts at once. */
export type PartCall = { part: string; key: string; siteId: string | null; input: Json };
export type PartOutcome = { ok: true; value: Json } | { ok: false; failure: StepFailure };

/** What a flow is given: `Run`, and what only flows may do. */
export type FlowRun = Run & {
  row: WorkRun;
  /** The same run, whose steps begin even while it is being cancelled: for tidying up. */
  tidy: FlowRun;
  /** Adds steps, pending, at `position`; steps that are there stay, so it may be called again. */
  plan: (steps: PlannedStep[], position: number) => Promise<void>;
  /** Starts the parts in this order and answers when all have ended; none of them makes this one throw. */
  parts: (calls: PartCall[]) => Promise<PartOutcome[]>;
  /** What the steps of these keys answered, of those that are done. */
  results: (keys: string[]) => Promise<Map<string, Json>>;
  /** Says what a step under way is doing. */
  say: (key: string, detail: string | null) => Promise<void>;
  /** A noted thing is gone again. */
  removed: (thing: { siteId: string; kind: string; resourceId: string }) => Promise<void>;
  /** The effects of these steps were undone: a retry does them again. Call it within a step. */
  forget: (keys: string[]) => Promise<void>;
  /** Of the steps with this prefix, those ever begun. Call it within a step. */
  begun: (prefix: string) => Promise<string[]>;
  /** The engine's clock, remembered: the same instant after a crash. */
  now: (key: string) => Promise<Date>;
};

export type FlowEnd = Pick<RunEnd, "state" | "result" | "cause">;

/** One kind of run. Flow code between steps is deterministic: no clock, no random. */
export type Flow = {
  run: (run: FlowRun) => Promise<FlowEnd>;
  parts?: Record<string, (run: FlowRun, input: Json) => Promise<Json>>;
  /** Tidies up after a failure or a cancel; its steps run although the run is being cancelled. */
  fail?: (run: FlowRun, failure: StepFailure) => Promise<FlowEnd | void>;
};
