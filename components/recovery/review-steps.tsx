"use client";

import { SectionHeading } from "@/components/section-heading";
import { formatClock, formatNoun } from "@/lib/domain/format";
import type { RestoreReview } from "@/lib/domain/restore";

/** Every step, in the order in which it will be taken. */
export function ReviewSteps({ review }: { review: RestoreReview }) {
  if (review.steps.length === 0) return null;
  return (
    <section aria-labelledby="steps">
      <SectionHeading
        id="steps"
        note={`${formatNoun(review.steps.length, "step")}, in this order · plan ${review.hash.slice(0, 8)}`}
      >
        What will happen
      </SectionHeading>
      <ol>
        {review.steps.map((step, index) => (
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
    </section>
  );
}
