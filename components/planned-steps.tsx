import { formatClock } from "@/lib/domain/format";
import type { PlannedStep } from "@/lib/domain/run";

/** The steps of a review, numbered, each with the time that it is expected to take. */
export function PlannedSteps({ steps }: { steps: readonly PlannedStep[] }) {
  return (
    <ol>
      {steps.map((step, index) => (
        <li
          key={step.key}
          className="grid grid-cols-[1.75rem_minmax(0,1fr)_auto] gap-x-2 border-b border-line-soft py-1.5"
        >
          <span className="figures text-ink-3">{index + 1}</span>
          <span className="min-w-0 break-words">{step.title}</span>
          <span className="figures text-ink-3">{step.expectedMs ? `~${formatClock(step.expectedMs)}` : ""}</span>
        </li>
      ))}
    </ol>
  );
}
