import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { RestoreWizard } from "@/components/recovery/restore-wizard";
import { attempt } from "@/lib/server/failure";
import { getRestorePage } from "@/lib/server/recovery/queries";
import { getViewer } from "@/lib/server/viewer";

export const metadata: Metadata = { title: "Restore" };

type Props = { params: Promise<{ checkpointId: string }> };

export default async function RestorePage({ params }: Props) {
  const { checkpointId } = await params;
  const [found, viewer] = await Promise.all([attempt(() => getRestorePage(checkpointId)), getViewer()]);
  if (!found.ok && found.error.code === "not-found") notFound();
  if (!found.ok) {
    return (
      <>
        <PageHeader title="Restore" />
        <ErrorState failure={found.error} />
      </>
    );
  }
  return <RestoreWizard source={found.data.source} sites={found.data.sites} canWrite={viewer.canWrite} />;
}
