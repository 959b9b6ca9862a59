import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Hydrate } from "@/components/hydrate";
import { PlanPage } from "@/components/plans/plan-page";
import { AppError } from "@/lib/domain/errors";
import { runQuery } from "@/lib/domain/run";
import { queryKeys } from "@/lib/query-keys";
import { getPlan, planHistory } from "@/lib/server/plans/queries";
import { canWrite } from "@/lib/server/plans/rights";
import { listRuns } from "@/lib/server/runs/queries";

export const metadata: Metadata = { title: "Plan" };

type Props = { params: Promise<{ planId: string }> };

export default async function PlanDetailPage({ params }: Props) {
  const { planId } = await params;
  const runs = runQuery.parse({ planId });
  const [plan, history, recent, writable] = await orNotFound(
    Promise.all([getPlan(planId), planHistory(planId), listRuns(runs), canWrite()]),
  );
  const seeds = [
    [queryKeys.plan(planId), plan],
    [queryKeys.planHistory(planId), { pages: [history], pageParams: [null] }],
    [queryKeys.runs(runs), recent],
  ] as const;
  return (
    <Hydrate seeds={seeds}>
      <PlanPage planId={planId} canWrite={writable} />
    </Hydrate>
  );
}

async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  }
}
