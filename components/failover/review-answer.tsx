"use client";

import type { ReactNode } from "react";

import { Callout } from "@/components/callout";
import { ErrorState } from "@/components/error-state";
import type { FailoverWizard } from "@/components/failover/use-failover-wizard";
import { failureOf } from "@/components/request";
import { Skeleton } from "@/components/ui/skeleton";
import type { FailoverPlanFacts } from "@/lib/domain/failover-page";
import type { FailoverReview } from "@/lib/domain/failover-view";

type ReviewAnswerProps = {
  wizard: FailoverWizard;
  facts: FailoverPlanFacts;
  children: (review: FailoverReview) => ReactNode;
};

/** What the recovery site says now, or why it says nothing. */
export function ReviewAnswer({ wizard: { review, input, open, again }, facts, children }: ReviewAnswerProps) {
  if (!input) return <Callout tone="idle" title={Object.values(open)[0] ?? "Something is still open."} />;
  if (review.data) return children(review.data);
  if (review.error)
    return <ErrorState failure={failureOf(review.error)} onRetry={() => void again()} retrying={review.isFetching} />;
  return (
    <div role="status" aria-label={`Asking ${facts.to?.name ?? "the recovery site"}`} className="grid gap-2">
      <p className="text-ink-2">Asking {facts.to?.name} for quota, networks, flavors, addresses and copies…</p>
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-5 w-2/3" />
      <Skeleton className="h-5 w-1/2" />
    </div>
  );
}
