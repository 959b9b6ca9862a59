"use client";

import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { History } from "@/components/recovery-list/history";
import { PlanRows } from "@/components/recovery-list/plan-rows";
import { recoveryHref, useRecoveryList } from "@/components/recovery-list/use-recovery-list";
import { RtaTrend } from "@/components/recovery-list/rta-trend";
import { failureOf } from "@/components/request";
import { PageCrumbs } from "@/components/shell/crumbs";
import { Button } from "@/components/ui/button";
import { Pagination } from "@/components/ui/pagination";
import { Skeleton } from "@/components/ui/skeleton";
import { RECOVERY_PAGE_SIZE, type RecoveryList, type RecoveryQuery } from "@/lib/domain/recovery-list";
import { formatNoun, plural } from "@/lib/domain/format";
import Link from "next/link";

/** Which plans could go where, whether that was tried, and how long it took. */
export function RecoveryPage({ query, canWrite }: { query: RecoveryQuery; canWrite: boolean }) {
  const { data, error, refetch, isFetching } = useRecoveryList(query);
  return (
    <>
      <PageCrumbs crumbs={[{ label: "Recovery", href: "/recovery" }]} />
      <PageHeader title={data ? findingOf(data) : "Recovery"} meta={data ? metaOf(data) : null} />
      {error ? (
        <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} className="mb-3" />
      ) : null}
      {data ? <Lists list={data} query={query} canWrite={canWrite} /> : null}
      {data || error ? null : <Skeleton className="h-40 w-full" />}
    </>
  );
}

function Lists({ list, query, canWrite }: { list: RecoveryList; query: RecoveryQuery; canWrite: boolean }) {
  if (list.planTotal === 0 && list.historyTotal === 0)
    return (
      <EmptyState
        title="There is no plan yet."
        actions={
          canWrite ? (
            <Button asChild variant="default">
              <Link href="/plans/new">New plan</Link>
            </Button>
          ) : null
        }
      >
        A plan with a recovery site can be drilled and failed over from here.
      </EmptyState>
    );
  return (
    <>
      <PlanRows plans={list.plans} canWrite={canWrite} />
      <Pagination
        page={query.page}
        pageSize={RECOVERY_PAGE_SIZE}
        total={list.planTotal}
        noun="plans"
        hrefFor={(page) => recoveryHref({ ...query, page })}
      />
      <RtaTrend events={list.trend} />
      <History list={list} query={query} />
    </>
  );
}

/** What a person must know first: what is open, else what was never tried. */
function findingOf({ plans, planTotal, readyTotal }: RecoveryList): string {
  const open = plans.flatMap((plan) => plan.open);
  const failovers = open.filter(({ purpose }) => purpose === "real").length;
  const drills = open.length - failovers;
  if (failovers > 0) return `${formatNoun(failovers, "failover")} ${plural(failovers, "is", "are")} open`;
  if (drills > 0) return `${formatNoun(drills, "drill")} ${plural(drills, "stands", "stand")}`;
  const untried = plans.filter(({ toName, lastDrill }) => toName !== null && lastDrill === null).length;
  if (planTotal === 0) return "Recovery";
  if (readyTotal === 0) return "No plan could be recovered at another site";
  if (untried > 0) return `${formatNoun(untried, "plan")} ${plural(untried, "was", "were")} never drilled`;
  return `${formatNoun(readyTotal, "plan")} could be recovered at another site`;
}

function metaOf({ planTotal, readyTotal }: RecoveryList): string {
  return `${readyTotal} of ${formatNoun(planTotal, "plan")} ${plural(readyTotal, "has", "have")} a recovery site`;
}
