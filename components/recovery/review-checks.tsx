"use client";

import { CheckLine } from "@/components/recovery/check-line";
import { SectionHeading } from "@/components/section-heading";
import { TimeAgo } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { RestoreReview } from "@/lib/domain/restore";

type ReviewChecksProps = { review: RestoreReview; onRefresh: () => void };

/** What was looked at before anything is done. */
export function ReviewChecks({ review, onRefresh }: ReviewChecksProps) {
  return (
    <section aria-labelledby="checks">
      <SectionHeading
        id="checks"
        note={
          <>
            checked <TimeAgo at={review.checkedAt} />
          </>
        }
        actions={
          <Button size="sm" onClick={onRefresh}>
            Check again
          </Button>
        }
      >
        Checks
      </SectionHeading>
      <ul>
        {review.checks.map((check) => (
          <CheckLine key={check.key} check={check} />
        ))}
      </ul>
    </section>
  );
}
