import Link from "next/link";

import { plural } from "@/lib/domain/format";
import { CopyId } from "@/components/copy-id";
import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { None } from "@/components/quantity";
import { DEPENDENCY_WORDS, factOf, resourceHref } from "@/components/resources/resource-words";
import { resourceKind, type Dependency, type ResourceView } from "@/lib/domain/resource";
import type { ResourcePart } from "@/lib/domain/resource-page";

/** All that a resource stands on, a table for each kind of thing. */
export function ResourceParts({ resource, parts }: { resource: ResourceView; parts: readonly ResourcePart[] }) {
  const kinds = [...new Set(parts.map(({ kind }) => kind))];
  if (kinds.length === 0)
    return (
      <EmptyState
        title={resource.kind === "OS::Cinder::Volume" ? "No server has it attached." : "It stands on nothing else."}
      />
    );
  return (
    <div className="grid gap-4">
      {kinds.map((kind) => (
        <PartTable key={kind} kind={kind} siteId={resource.siteId} parts={parts.filter((part) => part.kind === kind)} />
      ))}
    </div>
  );
}

type PartTableProps = { kind: Dependency["kind"]; siteId: string; parts: readonly ResourcePart[] };

function PartTable({ kind, siteId, parts }: PartTableProps) {
  const { one, many } = DEPENDENCY_WORDS[kind];
  const title = capital(plural(parts.length, one, many));
  const labels = [...new Set(parts.flatMap(({ facts }) => facts.map(({ label }) => label)))];
  const columns: Column<ResourcePart>[] = [
    {
      id: "name",
      header: title,
      title: true,
      className: "w-56",
      cell: (part) => <PartName part={part} siteId={siteId} />,
    },
    ...labels.map((label): Column<ResourcePart> => ({
      id: label,
      header: label,
      mono: MONO.has(label),
      className: "break-words",
      cell: (part) => factOf(part, label) ?? <None />,
    })),
  ];
  return (
    <div className="@container">
      {/* Where rows are stacked the table's head is not seen. */}
      <p aria-hidden className="mb-1 px-2 text-xs text-ink-3 @3xl:hidden">
        {title}
      </p>
      <DataTable label={capital(many)} columns={columns} rows={parts} rowKey={({ id }) => id} empty={null} />
    </div>
  );
}

const MONO = new Set([
  "Addresses",
  "MAC",
  "Range",
  "Gateway",
  "Device",
  "Leads to",
  "Fingerprint",
  "Outside address",
  "Rules in",
  "Rules out",
  "vCPU",
  "Memory",
  "Disk",
  "Members",
  "Allowed pairs",
  "Name servers",
]);

function PartName({ part: { kind, id, name }, siteId }: { part: ResourcePart; siteId: string }) {
  const known = resourceKind.safeParse(kind);
  // Ports are often without a name: then the short id, whole when copied.
  if (name === id) return <CopyId id={id} label={`${DEPENDENCY_WORDS[kind].one} id`} />;
  // The image may be the cloud's own, which the project's inventory does not show.
  if (!known.success || known.data === "OS::Glance::Image") return <span className="break-all">{name}</span>;
  return (
    <Link prefetch={false} href={resourceHref({ kind: known.data, id, siteId })} className="quiet-link break-words">
      {name}
    </Link>
  );
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
