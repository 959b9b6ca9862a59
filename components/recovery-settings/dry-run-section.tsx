"use client";

import { useState } from "react";

import { Callout } from "@/components/callout";
import { ErrorState } from "@/components/error-state";
import { useDryRun, type Purpose } from "@/components/recovery-settings/use-recovery";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { Time } from "@/components/time";
import { Collapsible, CollapsibleContent, CollapsibleTrigger } from "@/components/ui/collapsible";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { countOf, formatClock } from "@/lib/domain/format";
import type { DryRun } from "@/lib/domain/recovery-page";

/** Every step of a recovery in its order, with the call that it would make. None is made. */
export function DryRunSection({ planId }: { planId: string }) {
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState<Purpose>("real");
  const { data, error, isFetching, refetch } = useDryRun(planId, purpose, open);
  return (
    <section aria-labelledby="dry-run">
      <SectionHeading id="dry-run" note="every call that would be made, in order; nothing is changed">
        Dry run
      </SectionHeading>
      <Collapsible open={open} onOpenChange={setOpen}>
        <CollapsibleTrigger>{open ? "Hide the steps" : "Show every step"}</CollapsibleTrigger>
        <CollapsibleContent className="mt-2">
          <Segmented
            label="What for"
            value={purpose}
            options={[
              { value: "real", label: "Failover" },
              { value: "drill", label: "Drill" },
            ]}
            onChange={setPurpose}
          />
          {error ? (
            <ErrorState
              failure={failureOf(error)}
              onRetry={() => void refetch()}
              retrying={isFetching}
              className="mt-2"
            />
          ) : null}
          {data ? <Steps dryRun={data} /> : null}
          {!data && !error ? (
            <div role="status" aria-label="Asking the recovery site" className="mt-2 grid gap-2">
              <Skeleton className="h-5 w-2/3" />
              <Skeleton className="h-5 w-3/5" />
            </div>
          ) : null}
        </CollapsibleContent>
      </Collapsible>
    </section>
  );
}

function Steps({ dryRun: { steps, gaps, capturedAt, targetSiteName } }: { dryRun: DryRun }) {
  return (
    <>
      <p className="mt-2 text-ink-2">
        {countOf(steps.length, "step")} at {targetSiteName}, from the checkpoint of <Time at={capturedAt} />. No call
        was made that changes anything.
      </p>
      {gaps.length > 0 ? (
        <Callout tone="breach" title="It could not begin like this" className="mt-2">
          {gaps.map(({ detail }) => detail).join(" ")}
        </Callout>
      ) : null}
      <ol className="mt-2 border-t border-line-soft" aria-label="Steps">
        {steps.map(({ key, title, call, expectedMs }, index) => (
          <li
            key={key}
            className="grid grid-cols-[1.75rem_minmax(0,1fr)_auto] gap-x-2 border-b border-line-soft py-1.5"
          >
            <span className="figures text-ink-3">{index + 1}</span>
            <span className="min-w-0 break-words">
              {title}
              <code className="block font-mono text-xs break-words text-ink-3">{call}</code>
            </span>
            <span className="figures text-ink-3">{expectedMs ? `~${formatClock(expectedMs)}` : ""}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
