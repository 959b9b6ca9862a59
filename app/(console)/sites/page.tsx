import type { Metadata } from "next";
import { Hydrate } from "@/components/hydrate";
import { SiteTable } from "@/components/sites/site-table";
import { queryKeys } from "@/lib/query-keys";
import { listSites } from "@/lib/server/sites/queries";

export const metadata: Metadata = { title: "Sites" };

export default async function SitesPage() {
  return (
    <Hydrate seeds={[[queryKeys.sites(), await listSites()]]}>
      <SiteTable />
    </Hydrate>
  );
}
