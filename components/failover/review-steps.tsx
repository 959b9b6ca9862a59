"use client";

import { SectionHeading } from "@/components/section-heading";
import { Collapsible, CollapsibleContent, CollapsibleTrigger } from "@/components/ui/collapsible";
import type { FailoverReview } from "@/lib/domain/failover-view";
import { formatClock, formatNoun } from "@/lib/domain/format";

/** Every step, for those who want to know. The hash binds the start to exactly these. */
export function ReviewSteps({ review: { steps, hash } }: { review: FailoverReview }) {
  return (
    <section aria-labelledby="steps">
      <SectionHeading
        id="steps"
        note={
          <span>
            plan <span className="figures">{hash.slice(0, 8)}</span> · bound to what is shown here
          </span>
        }
      >
        What will happen
      </SectionHeading>
      <Collapsible>
        <CollapsibleTrigger>{formatNoun(steps.length, "step")}, several at a time</CollapsibleTrigger>
        <CollapsibleContent>
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
        </CollapsibleContent>
      </Collapsible>
    </section>
  );
}
