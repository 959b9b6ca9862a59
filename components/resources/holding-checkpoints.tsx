"use client";

import Link from "next/link";

import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { formatNoun } from "@/lib/domain/format";
import { None, Size } from "@/components/quantity";
import { failureOf } from "@/components/request";
import { resourceHref } from "@/components/resources/resource-words";
import { useHolding } from "@/components/resources/use-resources";
import { SectionHeading } from "@/components/section-heading";
import { StatusText } from "@/components/status-badge";
import { Time, TimeAgo } from "@/components/time";
import { Pagination } from "@/components/ui/pagination";
import type { HoldingCheckpoint, HoldingQuery } from "@/lib/domain/resource-page";

const columns: readonly Column<HoldingCheckpoint>[] = [
  {
    id: "captured",
    header: "Captured",
    title: true,
    cell: (row) => (
      <Link prefetch={false} href={`/checkpoints/${row.checkpointId}`} className="quiet-link">
        <Time at={row.capturedAt ?? row.createdAt} />
      </Link>
    ),
  },
  { id: "age", header: "Age", cell: (row) => <TimeAgo at={row.capturedAt ?? row.createdAt} className="text-ink-2" /> },
  { id: "state", header: "State", cell: (row) => <StatusText kind="checkpoint" state={row.state} /> },
  {
    id: "plan",
    header: "Plan",
    cell: (row) => (
      <Link prefetch={false} href={`/plans/${row.planId}`} className="quiet-link">
        {row.planName}
      </Link>
    ),
  },
  { id: "size", header: "Size", align: "end", cell: (row) => <Size gib={row.sizeGiB} /> },
  {
    id: "restore",
    header: "Restore",
    cell: (row) =>
      row.restorable ? (
        <Link
          prefetch={false}
          href={`/checkpoints/${row.checkpointId}/restore`}
          aria-label={`Restore from the checkpoint of ${row.capturedAt ?? row.createdAt}`}
          className="quiet-link"
        >
          Restore
        </Link>
      ) : (
        <None label="not restorable now" />
      ),
  },
];

/** From which checkpoints the resource could come back, newest first. */
export function HoldingCheckpoints({ query, name }: { query: HoldingQuery; name: string }) {
  const { data, error, isFetching, refetch } = useHolding(query);
  const href = resourceHref(query);
  return (
    <section aria-labelledby="checkpoints">
      <SectionHeading
        id="checkpoints"
        note={data?.total ? `${formatNoun(data.total, "checkpoint")}, newest first` : undefined}
      >
        Checkpoints that hold it
      </SectionHeading>
      <DataTable
        label={`Checkpoints that hold ${name}`}
        columns={columns}
        rows={data?.rows}
        rowKey={(row) => row.checkpointId}
        failure={error ? failureOf(error) : null}
        onRetry={() => void refetch()}
        retrying={isFetching}
        skeletonRows={3}
        empty={
          <EmptyState title="No checkpoint holds it.">
            A plan that protects it takes one at each of its times.
          </EmptyState>
        }
      />
      {data ? (
        <Pagination
          page={data.page}
          pageSize={data.pageSize}
          total={data.total}
          noun="checkpoints"
          hrefFor={(page) => `${href}&page=${page}`}
        />
      ) : null}
    </section>
  );
}
