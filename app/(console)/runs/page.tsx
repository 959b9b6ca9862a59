import type { Metadata } from "next";

import { Hydrate } from "@/components/hydrate";
import { PageHeader } from "@/components/page-header";
import { RunList } from "@/components/runs/run-list";
import { runQuery } from "@/lib/domain/run";
import { queryKeys } from "@/lib/query-keys";
import { parseQuery } from "@/lib/server/query";
import { listRuns } from "@/lib/server/runs/queries";

export const metadata: Metadata = { title: "Runs" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RunsPage({ searchParams }: Props) {
  const raw = Object.fromEntries(Object.entries(await searchParams).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  const parsed = parseQuery(runQuery, raw);
  const query = parsed.success ? parsed.data : runQuery.parse({});
  return (
    <Hydrate seeds={[[queryKeys.runs(query), await listRuns(query)]]}>
      <PageHeader title="Runs" meta="Every checkpoint, restore, expiry and removal, newest first" />
      <RunList key={JSON.stringify(query)} query={query} />
    </Hydrate>
  );
}
