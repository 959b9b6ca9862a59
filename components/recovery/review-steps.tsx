"use client";

import { PlannedSteps } from "@/components/planned-steps";
import { SectionHeading } from "@/components/section-heading";
import { formatNoun } from "@/lib/domain/format";
import type { RestoreReview } from "@/lib/domain/restore";

/** Every step that will be taken. */
export function ReviewSteps({ review }: { review: RestoreReview }) {
  if (review.steps.length === 0) return null;
  return (
    <section aria-labelledby="steps">
      <SectionHeading
        id="steps"
        note={`${formatNoun(review.steps.length, "step")}, several at a time · plan ${review.hash.slice(0, 8)}`}
      >
        What will happen
      </SectionHeading>
      <PlannedSteps steps={review.steps} />
    </section>
  );
}
