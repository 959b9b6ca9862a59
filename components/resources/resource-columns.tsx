import Link from "next/link";

import type { Column } from "@/components/data-table";
import { None, Size } from "@/components/quantity";
import { Protection } from "@/components/resources/protection";
import { ResourceStatus } from "@/components/resources/resource-status";
import { factOf, resourceHref } from "@/components/resources/resource-words";
import { StandsOn } from "@/components/resources/stands-on";
import type { ResourceKind, ResourceView } from "@/lib/domain/resource";

type ResourceColumn = Column<ResourceView>;

const name: ResourceColumn = {
  id: "name",
  header: "Name",
  title: true,
  className: "min-w-36",
  cell: (row) => (
    <Link prefetch={false} href={resourceHref(row)} className="quiet-link break-words">
      {row.name}
    </Link>
  ),
};
const status: ResourceColumn = {
  id: "status",
  header: "Status",
  cell: (row) => <ResourceStatus status={row.status} />,
};
const size: ResourceColumn = { id: "size", header: "Size", align: "end", cell: (row) => <Size gib={row.sizeGiB} /> };
const fact = (label: string, header = label): ResourceColumn => ({
  id: label,
  header,
  cell: (row) => factOf(row, label) ?? <None />,
});
const figures = (label: string): ResourceColumn => ({ ...fact(label), mono: true });
const standsOn = (header: string): ResourceColumn => ({
  id: "stands-on",
  header,
  className: "max-w-md",
  cell: (row) => <StandsOn resource={row} />,
});

const own: Record<ResourceKind, readonly ResourceColumn[]> = {
  "OS::Nova::Server": [
    { ...figures("Size"), className: "@3xl:whitespace-nowrap" },
    figures("Addresses"),
    standsOn("Stands on"),
  ],
  "OS::Cinder::Volume": [size, fact("Type"), standsOn("Attached to")],
  "OS::Glance::Image": [size, fact("Format"), fact("Visibility")],
  "OS::Neutron::Network": [standsOn("Subnets and routers")],
};

/** Whether a plan protects it stands at the end of each row, whatever the kind. */
export function columnsFor(kind: ResourceKind, canWrite: boolean): readonly ResourceColumn[] {
  const protection: ResourceColumn = {
    id: "protection",
    header: "Protection",
    cell: (row) => <Protection resource={row} canWrite={canWrite} />,
  };
  return [name, status, ...own[kind], protection];
}
