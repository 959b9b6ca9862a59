import Link from "next/link";

import { CopyId } from "@/components/copy-id";
import { DataTable, type Column } from "@/components/data-table";
import { SectionHeading } from "@/components/section-heading";
import type { Successor } from "@/lib/domain/failover";
import type { FailoverDetail } from "@/lib/domain/failover-view";
import { resourceKind } from "@/lib/domain/resource";
import { wordOf } from "@/lib/domain/remove-restored";
import { KIND_SLUGS } from "@/lib/domain/resource-page";

/** What took whose place; while it stands, each leads to its page. */
export function Successors({ failover }: { failover: FailoverDetail }) {
  const { successors, from, to, workload } = failover;
  if (successors.length === 0) return null;
  return (
    <section aria-labelledby="successors">
      <SectionHeading id="successors" note={workload === "undone" ? "gone again" : `at ${to.name}`}>
        What took whose place
      </SectionHeading>
      <DataTable
        label="What took whose place"
        columns={columnsFor({ from, to, gone: workload === "undone" })}
        rows={successors}
        rowKey={({ kind, targetId }) => `${kind} ${targetId}`}
        empty={null}
      />
    </section>
  );
}

type Place = { id: string; name: string };

function columnsFor({ from, to, gone }: { from: Place; to: Place; gone: boolean }): readonly Column<Successor>[] {
  return [
    {
      id: "name",
      header: "Name",
      title: true,
      cell: (one) => (one.name === one.sourceId ? wordOf(one.kind) : one.name),
    },
    { id: "kind", header: "What", cell: ({ kind }) => wordOf(kind) },
    {
      id: "was",
      header: `At ${from.name}`,
      cell: (one) => <Resource kind={one.kind} id={one.sourceId} siteId={from.id} />,
    },
    {
      id: "is",
      header: `At ${to.name}`,
      cell: (one) =>
        gone ? <CopyId id={one.targetId} label="id" /> : <Resource kind={one.kind} id={one.targetId} siteId={to.id} />,
    },
  ];
}

function Resource({ kind, id, siteId }: { kind: string; id: string; siteId: string }) {
  const known = resourceKind.safeParse(kind);
  if (!known.success) return <CopyId id={id} label="id" />;
  return (
    <Link
      href={`/resources/${KIND_SLUGS[known.data]}/${encodeURIComponent(id)}?site=${siteId}`}
      className="quiet-link figures"
    >
      {id.slice(0, 8)}
    </Link>
  );
}
