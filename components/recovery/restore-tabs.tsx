"use client";

import { RESTORE_STEPS, STEP_TITLES, type WizardStep } from "@/components/recovery/wizard-state";
import { cn } from "@/lib/utils";

type RestoreTabsProps = {
  current: WizardStep;
  onGo: (step: WizardStep) => void;
  /** Nothing is chosen yet: no other step makes sense. */
  blocked: boolean;
  summaries: Partial<Record<WizardStep, string>>;
};

/** Where one is, and what was chosen so far. */
export function RestoreTabs({ current, onGo, blocked, summaries }: RestoreTabsProps) {
  return (
    <nav aria-label="Steps of the restore">
      <ol className="flex gap-1 overflow-x-auto border-b border-line">
        {RESTORE_STEPS.map((step, index) => (
          <li key={step} className="shrink-0">
            <button
              type="button"
              aria-current={step === current ? "step" : undefined}
              disabled={blocked && step !== "what"}
              onClick={() => onGo(step)}
              className={cn(
                "-mb-px flex min-h-9 items-baseline gap-2 border-b-2 border-transparent px-3 py-1.5 text-ink-2 hover:text-ink focus-visible:-outline-offset-2 disabled:opacity-60",
                step === current && "border-ink font-medium text-ink",
              )}
            >
              <span className="figures text-xs text-ink-3">{index + 1}</span>
              {STEP_TITLES[step]}
              {summaries[step] ? (
                <span className="text-xs font-normal text-ink-3 max-sm:hidden">{summaries[step]}</span>
              ) : null}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
