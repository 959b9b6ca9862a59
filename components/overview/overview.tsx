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
import { overviewView, type OverviewView } from "@/lib/domain/overview";
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
        title={findingOf(data)}
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

const NUMBERS = [
  "No",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
  "Eleven",
  "Twelve",
] as const;
const upper = (count: number) => NUMBERS[count] ?? formatCount(count);
const lower = (count: number) => upper(count).toLowerCase();

/** "Two of six plans would not keep their promise now" */
export function findingOf({ brokenTotal, planTotal }: Pick<OverviewView, "brokenTotal" | "planTotal">): string {
  if (planTotal === 1)
    return brokenTotal === 0 ? "The plan would keep its promise now" : "The plan would not keep its promise now";
  if (planTotal === 2 && brokenTotal !== 1)
    return brokenTotal === 0
      ? "Both plans would keep their promise now"
      : "Neither of the two plans would keep its promise now";
  if (brokenTotal === 0) return `All ${lower(planTotal)} plans would keep their promise now`;
  if (brokenTotal === planTotal) return `None of the ${lower(planTotal)} plans would keep its promise now`;
  return `${upper(brokenTotal)} of ${lower(planTotal)} plans would not keep ${brokenTotal === 1 ? "its" : "their"} promise now`;
}
