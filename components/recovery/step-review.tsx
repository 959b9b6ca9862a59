"use client";

import type { UseMutationResult } from "@tanstack/react-query";

import { Callout } from "@/components/callout";
import { ErrorState } from "@/components/error-state";
import { formatClock, formatDuration, formatGiB } from "@/lib/domain/format";
import { Glyph } from "@/components/glyph";
import { ConfirmRestore } from "@/components/recovery/confirm-restore";
import type { WizardSite } from "@/components/recovery/restore-wizard";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { Stat, StatRow } from "@/components/stat-row";
import { Time, TimeAgo } from "@/components/time";
import { toneInk } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { CheckResult, RestoreInput, RestoreReview } from "@/lib/domain/restore";
import type { RestoreSource } from "@/lib/domain/restore-source";
import { cn } from "@/lib/utils";

type Reviewing = UseMutationResult<{ input: RestoreInput; review: RestoreReview }, Error, RestoreInput>;
type StepReviewProps = {
  source: RestoreSource;
  site: WizardSite | undefined;
  input: RestoreInput | null;
  review: Reviewing;
  canWrite: boolean;
  onBack: () => void;
};

/** Exactly what would be done, whether it may be, and the button that does it. */
export function StepReview({ source, site, input, review, canWrite, onBack }: StepReviewProps) {
  const check = () => (input ? review.mutate(input) : undefined);
  if (review.error)
    return (
      <ErrorState
        failure={failureOf(review.error)}
        onRetry={check}
        retrying={review.isPending}
        actions={
          <Button size="sm" onClick={onBack}>
            Back
          </Button>
        }
      />
    );
  if (!review.data && !review.isPending) {
    return (
      <Callout
        tone="idle"
        title="Not checked yet"
        actions={
          <Button variant="default" size="sm" disabled={!input} onClick={check}>
            Check now
          </Button>
        }
      >
        The review asks {site?.name ?? "the site"} how things stand at this moment.
      </Callout>
    );
  }
  if (!review.data || review.isPending) return <Checking />;
  const { data } = review;
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_340px]">
      <div className="min-w-0">
        <Figures source={source} site={site} review={data.review} />
        {data.review.overwrites.length > 0 ? (
          <Callout tone="breach" title="This changes what is there" className="mt-3">
            <ul className="list-disc pl-4">
              {data.review.overwrites.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Callout>
        ) : null}
        <Checks review={data.review} onRefresh={check} />
        <Steps review={data.review} />
      </div>
      <ConfirmRestore
        source={source}
        site={site}
        input={data.input}
        review={data.review}
        canWrite={canWrite}
        onBack={onBack}
        onOutdated={check}
      />
    </div>
  );
}

function Figures({
  source,
  site,
  review,
}: {
  source: RestoreSource;
  site: WizardSite | undefined;
  review: RestoreReview;
}) {
  const { servers, volumes, sizeGiB } = review.counts;
  return (
    <StatRow>
      <Stat
        label="Comes back"
        value={servers > 0 ? servers : volumes}
        against={servers > 0 ? (servers === 1 ? "server" : "servers") : volumes === 1 ? "volume" : "volumes"}
        note={`${volumes} ${volumes === 1 ? "volume" : "volumes"}, ${formatGiB(sizeGiB)}`}
      />
      <Stat label="Expected in" value={formatDuration(review.expectedMs)} note={paceNote(review)} />
      <Stat
        label="In"
        value={review.steps.length}
        against={review.steps.length === 1 ? "step" : "steps"}
        note={review.overwrites.length > 0 ? "some of them change what is there" : "none of them changes what is there"}
      />
      <Stat
        label="From"
        value={<Time at={source.capturedAt} className="!font-sans !text-2xl" />}
        note={site && site.id !== source.siteId ? `${source.siteName} → ${site.name}` : `at ${source.siteName}`}
      />
    </StatRow>
  );
}

function paceNote({ pace }: RestoreReview): string {
  if (pace.measuredOn > 0)
    return `measured on ${pace.measuredOn === 1 ? "1 volume" : `${pace.measuredOn} volumes`} restored here`;
  return `assuming ${formatDuration(pace.msPerGiB)} for each GiB: nothing was restored here yet`;
}

const VERDICTS: Record<
  CheckResult["verdict"],
  { shape: "complete" | "partial" | "failed"; tone: "kept" | "risk" | "breach"; word: string }
> = {
  passed: { shape: "complete", tone: "kept", word: "passed" },
  warning: { shape: "partial", tone: "risk", word: "warning" },
  blocked: { shape: "failed", tone: "breach", word: "stands in the way" },
};

function Checks({ review, onRefresh }: { review: RestoreReview; onRefresh: () => void }) {
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
        {review.checks.map((check) => {
          const verdict = VERDICTS[check.verdict];
          return (
            <li key={check.key} className="flex gap-2.5 border-b border-line-soft py-1.5">
              <Glyph
                shape={verdict.shape}
                label={verdict.word}
                className={cn("mt-1 shrink-0", toneInk[verdict.tone])}
              />
              <span className="min-w-0">
                <span className="font-medium">{check.title}.</span> {check.detail}
                {check.remedy && check.verdict !== "passed" ? (
                  <span className="block text-ink-2">{check.remedy}</span>
                ) : null}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Steps({ review }: { review: RestoreReview }) {
  if (review.steps.length === 0) return null;
  return (
    <section aria-labelledby="steps">
      <SectionHeading id="steps" note={`${review.steps.length} steps, in this order · plan ${review.hash.slice(0, 8)}`}>
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
