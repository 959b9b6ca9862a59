"use client";

import Link from "next/link";

import { Callout } from "@/components/callout";
import { ReviewAnswer } from "@/components/failover/review-answer";
import type { FailoverWizard } from "@/components/failover/use-failover-wizard";
import { CheckLine } from "@/components/recovery/check-line";
import { SectionHeading } from "@/components/section-heading";
import { TimeAgo } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { FailoverPlanFacts } from "@/lib/domain/failover-page";
import type { FailoverReview } from "@/lib/domain/failover-view";
import { countOf, plural } from "@/lib/domain/format";
import { isBlocked } from "@/lib/domain/restore-checks";

type StepChecksProps = { wizard: FailoverWizard; facts: FailoverPlanFacts };
const RANK = { blocked: 0, warning: 1, passed: 2 };

/** What was looked at; what stands in the way comes first, with where it is mended. */
export function StepChecks({ wizard, facts }: StepChecksProps) {
  return (
    <ReviewAnswer wizard={wizard} facts={facts}>
      {(review) => <Checks review={review} wizard={wizard} facts={facts} />}
    </ReviewAnswer>
  );
}

function Checks({ review, wizard, facts }: StepChecksProps & { review: FailoverReview }) {
  const settings = `/plans/${facts.planId}/recovery`;
  const sorted = [...review.checks].sort((a, b) => RANK[a.verdict] - RANK[b.verdict]);
  return (
    <section aria-labelledby="checks">
      <Verdict review={review} />
      <SectionHeading
        id="checks"
        note={
          <>
            checked <TimeAgo at={review.checkedAt} />
          </>
        }
        actions={
          <>
            <Link href={settings} className="quiet-link text-xs">
              Mappings and order
            </Link>
            <Button size="sm" pending={wizard.review.isFetching} onClick={() => void wizard.again()}>
              Check again
            </Button>
          </>
        }
      >
        Mappings and checks
      </SectionHeading>
      <ul>
        {sorted.map((check) => (
          <CheckLine key={check.key} check={check} fixHref={check.key === "offsite" ? undefined : settings} />
        ))}
      </ul>
    </section>
  );
}

function Verdict({ review: { checks, to } }: { review: FailoverReview }) {
  const blocked = checks.filter(({ verdict }) => verdict === "blocked").length;
  const warnings = checks.filter(({ verdict }) => verdict === "warning").length;
  if (isBlocked(checks))
    return (
      <Callout tone="breach" title={`${countOf(blocked, "check")} ${plural(blocked, "stands", "stand")} in the way`}>
        Nothing can be started before {plural(blocked, "it is", "they are")} mended; each says how.
      </Callout>
    );
  if (warnings > 0)
    return (
      <Callout tone="risk" title={`It can begin, with ${countOf(warnings, "warning")}`}>
        Read {plural(warnings, "it", "them")} before you go on.
      </Callout>
    );
  return <Callout tone="kept" title={`Nothing stands in the way at ${to.name}`} />;
}
