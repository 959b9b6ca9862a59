"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";

import { addressOf } from "@/components/checkpoints/timeline/use-timeline";
import { chainWords, copiesWords, pointMark, tookWords } from "@/components/checkpoints/timeline/point-words";
import { useCheckpoints } from "@/components/checkpoints/use-checkpoints";
import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { formatCount, formatNoun } from "@/lib/domain/format";
import { Glyph } from "@/components/glyph";
import { PageHeader } from "@/components/page-header";
import { Size } from "@/components/quantity";
import { failureOf } from "@/components/request";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { toneInk } from "@/components/ui/badge";
import { NativeSelect } from "@/components/ui/native-select";
import { Pagination } from "@/components/ui/pagination";
import type { CheckpointView } from "@/lib/domain/checkpoint";
import { checkpointQuery, type CheckpointPage, type CheckpointQuery } from "@/lib/domain/checkpoint-page";
import { cn } from "@/lib/utils";

type Named = { id: string; name: string };
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
      <Filter query={query} plans={plans} sites={sites} filtered={filtered} />
      <DataTable
        label="Checkpoints of all plans"
        columns={sites.length > 1 ? columnsWith(sites) : columns}
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
          hrefFor={(page) => hrefFor({ ...query, page })}
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
  const held = `${formatCount(here)} ${here === 1 ? "checkpoint holds" : "checkpoints hold"} data`;
  return troubled === 0
    ? held
    : `${held}; ${formatNoun(troubled, "checkpoint")} of the last 24 h failed or ${troubled === 1 ? "is" : "are"} partial`;
}

const states: readonly (readonly [string, string])[] = [
  ["", "all states"],
  ["here", "hold data"],
  ["pinned", "kept on purpose"],
  ["usable", "usable"],
  ["partial", "partial"],
  ["failed", "failed"],
  ["running", "running"],
  ["expiring", "expiring"],
  ["expired", "expired"],
];

function Filter({ query, plans, sites, filtered }: CheckpointListProps & { filtered: boolean }) {
  const router = useRouter();
  const go = (change: Partial<CheckpointQuery>) =>
    router.replace(hrefFor({ ...query, ...change, page: 1 }), { scroll: false });
  return (
    <form
      role="search"
      aria-label="Filter checkpoints"
      className="mb-3 flex flex-wrap gap-2"
      onSubmit={(event) => event.preventDefault()}
    >
      <div className="w-44">
        <NativeSelect
          aria-label="Plan"
          value={query.planId ?? ""}
          onChange={(event) => go({ planId: event.target.value || null })}
        >
          <option value="">all plans</option>
          {plans.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect>
      </div>
      <div className="w-40">
        <NativeSelect
          aria-label="State"
          value={query.state ?? ""}
          onChange={(event) => go({ state: checkpointQuery.shape.state.catch(null).parse(event.target.value || null) })}
        >
          {states.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </NativeSelect>
      </div>
      {sites.length > 1 ? (
        <div className="w-40">
          <NativeSelect
            aria-label="Site"
            value={query.siteId ?? ""}
            onChange={(event) => go({ siteId: event.target.value || null })}
          >
            <option value="">all sites</option>
            {sites.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </div>
      ) : null}
      {filtered ? (
        <Button variant="ghost" onClick={() => go({ planId: null, siteId: null, state: null })}>
          Clear filter
        </Button>
      ) : null}
    </form>
  );
}

function hrefFor({ page, ...filter }: CheckpointQuery): string {
  const address = addressOf({ ...filter, page: page > 1 ? page : null });
  return address === "" ? "/checkpoints" : `/checkpoints?${address}`;
}

const columns: readonly Column<CheckpointView>[] = [
  { id: "captured", header: "Captured", title: true, cell: (row) => <Captured row={row} /> },
  {
    id: "plan",
    header: "Plan",
    cell: (row) => (
      <Link href={`/plans/${row.planId}`} className="quiet-link">
        {row.planName}
      </Link>
    ),
  },
  { id: "state", header: "State", cell: (row) => <State row={row} /> },
  {
    id: "resources",
    header: "Resources",
    align: "end",
    mono: true,
    cell: (row) => `${row.capturedCount} of ${row.memberCount}`,
  },
  { id: "consistency", header: "Consistency", cell: (row) => row.consistency ?? "–" },
  { id: "copies", header: "Copies", cell: (row) => <span className="whitespace-nowrap">{copiesWords(row)}</span> },
  { id: "size", header: "Size", align: "end", cell: (row) => <Size gib={row.sizeGiB} /> },
  {
    id: "took",
    header: "Took",
    align: "end",
    mono: true,
    cell: (row) => <span className="whitespace-nowrap">{tookWords(row)}</span>,
  },
  { id: "chain", header: "Chain", cell: (row) => <span className="whitespace-nowrap">{chainWords(row)}</span> },
];

function columnsWith(sites: readonly Named[]): readonly Column<CheckpointView>[] {
  const names = new Map(sites.map(({ id, name }) => [id, name]));
  const site: Column<CheckpointView> = {
    id: "site",
    header: "Site",
    cell: (row) => names.get(row.siteId) ?? row.siteId,
  };
  return [...columns.slice(0, 2), site, ...columns.slice(2)];
}

function Captured({ row }: { row: CheckpointView }) {
  return (
    <Link href={`/checkpoints/${row.id}`} className="quiet-link">
      <Time at={row.capturedAt ?? row.createdAt} style="datetime-seconds" />
    </Link>
  );
}

function State({ row }: { row: CheckpointView }) {
  const mark = pointMark(row);
  const cause = row.state === "usable" || row.state === "expired" ? null : row.cause;
  return (
    <span className={cn("inline-flex items-baseline gap-1.5", toneInk[mark.tone])}>
      <Glyph shape={mark.shape} className="size-2.5 self-center" />
      <span className="line-clamp-2" title={cause ?? undefined}>
        {mark.word}
        {cause ? `: ${cause}` : ""}
      </span>
    </span>
  );
}
