"use client";

import { ErrorState } from "@/components/error-state";
import { CleanUp } from "@/components/failover/clean-up";
import { FailedSteps } from "@/components/failover/failed-steps";
import { FailoverActions } from "@/components/failover/failover-actions";
import { FailoverFigures } from "@/components/failover/failover-figures";
import { FailoverMeta } from "@/components/failover/failover-meta";
import { findingOf } from "@/components/failover/failover-words";
import { FailoverTimes } from "@/components/failover/failover-times";
import { Gates } from "@/components/failover/gates";
import { GroupedSteps } from "@/components/failover/grouped-steps";
import { SourceTasks } from "@/components/failover/source-tasks";
import { SplitBrain } from "@/components/failover/split-brain";
import { Successors } from "@/components/failover/successors";
import { useFailover } from "@/components/failover/use-failover";
import { PageHeader } from "@/components/page-header";
import { failureOf } from "@/components/request";
import { stepNews } from "@/components/runs/run-words";
import { PageCrumbs } from "@/components/shell/crumbs";

type FailoverPageProps = { failoverId: string; canWrite: boolean };

/** A failover or a drill as it goes: what is up, who must act, what it cost, and what can be done about it. */
export function FailoverPage({ failoverId, canWrite }: FailoverPageProps) {
  const { data: failover, error, refetch, isFetching, streaming } = useFailover(failoverId);
  const failure = error ? (
    <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} className="mb-3" />
  ) : null;
  if (!failover) return failure;
  return (
    <>
      <PageCrumbs
        crumbs={[
          { label: "Recovery", href: "/recovery" },
          { label: failover.planName, href: `/plans/${failover.planId}` },
          { label: failover.purpose === "drill" ? "Drill" : "Failover" },
        ]}
      />
      <PageHeader
        title={findingOf(failover)}
        meta={<FailoverMeta failover={failover} />}
        actions={<FailoverActions failover={failover} canWrite={canWrite} />}
      />
      <p role="status" aria-live="polite" className="sr-only">
        {stepNews(failover.run.steps)}
      </p>
      {failure}
      <FailoverFigures failover={failover} streaming={streaming} />
      <SplitBrain failover={failover} />
      <CleanUp failover={failover} />
      <Gates failover={failover} canWrite={canWrite} />
      <FailedSteps failover={failover} canWrite={canWrite} />
      <FailoverTimes failover={failover} />
      <GroupedSteps run={failover.run} />
      <Successors failover={failover} />
      <SourceTasks failover={failover} />
    </>
  );
}
