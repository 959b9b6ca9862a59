import type { Metadata } from "next";
import { EmptyState } from "@/components/empty-state";
import { Hydrate } from "@/components/hydrate";
import { PageHeader } from "@/components/page-header";
import { readAddress } from "@/components/resources/list-address";
import { ResourceList } from "@/components/resources/resource-list";
import { resourceQuery } from "@/lib/domain/resource";
import { queryKeys } from "@/lib/query-keys";
import { lastKnownResources, resourceFacts } from "@/lib/server/resources/queries";

export const metadata: Metadata = { title: "Resources" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Never waits for the cloud: what was last known goes out at once, and the browser asks for the rest. */
export default async function ResourcesPage({ searchParams }: Props) {
  const [params, { sites, canWrite }] = await Promise.all([searchParams, resourceFacts()]);
  const address = readAddress(
    params,
    sites.map(({ id }) => id),
  );
  if (address.siteId === "") return <NoSites />;
  const query = resourceQuery.parse({
    siteId: address.siteId,
    kind: address.kind,
    search: address.search,
    marker: address.trail.at(-1) ?? null,
  });
  const known = await lastKnownResources(query);
  return (
    <Hydrate seeds={known ? [[queryKeys.resources(query), known]] : []}>
      <ResourceList key={address.siteId} address={address} query={query} sites={sites} canWrite={canWrite} />
    </Hydrate>
  );
}

function NoSites() {
  return (
    <>
      <PageHeader title="Resources" />
      <EmptyState title="No site is connected yet.">
        An administrator adds sites; their resources then appear here.
      </EmptyState>
    </>
  );
}
