import type { Metadata } from "next";
import { auditQueryOf, readAuditAddress } from "@/components/audit/audit-address";
import { AuditList } from "@/components/audit/audit-list";
import { Hydrate } from "@/components/hydrate";
import { queryKeys } from "@/lib/query-keys";
import { listAudit } from "@/lib/server/audit-log/queries";
import { currentProject } from "@/lib/server/settings/queries";

export const metadata: Metadata = { title: "Audit" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  const address = readAuditAddress(await searchParams);
  const query = auditQueryOf(address);
  const [page, project] = await Promise.all([listAudit(query), currentProject()]);
  return (
    <Hydrate seeds={[[queryKeys.audit(query), page]]}>
      <AuditList address={address} projectName={project.name} />
    </Hydrate>
  );
}
