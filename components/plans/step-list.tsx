"use client";

import { Glyph } from "@/components/glyph";
import { PLAN_STEPS, STEP_TITLES, type PlanStep } from "@/components/plans/plan-draft";
import { cn } from "@/lib/utils";

export type StepMark = "done" | "wrong" | "open";

type StepListProps = {
  current: PlanStep;
  marks: Record<PlanStep, StepMark>;
  /** What each step has come to, in a few words. */
  summaries: Partial<Record<PlanStep, string>>;
  onGo: (step: PlanStep) => void;
};

const MARK_WORDS: Record<StepMark, string> = { done: "complete", wrong: "needs a correction", open: "open" };

/** Where one is and what was answered; every step can be reached at any time. */
export function StepList({ current, marks, summaries, onGo }: StepListProps) {
  return (
    <ol
      aria-label="Steps"
      className="relative flex gap-1 overflow-x-auto pb-1 @3xl:grid @3xl:content-start @3xl:gap-0.5 @3xl:overflow-visible @3xl:pb-0"
    >
      {PLAN_STEPS.map((step, index) => (
        <li key={step} className="shrink-0">
          <button
            type="button"
            aria-current={step === current ? "step" : undefined}
            onClick={() => onGo(step)}
            className={cn(
              "flex min-h-8 w-full items-start gap-2 rounded-md px-2 py-1.5 text-left text-ink-2 hover:bg-hover",
              step === current && "bg-hover text-ink",
            )}
          >
            <Marker mark={marks[step]} number={index + 1} />
            <span className="min-w-0">
              <span className={cn("block whitespace-nowrap", step === current && "font-medium")}>
                {STEP_TITLES[step].title}
                <span className="sr-only">, {MARK_WORDS[marks[step]]}</span>
              </span>
              {summaries[step] ? (
                <span className="line-clamp-2 text-xs text-ink-3 @max-3xl:hidden">{summaries[step]}</span>
              ) : null}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Marker({ mark, number }: { mark: StepMark; number: number }) {
  if (mark === "wrong") return <Glyph shape="failed" className="mt-1 text-breach" />;
  if (mark === "done") return <Glyph shape="complete" className="mt-1 text-kept" />;
  return (
    <span aria-hidden className="figures mt-0.5 w-3 text-center text-xs text-ink-3">
      {number}
    </span>
  );
}
