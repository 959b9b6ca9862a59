"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";

import { ErrorState } from "@/components/error-state";
import { formatCount } from "@/lib/domain/format";
import { FirstSteps } from "@/components/overview/first-steps";
import { NeedList } from "@/components/overview/need-list";
import { NextRuns } from "@/components/overview/next-runs";
import { OverviewStats } from "@/components/overview/overview-stats";
import { PageHeader } from "@/components/page-header";
import { PlanTable } from "@/components/plans/plan-table";
import { failureOf, getJson } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { Time } from "@/components/time";
import { overviewView } from "@/lib/domain/overview";
import { promiseFinding } from "@/lib/domain/promise-finding";
import { queryKeys } from "@/lib/query-keys";

const EVERY_MS = 15_000;

/** What would be lost now, what needs a person, which plans are worst, what comes next. */
export function Overview() {
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.overview(),
    queryFn: ({ signal }) => getJson("/api/overview", overviewView, signal),
    refetchInterval: EVERY_MS,
  });
  const failed = error ? (
    <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} className="mb-3" />
  ) : null;
  if (!data) return failed;
  if (data.planTotal === 0) {
    return (
      <>
        {failed}
        <FirstSteps overview={data} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={promiseFinding({ broken: data.brokenTotal, total: data.planTotal })}
        meta={
          <>
            Project {data.projectName} · as of <Time at={data.asOf} style="time-seconds" />,{" "}
            {failed ? "not live" : "live"}
          </>
        }
      />
      {failed}
      <OverviewStats overview={data} />
      <NeedList needs={data.needs} />
      <SectionHeading
        note={
          data.planTotal > data.plans.length ? (
            <>
              the {data.plans.length} worst of {formatCount(data.planTotal)},{" "}
              <Link href="/plans" className="quiet-link">
                all plans
              </Link>
            </>
          ) : (
            "worst first"
          )
        }
      >
        Plans
      </SectionHeading>
      <PlanTable plans={data.plans} empty={null} />
      <NextRuns runs={data.nextRuns} total={data.nextRunsTotal} />
    </>
  );
}
