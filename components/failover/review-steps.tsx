"use client";

import { PlannedSteps } from "@/components/planned-steps";
import { SectionHeading } from "@/components/section-heading";
import { Collapsible, CollapsibleContent, CollapsibleTrigger } from "@/components/ui/collapsible";
import type { FailoverReview } from "@/lib/domain/failover-view";
import { formatNoun } from "@/lib/domain/format";

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
          <PlannedSteps steps={steps} />
        </CollapsibleContent>
      </Collapsible>
    </section>
  );
}
