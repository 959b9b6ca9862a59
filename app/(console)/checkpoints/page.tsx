import type { Metadata } from "next";

import { CheckpointList } from "@/components/checkpoints/checkpoint-list";
import { Hydrate } from "@/components/hydrate";
import { checkpointQuery } from "@/lib/domain/checkpoint-page";
import { queryKeys } from "@/lib/query-keys";
import { listCheckpoints, listSiteNames } from "@/lib/server/checkpoints/queries";
import { parseQuery } from "@/lib/server/query";
import { listPlanNames } from "@/lib/server/viewer";

export const metadata: Metadata = { title: "Checkpoints" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CheckpointsPage({ searchParams }: Props) {
  const raw = Object.fromEntries(
    Object.entries(await searchParams).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const parsed = parseQuery(checkpointQuery, raw);
  const query = parsed.success ? parsed.data : checkpointQuery.parse({});
  const [page, plans, sites] = await Promise.all([listCheckpoints(query), listPlanNames(), listSiteNames()]);
  return (
    <Hydrate seeds={[[queryKeys.checkpoints(query), page]]}>
      <CheckpointList key={JSON.stringify(query)} query={query} plans={plans} sites={sites} />
    </Hydrate>
  );
}
