"use client";

import { BankSection } from "@/components/bank/bank-section";
import { Timeline } from "@/components/checkpoints/timeline";
import { ErrorState } from "@/components/error-state";
import { OpenFailovers } from "@/components/failover/open-failovers";
import { PageHeader } from "@/components/page-header";
import { PlanActions } from "@/components/plans/plan-actions";
import { PlanFindings } from "@/components/plans/plan-findings";
import { PlanHistory } from "@/components/plans/plan-history";
import { PlanMembers } from "@/components/plans/plan-members";
import { PlanRecovery } from "@/components/plans/plan-recovery";
import { PlanRuns } from "@/components/plans/plan-runs";
import { PlanSettings } from "@/components/plans/plan-settings";
import { PlanStats } from "@/components/plans/plan-stats";
import { usePlan } from "@/components/plans/use-plans";
import { failureOf } from "@/components/request";
import { PageCrumbs } from "@/components/shell/crumbs";
import { Skeleton } from "@/components/ui/skeleton";
import type { PlanDetail } from "@/lib/domain/plan";
import { selectionWords } from "@/lib/domain/plan-words";
import { formatNoun } from "@/lib/domain/format";

/** Everything about one plan, the verdict first. */
export function PlanPage({ planId, canWrite }: { planId: string; canWrite: boolean }) {
  const { data: plan, error, refetch, isFetching } = usePlan(planId);
  const failure = error ? (
    <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} className="mb-4" />
  ) : null;
  if (!plan) return failure ?? <Skeleton className="h-40 w-full" />;
  return (
    <>
      <PageCrumbs crumbs={[{ label: "Plans", href: "/plans" }, { label: plan.name }]} />
      <PageHeader
        title={plan.name}
        meta={<Meta plan={plan} />}
        actions={<PlanActions plan={plan} canWrite={canWrite} />}
      />
      {failure}
      <OpenFailovers planIds={[planId]} />
      <PlanFindings plan={plan} canWrite={canWrite} />
      <PlanStats plan={plan} />
      <Timeline planId={planId} />
      <PlanMembers plan={plan} />
      <PlanRuns planId={planId} />
      <PlanRecovery plan={plan} />
      <BankSection planId={planId} canWrite={canWrite} />
      <PlanSettings plan={plan} canWrite={canWrite} />
      <PlanHistory planId={planId} />
    </>
  );
}

function Meta({ plan }: { plan: PlanDetail }) {
  return (
    <>
      {plan.description ? <p className="text-ink">{plan.description}</p> : null}
      <p>
        {plan.scheduleText} · {formatNoun(plan.memberCount, "resource")}
        {plan.selection.by === "fixed" ? "" : ` by ${selectionWords(plan.selection)}`} · {plan.siteName}
        {plan.recoverySiteName ? ` → ${plan.recoverySiteName}` : ""}
      </p>
    </>
  );
}
