"use client";

import { useState } from "react";

import { plural } from "@/lib/domain/format";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { MarkerPages } from "@/components/marker-pages";
import { PageHeader } from "@/components/page-header";
import { failureOf } from "@/components/request";
import { ChosenBar } from "@/components/resources/chosen-bar";
import { KindTabs } from "@/components/resources/kind-tabs";
import { hrefOf, type ListAddress } from "@/components/resources/list-address";
import { columnsFor } from "@/components/resources/resource-columns";
import { ResourceFilter } from "@/components/resources/resource-filter";
import { kindWord } from "@/components/resources/resource-words";
import { useResources } from "@/components/resources/use-resources";
import { StaleNote } from "@/components/stale-note";
import { KIND_WORDS } from "@/lib/domain/plan-words";
import type { ResourcePage, ResourceQuery, ResourceRef } from "@/lib/domain/resource";

type ResourceListProps = {
  address: ListAddress;
  query: ResourceQuery;
  sites: readonly { id: string; name: string }[];
  canWrite: boolean;
};

/** What the project has at a site, and what of it no plan protects. */
export function ResourceList({ address, query, sites, canWrite }: ResourceListProps) {
  const { data, error, isFetching, refetch } = useResources(query);
  const [chosen, setChosen] = useState<readonly ResourceRef[]>([]);
  const siteName = sites.find(({ id }) => id === address.siteId)?.name ?? address.siteId;
  return (
    <>
      <PageHeader
        title={data ? finding(data, address) : "Resources"}
        meta={`What the project has at ${siteName}, and which plans protect it`}
      />
      <KindTabs address={address} />
      <ResourceFilter key={hrefOf({ ...address, trail: [] })} address={address} sites={sites} />
      {canWrite ? <ChosenBar siteId={address.siteId} chosen={chosen} onClear={() => setChosen([])} /> : null}
      <DataTable
        label={`${KIND_WORDS[address.kind].many} at ${siteName}`}
        columns={columnsFor(address.kind, canWrite)}
        rows={data?.rows}
        rowKey={(row) => row.id}
        failure={error ? failureOf(error) : null}
        onRetry={() => void refetch()}
        retrying={isFetching}
        selection={
          canWrite
            ? {
                selected: new Set(chosen.map(({ id }) => id)),
                onChange: (selected) => setChosen(newlyChosen(chosen, selected, data)),
              }
            : undefined
        }
        empty={<NothingHere address={address} siteName={siteName} />}
      />
      {data ? (
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <StaleNote seenAt={data.seenAt} refreshing={isFetching} onRefresh={() => void refetch()} />
          <MarkerPages
            trail={address.trail}
            nextMarker={data.nextMarker}
            total={data.total}
            noun={KIND_WORDS[address.kind].many}
            hrefFor={(trail) => hrefOf({ ...address, trail })}
          />
        </div>
      ) : null}
    </>
  );
}

/** What stays chosen over other pages and kinds, and what of this page is now chosen. */
function newlyChosen(
  before: readonly ResourceRef[],
  selected: ReadonlySet<string>,
  page: ResourcePage | undefined,
): ResourceRef[] {
  const stays = before.filter(({ id }) => selected.has(id));
  const known = new Set(stays.map(({ id }) => id));
  const added = (page?.rows ?? []).filter(({ id }) => selected.has(id) && !known.has(id));
  return [...stays, ...added.map(({ kind, id, name }) => ({ kind, id, name }))];
}

function finding({ rows, nextMarker }: ResourcePage, { kind, search, trail }: ListAddress): string {
  const open = rows.filter(({ protectedBy }) => protectedBy.length === 0).length;
  const whole = nextMarker === null && trail.length === 0 && search === "";
  if (rows.length === 0) return whole ? `No ${KIND_WORDS[kind].many}` : `No ${KIND_WORDS[kind].many} found`;
  const of = `${rows.length} ${kindWord(kind, rows.length)}${whole ? "" : " shown"}`;
  if (open === 0)
    return rows.length === 1
      ? `The ${KIND_WORDS[kind].one} ${whole ? "" : "shown "}is protected`
      : `All ${of} are protected`;
  if (open === rows.length)
    return rows.length === 1
      ? `The ${KIND_WORDS[kind].one} ${whole ? "" : "shown "}is not protected`
      : `None of the ${of} is protected`;
  return `${open} of ${of} ${plural(open, "is", "are")} not protected`;
}

function NothingHere({ address: { kind, search }, siteName }: { address: ListAddress; siteName: string }) {
  const words = KIND_WORDS[kind];
  if (search !== "")
    return (
      <EmptyState title={`No ${words.one} at ${siteName} is named like “${search}”.`}>
        Search for another part of the name, or look at the other site.
      </EmptyState>
    );
  return (
    <EmptyState
      title={`The project has no ${words.many} at ${siteName}.`}
    >{`Whatever is made there appears here by itself.`}</EmptyState>
  );
}
