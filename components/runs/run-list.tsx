"use client";

import { EmptyState } from "@/components/empty-state";
import { failureOf } from "@/components/request";
import { RunFilter } from "@/components/runs/run-filter";
import { RunTable } from "@/components/runs/run-table";
import { runsHref, useRuns } from "@/components/runs/use-run";
import { Pagination } from "@/components/ui/pagination";
import { RUN_PAGE_SIZE, type RunQuery } from "@/lib/domain/run";

/** The project's runs; the filter stands in the address. */
export function RunList({ query, isAdmin }: { query: RunQuery; isAdmin: boolean }) {
  const runs = useRuns(query);
  const filtered = query.search !== "" || query.state !== null || query.kind !== null || query.planId !== null;
  return (
    <>
      <RunFilter query={query} filtered={filtered} isAdmin={isAdmin} />
      <RunTable
        label="Runs"
        showProject={query.allProjects}
        runs={runs.data?.rows}
        failure={runs.error ? failureOf(runs.error) : null}
        onRetry={() => void runs.refetch()}
        retrying={runs.isFetching}
        empty={
          filtered ? (
            <EmptyState title="No run fits this filter.">Widen it to see more.</EmptyState>
          ) : (
            <EmptyState title="Nothing has run yet.">
              Each checkpoint, restore and expiry will be listed here, step by step.
            </EmptyState>
          )
        }
      />
      {runs.data ? (
        <Pagination
          page={query.page}
          pageSize={RUN_PAGE_SIZE}
          total={runs.data.total}
          noun="runs"
          hrefFor={(page) => runsHref({ ...query, page })}
        />
      ) : null}
    </>
  );
}
