import type { Metadata } from "next";
import { Hydrate } from "@/components/hydrate";
import { SitePage } from "@/components/sites/site-page";
import { queryKeys } from "@/lib/query-keys";
import { findSite } from "@/lib/server/sites/queries";

export const metadata: Metadata = { title: "Site" };

type Props = { params: Promise<{ siteId: string }> };

export default async function OneSitePage({ params }: Props) {
  const { site, mayChange } = await findSite((await params).siteId);
  return (
    <Hydrate seeds={[[queryKeys.site(site.id), site]]}>
      <SitePage siteId={site.id} name={site.name} mayChange={mayChange} />
    </Hydrate>
  );
}
