"use client";

import { Glyph } from "@/components/glyph";
import { SectionHeading } from "@/components/section-heading";
import { TimeAgo } from "@/components/time";
import { toneInk } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { CheckResult, RestoreReview } from "@/lib/domain/restore";
import { cn } from "@/lib/utils";

const VERDICTS: Record<
  CheckResult["verdict"],
  { shape: "complete" | "partial" | "failed"; tone: "kept" | "risk" | "breach"; word: string }
> = {
  passed: { shape: "complete", tone: "kept", word: "passed" },
  warning: { shape: "partial", tone: "risk", word: "warning" },
  blocked: { shape: "failed", tone: "breach", word: "stands in the way" },
};

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
          <Check key={check.key} check={check} />
        ))}
      </ul>
    </section>
  );
}

function Check({ check: { verdict, title, detail, remedy } }: { check: CheckResult }) {
  const { shape, tone, word } = VERDICTS[verdict];
  return (
    <li className="flex gap-2.5 border-b border-line-soft py-1.5">
      <Glyph shape={shape} label={word} className={cn("mt-1 shrink-0", toneInk[tone])} />
      <span className="min-w-0">
        <span className="font-medium">{title}.</span> {detail}
        {remedy && verdict !== "passed" ? <span className="block text-ink-2">{remedy}</span> : null}
      </span>
    </li>
  );
}
