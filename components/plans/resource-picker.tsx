"use client";

import { useState } from "react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { ErrorState } from "@/components/error-state";
import { StaleNote } from "@/components/stale-note";
import { useSettled } from "@/components/plans/use-settled";
import { failureOf, getJson } from "@/components/request";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Skeleton } from "@/components/ui/skeleton";
import { KIND_WORDS } from "@/lib/domain/plan-words";
import {
  RESOURCE_KINDS,
  resourcePage,
  type ResourceKind,
  type ResourceRef,
  type ResourceView,
} from "@/lib/domain/resource";

type ResourcePickerProps = { siteId: string; chosen: ResourceRef[]; onChange: (chosen: ResourceRef[]) => void };

const PAGE = 10;
const sameAs = (ref: ResourceRef) => (other: ResourceRef) => other.kind === ref.kind && other.id === ref.id;

/** Resources by name, from the project's inventory: searched and paged by the server. */
export function ResourcePicker({ siteId, chosen, onChange }: ResourcePickerProps) {
  const [kind, setKind] = useState<ResourceKind>("OS::Nova::Server");
  const [search, setSearch] = useState("");
  const settled = useSettled(search);
  const toggle = (ref: ResourceRef) =>
    onChange(chosen.some(sameAs(ref)) ? chosen.filter((other) => !sameAs(ref)(other)) : [...chosen, ref]);
  return (
    <div className="grid gap-3">
      <Chosen chosen={chosen} onRemove={toggle} />
      <div className="flex flex-wrap gap-2">
        <NativeSelect
          aria-label="Kind"
          value={kind}
          onChange={(event) => setKind(RESOURCE_KINDS.find((known) => known === event.target.value) ?? kind)}
          className="w-36"
        >
          {RESOURCE_KINDS.map((known) => (
            <option key={known} value={known}>
              {KIND_WORDS[known].many}
            </option>
          ))}
        </NativeSelect>
        <Input
          type="search"
          aria-label={`Search ${KIND_WORDS[kind].many}`}
          placeholder={`Search ${KIND_WORDS[kind].many} by name`}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="max-w-72 flex-1"
        />
      </div>
      <Found
        key={`${siteId}/${kind}/${settled}`}
        siteId={siteId}
        kind={kind}
        search={settled}
        chosen={chosen}
        onToggle={toggle}
      />
    </div>
  );
}

function Chosen({ chosen, onRemove }: { chosen: ResourceRef[]; onRemove: (ref: ResourceRef) => void }) {
  if (chosen.length === 0) return <p className="text-ink-3">None chosen yet.</p>;
  return (
    <ul aria-label="Chosen resources" className="flex flex-wrap gap-1.5">
      {chosen.map((ref) => (
        <li
          key={`${ref.kind}/${ref.id}`}
          className="flex max-w-full items-center gap-1.5 rounded-md border border-line py-0.5 pr-0.5 pl-2"
        >
          <span className="min-w-0 truncate">{ref.name || ref.id}</span>
          <span className="text-xs text-ink-3">{KIND_WORDS[ref.kind].one}</span>
          <Button
            size="icon-sm"
            variant="ghost"
            className="size-6"
            aria-label={`Take ${ref.name || ref.id} out`}
            onClick={() => onRemove(ref)}
          >
            <X aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}

type FoundProps = {
  siteId: string;
  kind: ResourceKind;
  search: string;
  chosen: ResourceRef[];
  onToggle: (ref: ResourceRef) => void;
};

function Found({ siteId, kind, search, chosen, onToggle }: FoundProps) {
  // The way back through pages that only know their next one.
  const [markers, setMarkers] = useState<(string | null)[]>([null]);
  const marker = markers.at(-1) ?? null;
  const query = new URLSearchParams({
    siteId,
    kind,
    search,
    limit: String(PAGE),
    ...(marker === null ? {} : { marker }),
  });
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["plan-picker", siteId, kind, search, marker],
    queryFn: ({ signal }) => getJson(`/api/resources?${query}`, resourcePage, signal),
    enabled: siteId !== "",
    placeholderData: keepPreviousData,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.live === false ? 2_000 : false),
  });
  if (error && !data)
    return <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <LoadingRows />;
  const words = KIND_WORDS[kind];
  return (
    <div aria-busy={isFetching} className="grid gap-1">
      {data.rows.length === 0 ? (
        <p className="rounded-md border border-line px-3 py-3 text-ink-2">
          {search === ""
            ? `The project has no ${words.many} at this site.`
            : `No ${words.one} here is named like “${search}”.`}
        </p>
      ) : (
        <ul aria-label={`${words.many} found`} className="rounded-md border border-line">
          {data.rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              checked={chosen.some(sameAs(row))}
              onToggle={() => onToggle({ kind: row.kind, id: row.id, name: row.name })}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <StaleNote seenAt={data.seenAt} refreshing={isFetching || !data.live} />
        {markers.length > 1 || data.nextMarker !== null ? (
          <span className="flex gap-2">
            <Button size="sm" disabled={markers.length === 1} onClick={() => setMarkers(markers.slice(0, -1))}>
              Previous
            </Button>
            <Button
              size="sm"
              disabled={data.nextMarker === null}
              onClick={() => setMarkers([...markers, data.nextMarker])}
            >
              Next
            </Button>
          </span>
        ) : null}
      </div>
    </div>
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
