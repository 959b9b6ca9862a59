import type { Metadata } from "next";

import { ErrorState } from "@/components/error-state";
import { Hydrate } from "@/components/hydrate";
import { RecoveryPage } from "@/components/recovery-list/recovery-page";
import { recoveryQuery } from "@/lib/domain/recovery-list";
import { queryKeys } from "@/lib/query-keys";
import { attempt } from "@/lib/server/failure";
import { listRecovery } from "@/lib/server/failover/list";
import { parseQuery } from "@/lib/server/query";
import { getViewer } from "@/lib/server/viewer";

export const metadata: Metadata = { title: "Recovery" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RecoveryListPage({ searchParams }: Props) {
  const { page, past } = await searchParams;
  const parsed = parseQuery(recoveryQuery, { ...(page ? { page } : {}), ...(past ? { past } : {}) });
  const query = parsed.success ? parsed.data : recoveryQuery.parse({});
  const [list, viewer] = await Promise.all([attempt(() => listRecovery(query)), getViewer()]);
  if (!list.ok) return <ErrorState failure={list.error} />;
  return (
    <Hydrate seeds={[[queryKeys.recovery(query), list.data]]}>
      <RecoveryPage query={query} canWrite={viewer.canWrite} />
    </Hydrate>
  );
}
