import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { ErrorState } from "@/components/error-state";
import { Hydrate } from "@/components/hydrate";
import { RunPage } from "@/components/runs/run-page";
import { queryKeys } from "@/lib/query-keys";
import { attempt } from "@/lib/server/failure";
import { getRun } from "@/lib/server/runs/queries";
import { siteNames } from "@/lib/server/sites/queries";
import { getViewer } from "@/lib/server/viewer";

export const metadata: Metadata = { title: "Run" };

type Props = { params: Promise<{ runId: string }> };

export default async function RunDetailPage({ params }: Props) {
  const { runId } = await params;
  const [run, viewer, names] = await Promise.all([attempt(() => getRun(runId)), getViewer(), siteNames()]);
  if (!run.ok && run.error.code === "not-found") notFound();
  if (!run.ok) return <ErrorState failure={run.error} />;
  return (
    <Hydrate seeds={[[queryKeys.run(runId), run.data]]}>
      <RunPage
        runId={runId}
        siteNames={Object.fromEntries(names)}
        canWrite={viewer.canWrite && run.data.projectId === viewer.project.id}
      />
    </Hydrate>
  );
}
