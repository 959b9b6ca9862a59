"use client";

import { Callout } from "@/components/callout";
import { CopyId } from "@/components/copy-id";
import { ErrorState } from "@/components/error-state";
import { OpenFailovers } from "@/components/failover/open-failovers";
import { Facts } from "@/components/facts";
import { PageHeader } from "@/components/page-header";
import { Size } from "@/components/quantity";
import { failureOf } from "@/components/request";
import { HoldingCheckpoints } from "@/components/resources/holding-checkpoints";
import { Protection } from "@/components/resources/protection";
import { ResourceParts } from "@/components/resources/resource-parts";
import { ResourceStatus } from "@/components/resources/resource-status";
import { useResource } from "@/components/resources/use-resources";
import { SectionHeading } from "@/components/section-heading";
import { PageCrumbs } from "@/components/shell/crumbs";
import { StaleNote } from "@/components/stale-note";
import { Time } from "@/components/time";
import { Skeleton } from "@/components/ui/skeleton";
import { KIND_WORDS } from "@/lib/domain/plan-words";
import type { ResourceView } from "@/lib/domain/resource";
import { KIND_SLUGS, type ResourceDetail, type ResourceDetailQuery } from "@/lib/domain/resource-page";

type ResourcePageProps = { query: ResourceDetailQuery; siteName: string; canWrite: boolean; checkpointPage: number };

/** One resource: how it is, what it stands on, what protects it, and from where it could come back. */
export function ResourcePage({ query, siteName, canWrite, checkpointPage }: ResourcePageProps) {
  const { data, error, isFetching, refetch } = useResource(query);
  const words = KIND_WORDS[query.kind];
  const name = data?.resource.name ?? query.id;
  return (
    <>
      <PageCrumbs
        crumbs={[
          { label: "Resources", href: "/resources" },
          { label: capital(words.many), href: `/resources?kind=${KIND_SLUGS[query.kind]}&site=${query.siteId}` },
          { label: name },
        ]}
      />
      <PageHeader
        title={<span className="break-words">{name}</span>}
        meta={<Meta data={data} kind={words.one} siteName={siteName} canWrite={canWrite} />}
      />
      {error ? (
        <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} className="mb-3" />
      ) : null}
      <OpenFailovers planIds={data?.resource.protectedBy.map(({ planId }) => planId) ?? []} resourceId={query.id} />
      {data ? <StaleNote seenAt={data.seenAt} refreshing={isFetching} onRefresh={() => void refetch()} /> : null}
      {data ? <Body data={data} failed={error !== null} /> : null}
      {data || error ? null : <Loading />}
      <HoldingCheckpoints query={{ ...query, page: checkpointPage }} name={name} />
    </>
  );
}

function Meta({
  data,
  kind,
  siteName,
  canWrite,
}: {
  data: ResourceDetail | undefined;
  kind: string;
  siteName: string;
  canWrite: boolean;
}) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {data ? <ResourceStatus status={data.resource.status} /> : null}
      <span>
        {kind} at {siteName}
      </span>
      {data ? <Protection resource={data.resource} canWrite={canWrite} /> : null}
    </span>
  );
}

function Body({ data: { resource, parts }, failed }: { data: ResourceDetail; failed: boolean }) {
  return (
    <>
      <section aria-labelledby="known">
        <SectionHeading id="known">What is known</SectionHeading>
        <Facts facts={factsOf(resource)} className="max-w-3xl" />
      </section>
      <section aria-labelledby="stands-on">
        <SectionHeading
          id="stands-on"
          note={resource.kind === "OS::Nova::Server" ? "what a faithful rebuild needs" : undefined}
        >
          {resource.kind === "OS::Cinder::Volume" ? "Attached to" : "Stands on"}
        </SectionHeading>
        {parts ? (
          <ResourceParts resource={resource} parts={parts} />
        ) : failed ? (
          <Callout tone="idle">Only its row in the list is known so far.</Callout>
        ) : (
          <Loading />
        )}
      </section>
    </>
  );
}

function factsOf({ id, sizeGiB, createdAt, facts }: ResourceView) {
  return [
    { label: "Id", value: <CopyId id={id} whole /> },
    ...(sizeGiB === null || facts.some(({ label }) => label === "Size")
      ? []
      : [{ label: "Size", value: <Size gib={sizeGiB} /> }]),
    ...facts.map(({ label, value }) => ({ label, value: <span className="break-words">{value}</span> })),
    ...(createdAt ? [{ label: "Made", value: <Time at={createdAt} /> }] : []),
  ];
}

function Loading() {
  return (
    <div role="status" aria-label="Asking the site" className="grid gap-2 py-2">
      {[1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="h-4 w-full max-w-96" />
      ))}
    </div>
  );
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
