import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Glyph } from "@/components/glyph";
import { None } from "@/components/quantity";
import { versionText } from "@/components/sites/site-words";
import type { SiteDetail } from "@/lib/domain/site";

type Service = SiteDetail["services"][number];

const columns: Column<Service>[] = [
  {
    id: "name",
    header: "Service",
    title: true,
    cell: (service) => (
      <span className="inline-flex items-baseline gap-2">
        {service.name}
        <span className="figures text-xs font-normal text-ink-3">{service.type}</span>
      </span>
    ),
  },
  {
    id: "state",
    header: "Answers",
    cell: (service) =>
      service.reachable ? (
        <span className="inline-flex items-center gap-1.5 text-kept">
          <Glyph shape="complete" className="size-2.5" />
          answers
        </span>
      ) : (
        <span className="grid gap-0.5">
          <span className="inline-flex items-center gap-1.5 text-breach">
            <Glyph shape="failed" className="size-2.5" />
            does not answer
          </span>
          {service.problem ? <span className="text-xs text-ink-2">{service.problem}</span> : null}
        </span>
      ),
  },
  {
    id: "version",
    header: "Versions",
    mono: true,
    cell: (service) => versionText(service.minVersion, service.maxVersion) ?? <None />,
  },
  {
    id: "latency",
    header: "Answered in",
    align: "end",
    mono: true,
    cell: (service) => (service.latencyMs === null ? <None /> : `${service.latencyMs} ms`),
  },
  {
    id: "url",
    header: "Address",
    mono: true,
    cell: (service) => <span className="text-xs break-all">{service.url}</span>,
  },
];

/** The services of the catalogue, and what they said when last asked. */
export function ServiceTable({ services }: { services: Service[] }) {
  return (
    <DataTable
      label="Services"
      columns={columns}
      rows={services}
      rowKey={(service) => service.type}
      empty={
        <EmptyState title="Nothing is known of its services.">
          Keystone did not answer, so its catalogue could not be read.
        </EmptyState>
      }
    />
  );
}
