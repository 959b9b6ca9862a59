"use client";

import Link from "next/link";

import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { None } from "@/components/quantity";
import { failureOf } from "@/components/request";
import { answeringText, sitesFinding } from "@/components/sites/site-words";
import { useSites } from "@/components/sites/use-sites";
import { StatusText } from "@/components/status-badge";
import { TimeAgo } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { SiteDetail } from "@/lib/domain/site";

const columns: Column<SiteDetail>[] = [
  {
    id: "name",
    header: "Site",
    title: true,
    cell: (site) => (
      <Link href={`/sites/${site.id}`} className="quiet-link">
        {site.name}
      </Link>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: (site) => (
      <span className="grid gap-0.5">
        <StatusText kind="site" state={site.state} />
        {site.problem ? <span className="max-w-prose text-xs text-ink-2">{site.problem}</span> : null}
      </span>
    ),
  },
  {
    id: "services",
    header: "Services answering",
    align: "end",
    mono: true,
    cell: (site) => (site.services.length > 0 ? answeringText(site.services) : <None />),
  },
  { id: "cloud", header: "Cloud", cell: (site) => <CloudCell site={site} /> },
  { id: "account", header: "Service account", cell: (site) => site.serviceAccount?.user ?? <None /> },
  { id: "store", header: "Backup store", cell: (site) => site.backupStore ?? <None /> },
  {
    id: "checked",
    header: "Checked",
    align: "end",
    cell: (site) => (site.checkedAt ? <TimeAgo at={site.checkedAt} /> : <None label="not yet" />),
  },
];

/** Every site, the finding first. */
export function SiteTable() {
  const { data, error, isFetching, refetch } = useSites();
  return (
    <>
      <PageHeader
        title={data ? sitesFinding(data) : "Sites"}
        meta="A site is one region of one OpenStack cloud. Sites that name the same backup store can restore each other's checkpoints."
        actions={
          <Button asChild variant="default">
            <Link href="/sites/new">Add site</Link>
          </Button>
        }
      />
      <DataTable
        label="Sites"
        columns={columns}
        rows={data}
        rowKey={(site) => site.id}
        failure={error ? failureOf(error) : null}
        onRetry={() => void refetch()}
        retrying={isFetching}
        skeletonRows={2}
        empty={
          <EmptyState
            title="No site is connected yet."
            actions={
              <Button asChild variant="default">
                <Link href="/sites/new">Add the first site</Link>
              </Button>
            }
          >
            Breakwater protects what runs at a site, and brings it back there or at another one.
          </EmptyState>
        }
      />
    </>
  );
}

function CloudCell({ site }: { site: SiteDetail }) {
  return (
    <span className="grid">
      <span>{site.cloudName}</span>
      <span className="figures text-xs break-all text-ink-3">{site.region}</span>
    </span>
  );
}
