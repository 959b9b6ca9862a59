import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Hydrate } from "@/components/hydrate";
import { ResourcePage } from "@/components/resources/resource-page";
import { holdingQuery, kindOfSlug } from "@/lib/domain/resource-page";
import { queryKeys } from "@/lib/query-keys";
import { lastKnownResource, listHolding } from "@/lib/server/resources/detail";
import { resourceFacts } from "@/lib/server/resources/queries";

export const metadata: Metadata = { title: "Resource" };

type Props = { params: Promise<{ kind: string; id: string }>; searchParams: Promise<{ site?: string; page?: string }> };

export default async function OneResourcePage({ params, searchParams }: Props) {
  const [{ kind: slug, id }, { site: siteId, page }, { sites, canWrite }] = await Promise.all([
    params,
    searchParams,
    resourceFacts(),
  ]);
  const kind = kindOfSlug(slug);
  const site = sites.find((one) => one.id === siteId) ?? sites[0];
  const asked = holdingQuery.safeParse({ siteId: site?.id, kind, id: decodeURIComponent(id), page: Number(page ?? 1) });
  if (!site || !asked.success) notFound();
  const { page: checkpointPage, ...query } = asked.data;
  const [known, holding] = await Promise.all([lastKnownResource(query), listHolding(asked.data)]);
  const seeds = [
    [[...queryKeys.resource({ ...query, page: checkpointPage }), "checkpoints"], holding] as const,
    ...(known ? [[queryKeys.resource(query), known] as const] : []),
  ];
  return (
    <Hydrate seeds={seeds}>
      <ResourcePage query={query} siteName={site.name} canWrite={canWrite} checkpointPage={checkpointPage} />
    </Hydrate>
  );
}
