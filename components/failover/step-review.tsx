"use client";

import { Callout } from "@/components/callout";
import { ConfirmFailover } from "@/components/failover/confirm-failover";
import { FailoverDirection } from "@/components/failover/direction";
import { ReviewAnswer } from "@/components/failover/review-answer";
import { ReviewFigures } from "@/components/failover/review-figures";
import { ReviewSteps } from "@/components/failover/review-steps";
import { ReviewWaves } from "@/components/failover/review-waves";
import type { FailoverWizard } from "@/components/failover/use-failover-wizard";
import { SectionHeading } from "@/components/section-heading";
import type { FailoverPlanFacts } from "@/lib/domain/failover-page";
import type { FailoverReview } from "@/lib/domain/failover-view";

type StepReviewProps = { wizard: FailoverWizard; facts: FailoverPlanFacts; canWrite: boolean };

/** Exactly what would be done, and the button that does it. */
export function StepReview(props: StepReviewProps) {
  return (
    <ReviewAnswer wizard={props.wizard} facts={props.facts}>
      {(review) => <Shown {...props} review={review} />}
    </ReviewAnswer>
  );
}

function Shown({ wizard, facts, canWrite, review }: StepReviewProps & { review: FailoverReview }) {
  const { effects, purpose, mode } = review;
  const { from, to } = facts;
  const asked =
    purpose === "drill" ? "goes on undisturbed" : mode === "planned" ? "shut down first" : "not asked for anything";
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_340px]">
      <div className="min-w-0">
        <Changes lines={wizard.changes} />
        {to ? (
          <FailoverDirection
            from={from}
            to={to}
            fromNote={asked}
            toNote={purpose === "drill" ? "comes up in networks of its own" : "comes up and serves"}
          />
        ) : null}
        <ReviewFigures review={review} impactAt={wizard.choice.impactAt} />
        <section aria-labelledby="effects">
          <SectionHeading id="effects">What it means</SectionHeading>
          <ul className="list-disc space-y-1 pl-4">
            {effects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
        </section>
        <ReviewWaves waves={review.waves} />
        <ReviewSteps review={review} />
      </div>
      <ConfirmFailover wizard={wizard} facts={facts} review={review} canWrite={canWrite} />
    </div>
  );
}

function Changes({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <Callout role="status" tone="risk" title="This differs from what you saw before" className="mb-4">
      <ul className="list-disc pl-4">
        {lines.slice(0, 12).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > 12 ? <li>and {lines.length - 12} more</li> : null}
      </ul>
    </Callout>
  );
}
