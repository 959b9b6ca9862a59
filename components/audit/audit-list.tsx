"use client";

import { useRouter } from "next/navigation";

import { auditHref, auditQueryOf, isNarrowed, type AuditAddress } from "@/components/audit/audit-address";
import { AuditFilter } from "@/components/audit/audit-filter";
import { ChainNote } from "@/components/audit/chain-note";
import { ExportLinks } from "@/components/audit/export-links";
import { auditColumns } from "@/components/audit/audit-columns";
import { useAudit } from "@/components/audit/use-audit";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { MarkerPages } from "@/components/marker-pages";
import { PageHeader } from "@/components/page-header";
import { failureOf } from "@/components/request";
import { Button } from "@/components/ui/button";

type AuditListProps = { address: AuditAddress; projectName: string };

/** Who did what, when, from where, and with which result; nothing of it can be changed. */
export function AuditList({ address, projectName }: AuditListProps) {
  const router = useRouter();
  const { data, error, isFetching, refetch } = useAudit(auditQueryOf(address));
  const all = data?.everyProject ?? false;
  return (
    <>
      <PageHeader
        title="Audit"
        meta={<Meta all={all} projectName={projectName} />}
        actions={<ExportLinks filter={address.filter} />}
      />
      <AuditFilter key={auditHref({ ...address, trail: [] })} address={address} />
      <DataTable
        label={all ? "Audit of all projects" : `Audit of project ${projectName}`}
        columns={all ? auditColumns : auditColumns.filter(({ id }) => id !== "project")}
        rows={data?.rows}
        rowKey={(row) => row.id}
        failure={error ? failureOf(error) : null}
        onRetry={() => void refetch()}
        retrying={isFetching}
        skeletonRows={12}
        empty={
          isNarrowed(address) ? (
            <EmptyState
              title="No record fits this filter."
              actions={<Button onClick={() => router.replace("/audit", { scroll: false })}>Show all</Button>}
            />
          ) : (
            <EmptyState title="Nothing is on record yet.">Each sign-in and each change will be listed here.</EmptyState>
          )
        }
      />
      {data ? (
        <div className="mt-2 flex justify-end">
          <MarkerPages
            trail={address.trail}
            nextMarker={data.nextMarker}
            noun="records"
            hrefFor={(trail) => auditHref({ ...address, trail })}
          />
        </div>
      ) : null}
    </>
  );
}

function Meta({ all, projectName }: { all: boolean; projectName: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>
        {all
          ? "Every sign-in and change of all projects, newest first"
          : `Every sign-in and change in project ${projectName}, newest first`}
      </span>
      <ChainNote />
    </span>
  );
}
