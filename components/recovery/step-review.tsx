"use client";

import type { UseMutationResult } from "@tanstack/react-query";

import { Callout } from "@/components/callout";
import { ErrorState } from "@/components/error-state";
import { ConfirmRestore } from "@/components/recovery/confirm-restore";
import { ReviewChecks } from "@/components/recovery/review-checks";
import { ReviewFigures } from "@/components/recovery/review-figures";
import { ReviewSteps } from "@/components/recovery/review-steps";
import type { WizardSite } from "@/components/recovery/wizard-state";
import { failureOf } from "@/components/request";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { RestoreInput, RestoreReview } from "@/lib/domain/restore";
import type { RestoreSource } from "@/lib/domain/restore-source";

type Reviewed = { input: RestoreInput; review: RestoreReview };
type StepReviewProps = {
  source: RestoreSource;
  site: WizardSite | undefined;
  input: RestoreInput | null;
  review: UseMutationResult<Reviewed, Error, RestoreInput>;
  canWrite: boolean;
  onBack: () => void;
};

/** Exactly what would be done, whether it may be, and the button that does it. */
export function StepReview({ input, review, ...rest }: StepReviewProps) {
  const check = () => (input ? review.mutate(input) : undefined);
  if (review.isPending) return <Checking />;
  if (review.error)
    return (
      <ErrorState
        failure={failureOf(review.error)}
        onRetry={check}
        actions={
          <Button size="sm" onClick={rest.onBack}>
            Back
          </Button>
        }
      />
    );
  if (!review.data) return <NotChecked site={rest.site} onCheck={input ? check : null} />;
  return <Findings {...rest} {...review.data} onCheck={check} />;
}

type FindingsProps = Omit<StepReviewProps, "input" | "review"> & Reviewed & { onCheck: () => void };

function Findings({ onCheck, ...reviewed }: FindingsProps) {
  const { source, site, review } = reviewed;
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_340px]">
      <div className="min-w-0">
        <ReviewFigures source={source} site={site} review={review} />
        <Overwrites lines={review.overwrites} />
        <ReviewChecks review={review} onRefresh={onCheck} />
        <ReviewSteps review={review} />
      </div>
      <ConfirmRestore {...reviewed} onOutdated={onCheck} />
    </div>
  );
}

function Overwrites({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <Callout tone="breach" title="This changes what is there" className="mt-3">
      <ul className="list-disc pl-4">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Callout>
  );
}

function NotChecked({ site, onCheck }: { site: WizardSite | undefined; onCheck: (() => void) | null }) {
  return (
    <Callout
      tone="idle"
      title="Not checked yet"
      actions={
        <Button variant="default" size="sm" disabled={onCheck === null} onClick={() => onCheck?.()}>
          Check now
        </Button>
      }
    >
      The review asks {site?.name ?? "the site"} how things stand at this moment.
    </Callout>
  );
}

function Checking() {
  return (
    <div role="status" aria-label="Checking quota, names, addresses and copies" className="grid gap-2">
      <p className="text-ink-2">Checking quota, names, addresses and copies…</p>
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-5 w-2/3" />
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="h-5 w-3/5" />
    </div>
  );
}
