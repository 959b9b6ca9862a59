"use client";

import { Callout } from "@/components/callout";
import { ErrorState } from "@/components/error-state";
import { CheckLine } from "@/components/recovery/check-line";
import { useReadiness } from "@/components/recovery-settings/use-recovery";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { TimeAgo } from "@/components/time";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { countOf, plural } from "@/lib/domain/format";
import type { Readiness } from "@/lib/domain/recovery-page";

/** Whether the plan could come up at its recovery site now: each check with its age and its fix. */
export function ReadinessSection({ planId, unsaved }: { planId: string; unsaved: boolean }) {
  const { data, error, isFetching, refetch } = useReadiness(planId);
  const again = () => void refetch();
  return (
    <section aria-labelledby="readiness">
      <SectionHeading
        id="readiness"
        note={unsaved ? "of the saved settings, not of your changes" : "asked anew each minute"}
        actions={
          <Button size="sm" pending={isFetching} onClick={again}>
            Check again
          </Button>
        }
      >
        Readiness
      </SectionHeading>
      {error ? <ErrorState failure={failureOf(error)} onRetry={again} retrying={isFetching} className="mb-2" /> : null}
      {data ? <Checks planId={planId} readiness={data} /> : null}
      {!data && !error ? <Asking /> : null}
    </section>
  );
}

function Checks({ planId, readiness }: { planId: string; readiness: Readiness }) {
  return (
    <>
      <Verdict readiness={readiness} />
      <ul className="mt-2">
        {readiness.checks.map((check) => (
          <CheckLine key={check.key} check={check} checkedAt={check.checkedAt} fixHref={fixOf(check.key, planId)} />
        ))}
      </ul>
    </>
  );
}

function Verdict({ readiness: { verdict, checks, checkedAt } }: { readiness: Readiness }) {
  const of = (wanted: Readiness["verdict"]) => checks.filter((check) => check.verdict === wanted).length;
  const blocked = of("blocked");
  const ago = (
    <>
      checked <TimeAgo at={checkedAt} />
    </>
  );
  if (verdict === "blocked")
    return (
      <Callout
        tone="breach"
        title={`Not ready: ${countOf(blocked, "check")} ${plural(blocked, "stands", "stand")} in the way`}
      >
        {ago}
      </Callout>
    );
  if (verdict === "warning")
    return (
      <Callout tone="risk" title={`Ready, with ${countOf(of("warning"), "warning")}`}>
        {ago}
      </Callout>
    );
  return (
    <Callout tone="kept" title="Ready: nothing stands in the way of a failover">
      {ago}
    </Callout>
  );
}

/** Where a check's remedy is carried out; what concerns the site itself has no page for everybody. */
function fixOf(key: string, planId: string): string | undefined {
  const plan = `/plans/${planId}`;
  const places: Record<string, string> = {
    mappings: "#mappings",
    flavor: "#mappings",
    networks: "#mappings",
    keys: "#mappings",
    placement: "#mappings",
    order: "#order",
    credential: `${plan}#credential`,
    "recovery-site": `${plan}/edit`,
    point: plan,
    offsite: plan,
    copies: plan,
  };
  return places[key];
}

function Asking() {
  return (
    <div role="status" aria-label="Asking the recovery site" className="grid gap-2">
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-5 w-2/3" />
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="h-5 w-3/5" />
    </div>
  );
}
