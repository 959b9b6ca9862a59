import type { Metadata } from "next";

import { Hydrate } from "@/components/hydrate";
import { Overview } from "@/components/overview/overview";
import { queryKeys } from "@/lib/query-keys";
import { getOverview } from "@/lib/server/overview/queries";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  return (
    <Hydrate seeds={[[queryKeys.overview(), await getOverview()]]}>
      <Overview />
    </Hydrate>
  );
}
