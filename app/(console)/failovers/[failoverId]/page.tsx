import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { ErrorState } from "@/components/error-state";
import { FailoverPage } from "@/components/failover/failover-page";
import { Hydrate } from "@/components/hydrate";
import { queryKeys } from "@/lib/query-keys";
import { attempt } from "@/lib/server/failure";
import { getFailover } from "@/lib/server/failover/queries";
import { getViewer } from "@/lib/server/viewer";

export const metadata: Metadata = { title: "Failover" };

type Props = { params: Promise<{ failoverId: string }> };

export default async function FailoverDetailPage({ params }: Props) {
  const { failoverId } = await params;
  const [found, viewer] = await Promise.all([attempt(() => getFailover(failoverId)), getViewer()]);
  if (!found.ok && found.error.code === "not-found") notFound();
  if (!found.ok) return <ErrorState failure={found.error} />;
  const seeds = [
    [queryKeys.failover(failoverId), found.data],
    [queryKeys.run(failoverId), found.data.run],
  ] as const;
  return (
    <Hydrate seeds={seeds}>
      <FailoverPage failoverId={failoverId} canWrite={viewer.canWrite} />
    </Hydrate>
  );
}
