import type { Metadata } from "next";
import { Hydrate } from "@/components/hydrate";
import { PlanList } from "@/components/plans/plan-list";
import { planQuery } from "@/lib/domain/plan-page";
import { queryKeys } from "@/lib/query-keys";
import { listPlans } from "@/lib/server/plans/queries";
import { canWrite } from "@/lib/server/plans/rights";
import { parseQuery } from "@/lib/server/query";

export const metadata: Metadata = { title: "Plans" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PlansPage({ searchParams }: Props) {
  const { search, page } = await searchParams;
  const parsed = parseQuery(planQuery, { ...(search ? { search } : {}), ...(page ? { page } : {}) });
  const query = parsed.success ? parsed.data : planQuery.parse({});
  const [plans, writable] = await Promise.all([listPlans(query), canWrite()]);
  return (
    <Hydrate seeds={[[queryKeys.plans(query), plans]]}>
      <PlanList key={JSON.stringify(query)} query={query} canWrite={writable} />
    </Hydrate>
  );
}
