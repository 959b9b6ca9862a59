"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { EmptyState } from "@/components/empty-state";
import { FilterBar, FilterText } from "@/components/filter-bar";
import { PageHeader } from "@/components/page-header";
import { NoPlansYet } from "@/components/plans/no-plans-yet";
import { PlanTable } from "@/components/plans/plan-table";
import { usePlans } from "@/components/plans/use-plans";
import { failureOf } from "@/components/request";
import { WriteButton } from "@/components/runs/write-button";
import { Button } from "@/components/ui/button";
import { Pagination } from "@/components/ui/pagination";
import { formatNoun } from "@/lib/domain/format";
import type { PlanPage, PlanQuery } from "@/lib/domain/plan-page";
import { promiseFinding } from "@/lib/domain/promise-finding";

/** The project's plans, worst first; the first line is the finding. */
export function PlanList({ query, canWrite }: { query: PlanQuery; canWrite: boolean }) {
  const router = useRouter();
  const { data, error, isFetching, refetch } = usePlans(query);
  if (data?.projectTotal === 0) return <NoPlansYet canWrite={canWrite} />;
  return (
    <>
      <PageHeader
        title={data ? finding(data, query) : "Plans"}
        meta="Worst first: what would be lost now, against what is allowed"
        actions={
          <>
            <WriteButton canWrite={canWrite} onClick={() => router.push("/plans/import")}>
              Import…
            </WriteButton>
            <WriteButton canWrite={canWrite} variant="default" onClick={() => router.push("/plans/new")}>
              New plan
            </WriteButton>
          </>
        }
      />
      {query.search !== "" || (data?.projectTotal ?? 0) > 8 ? <Search query={query} /> : null}
      <PlanTable
        plans={data?.rows}
        failure={error ? failureOf(error) : null}
        onRetry={() => void refetch()}
        retrying={isFetching}
        empty={
          <EmptyState
            title={query.search === "" ? "There is no such page." : `No plan is named like “${query.search}”.`}
            actions={<Button onClick={() => router.push("/plans")}>Show all plans</Button>}
          />
        }
      />
      {data ? (
        <Pagination
          page={query.page}
          pageSize={data.pageSize}
          total={data.total}
          noun="plans"
          hrefFor={(page) => hrefFor({ ...query, page })}
        />
      ) : null}
      <p className="mt-3 text-xs text-ink-3">
        <Link href="/resources" className="quiet-link">
          Resources
        </Link>{" "}
        shows what no plan protects.
      </p>
    </>
  );
}

function Search({ query }: { query: PlanQuery }) {
  const router = useRouter();
  const [search, setSearch] = useState(query.search);
  const go = (wanted: string) => router.replace(hrefFor({ search: wanted, page: 1 }), { scroll: false });
  const showAll = () => {
    setSearch("");
    go("");
  };
  return (
    <FilterBar label="Search plans" onSearch={() => go(search.trim())} onShowAll={query.search === "" ? null : showAll}>
      <FilterText label="Part of the name or description" value={search} onChange={setSearch} />
    </FilterBar>
  );
}

function hrefFor({ search, page }: PlanQuery): string {
  const text = new URLSearchParams({
    ...(search ? { search } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  }).toString();
  return text === "" ? "/plans" : `/plans?${text}`;
}

function finding({ total, brokenTotal }: PlanPage, { search }: PlanQuery): string {
  if (search !== "") return `${formatNoun(total, "plan")} for “${search}”`;
  return promiseFinding({ broken: brokenTotal, total });
}
