import type { Metadata } from "next";

import { Hydrate } from "@/components/hydrate";
import { PageHeader } from "@/components/page-header";
import { RunList } from "@/components/runs/run-list";
import { runQuery } from "@/lib/domain/run";
import { queryKeys } from "@/lib/query-keys";
import { parseQuery } from "@/lib/server/query";
import { listRuns } from "@/lib/server/runs/queries";
import { getViewer } from "@/lib/server/viewer";

export const metadata: Metadata = { title: "Runs" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RunsPage({ searchParams }: Props) {
  const raw = Object.fromEntries(
    Object.entries(await searchParams).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const parsed = parseQuery(runQuery, raw);
  const query = parsed.success ? parsed.data : runQuery.parse({});
  const [runs, viewer] = await Promise.all([listRuns(query), getViewer()]);
  return (
    <Hydrate seeds={[[queryKeys.runs(query), runs]]}>
      <PageHeader title="Runs" meta="Every checkpoint, restore, expiry and removal, newest first" />
      <RunList key={JSON.stringify(query)} query={query} isAdmin={viewer.isAdmin} />
    </Hydrate>
  );
}
