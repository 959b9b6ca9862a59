"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { ErrorState } from "@/components/error-state";
import { failureOf, getJson } from "@/components/request";
import { StaleNote } from "@/components/stale-note";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Skeleton } from "@/components/ui/skeleton";
import { KIND_WORDS } from "@/lib/domain/plan-words";
import { resourcePage, type ResourceKind, type ResourceRef, type ResourceView } from "@/lib/domain/resource";

const PAGE = 10;

type Search = { siteId: string; kind: ResourceKind; search: string };
type FoundResourcesProps = Search & {
  isChosen: (ref: ResourceRef) => boolean;
  onToggle: (ref: ResourceRef) => void;
};

/** A page of what the search finds. */
export function FoundResources({ isChosen, onToggle, ...search }: FoundResourcesProps) {
  // The way back through pages that only know their next one.
  const [markers, setMarkers] = useState<(string | null)[]>([null]);
  const { data, error, isFetching, refetch } = useFound(search, markers.at(-1) ?? null);
  if (error && !data)
    return <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <LoadingRows />;
  const { many } = KIND_WORDS[search.kind];
  return (
    <div aria-busy={isFetching} className="grid gap-1">
      {data.rows.length === 0 ? (
        <Nothing {...search} />
      ) : (
        <ul aria-label={`${many} found`} className="rounded-md border border-line">
          {data.rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              checked={isChosen(row)}
              onToggle={() => onToggle({ kind: row.kind, id: row.id, name: row.name })}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <StaleNote seenAt={data.seenAt} refreshing={isFetching || !data.live} />
        <Pages markers={markers} next={data.nextMarker} onChange={setMarkers} />
      </div>
    </div>
  );
}

function useFound({ siteId, kind, search }: Search, marker: string | null) {
  const query = new URLSearchParams({
    siteId,
    kind,
    search,
    limit: String(PAGE),
    ...(marker === null ? {} : { marker }),
  });
  return useQuery({
    queryKey: ["plan-picker", siteId, kind, search, marker],
    queryFn: ({ signal }) => getJson(`/api/resources?${query}`, resourcePage, signal),
    enabled: siteId !== "",
    placeholderData: keepPreviousData,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.live === false ? 2_000 : false),
  });
}

function Nothing({ kind, search }: Search) {
  const { one, many } = KIND_WORDS[kind];
  return (
    <p className="rounded-md border border-line px-3 py-3 text-ink-2">
      {search === "" ? `The project has no ${many} at this site.` : `No ${one} here is named like “${search}”.`}
    </p>
  );
}

type PagesProps = {
  markers: (string | null)[];
  next: string | null;
  onChange: (markers: (string | null)[]) => void;
};

function Pages({ markers, next, onChange }: PagesProps) {
  if (markers.length === 1 && next === null) return null;
  return (
    <span className="flex gap-2">
      <Button size="sm" disabled={markers.length === 1} onClick={() => onChange(markers.slice(0, -1))}>
        Previous
      </Button>
      <Button size="sm" disabled={next === null} onClick={() => onChange([...markers, next])}>
        Next
      </Button>
    </span>
  );
}

function Row({ row, checked, onToggle }: { row: ResourceView; checked: boolean; onToggle: () => void }) {
  const id = `pick-${row.id}`;
  const others = row.protectedBy.map(({ planName }) => planName);
  return (
    <li className="border-b border-line-soft last:border-b-0">
      <label htmlFor={id} className="flex min-h-8 items-center gap-2.5 px-3 py-1.5 hover:bg-subtle">
        <Checkbox id={id} checked={checked} onCheckedChange={onToggle} />
        <span className="min-w-0 flex-1 truncate">
          {row.name || row.id} <span className="text-xs text-ink-3">{row.status.toLowerCase()}</span>
        </span>
        <span className="truncate text-xs text-ink-3">
          {others.length === 0 ? "in no plan" : `in ${others.join(", ")}`}
        </span>
        {row.sizeGiB === null ? null : <span className="figures text-xs text-ink-2">{row.sizeGiB} GiB</span>}
      </label>
    </li>
  );
}

function LoadingRows() {
  return (
    <div role="status" aria-label="Asking the site" className="grid gap-2 rounded-md border border-line p-3">
      {[1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="h-4 w-full max-w-96" />
      ))}
    </div>
  );
}
