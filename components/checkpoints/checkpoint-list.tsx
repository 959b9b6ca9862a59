"use client";

import Link from "next/link";

import { checkpointColumns, type Named } from "@/components/checkpoints/checkpoint-columns";
import { CheckpointFilter } from "@/components/checkpoints/checkpoint-filter";
import { checkpointsHref, useCheckpoints } from "@/components/checkpoints/use-checkpoints";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { formatNoun, plural } from "@/lib/domain/format";
import { PageHeader } from "@/components/page-header";
import { failureOf } from "@/components/request";
import { Button } from "@/components/ui/button";
import { Pagination } from "@/components/ui/pagination";
import type { CheckpointPage, CheckpointQuery } from "@/lib/domain/checkpoint-page";

type CheckpointListProps = { query: CheckpointQuery; plans: readonly Named[]; sites: readonly Named[] };

/** The project's checkpoints over all its plans; the filter stands in the address. */
export function CheckpointList({ query, plans, sites }: CheckpointListProps) {
  const checkpoints = useCheckpoints(query);
  const filtered = query.planId !== null || query.siteId !== null || query.state !== null;
  return (
    <>
      <PageHeader
        title={findingOf(checkpoints.data)}
        meta="Every point of every plan of the project, newest first. A plan's own page shows them as a timeline."
      />
      <CheckpointFilter query={query} plans={plans} sites={sites} filtered={filtered} />
      <DataTable
        label="Checkpoints of all plans"
        columns={checkpointColumns(sites)}
        rows={checkpoints.data?.rows}
        rowKey={(row) => row.id}
        failure={checkpoints.error ? failureOf(checkpoints.error) : null}
        onRetry={() => void checkpoints.refetch()}
        retrying={checkpoints.isFetching}
        empty={
          filtered ? (
            <EmptyState title="No checkpoint fits this filter.">Widen it to see more.</EmptyState>
          ) : (
            <EmptyState title="No checkpoint was ever taken." actions={<NewPlan none={plans.length === 0} />}>
              A plan takes them by its schedule, or at once by hand.
            </EmptyState>
          )
        }
      />
      {checkpoints.data ? (
        <Pagination
          page={query.page}
          pageSize={checkpoints.data.pageSize}
          total={checkpoints.data.total}
          noun="checkpoints"
          hrefFor={(page) => checkpointsHref({ ...query, page })}
        />
      ) : null}
    </>
  );
}

function NewPlan({ none }: { none: boolean }) {
  return (
    <Button variant="default" asChild>
      <Link href={none ? "/plans/new" : "/plans"}>{none ? "Make the first plan" : "Go to the plans"}</Link>
    </Button>
  );
}

function findingOf(page: CheckpointPage | undefined): string {
  if (!page) return "Checkpoints";
  const { here, troubled } = page.counts;
  if (here === 0) return "There is no checkpoint to restore from";
  const held = `${formatNoun(here, "checkpoint holds", "checkpoints hold")} data`;
  return troubled === 0
    ? held
    : `${held}; ${formatNoun(troubled, "checkpoint")} of the last 24 h failed or ${plural(troubled, "is", "are")} partial`;
}
