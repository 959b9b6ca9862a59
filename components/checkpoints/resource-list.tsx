"use client";

import { treeOf, type TreeRow } from "@/components/checkpoints/resource-tree";
import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Size } from "@/components/quantity";
import { DEPENDENCY_WORDS } from "@/components/resources/resource-words";
import { StatusText } from "@/components/status-badge";
import { Time } from "@/components/time";
import { CopyId } from "@/components/copy-id";
import type { CheckpointPageView } from "@/lib/domain/checkpoint-page";
import { plural } from "@/lib/domain/format";
import { KIND_WORDS } from "@/lib/domain/plan-words";
import { dependencyKind } from "@/lib/domain/resource";
import { cn } from "@/lib/utils";

/** Each resource of the checkpoint, how it was captured, and where its copies are. */
export function ResourceList({ checkpoint }: { checkpoint: CheckpointPageView }) {
  return (
    <DataTable
      label="Resources of the checkpoint"
      columns={columnsFor(checkpoint.siteNames)}
      rows={treeOf(checkpoint.captured)}
      rowKey={({ captured }) => captured.id}
      empty={
        <EmptyState title="Nothing was written down of what it holds.">
          It ended before its resources were found.
        </EmptyState>
      }
    />
  );
}

function columnsFor(siteNames: Record<string, string>): readonly Column<TreeRow>[] {
  return [
    {
      id: "name",
      header: "Resource",
      title: true,
      cell: ({ captured, depth }) => (
        <span className={cn("@3xl:whitespace-nowrap", depth > 0 && "pl-5")}>
          {depth > 0 ? (
            <span aria-hidden className="mr-1.5 -ml-4 text-ink-3">
              └
            </span>
          ) : null}
          {captured.name} <span className="font-normal text-ink-3">{KIND_WORDS[captured.kind].one}</span>
        </span>
      ),
    },
    {
      id: "state",
      header: "State",
      cell: ({ captured }) => (
        <span>
          <StatusText kind="captured" state={captured.state} />
          {captured.cause ? <span className="block text-ink-2">{captured.cause}</span> : null}
        </span>
      ),
    },
    {
      id: "at",
      header: "Captured",
      cell: ({ captured }) => (captured.capturedAt ? <Time at={captured.capturedAt} style="time-seconds" /> : "–"),
    },
    { id: "consistency", header: "Consistency", cell: ({ captured }) => captured.consistency ?? "–" },
    { id: "size", header: "Size", align: "end", cell: ({ captured }) => <Size gib={captured.sizeGiB} /> },
    { id: "copies", header: "Copies", cell: ({ captured }) => <Copies captured={captured} siteNames={siteNames} /> },
    { id: "needs", header: "Stands on", cell: ({ captured }) => <Needs captured={captured} /> },
  ];
}

function Copies({ captured, siteNames }: { captured: TreeRow["captured"]; siteNames: Record<string, string> }) {
  const copies = captured.copies.filter((copy) => copy.medium !== "snapshot" || copy.state !== "gone");
  if (copies.length === 0) return <span className="text-ink-3">described in the manifest</span>;
  return (
    <ul className="grid gap-0.5">
      {copies.map((copy) => (
        <li key={copy.id} className="flex flex-wrap items-baseline gap-x-1.5 @3xl:whitespace-nowrap">
          <StatusText kind="copy" state={copy.state} text={copy.state === "available" ? "" : undefined} />
          <span>
            {mediumWords(copy)} at {siteNames[copy.siteId] ?? copy.siteId}
          </span>
          {copy.sizeGiB === captured.sizeGiB ? null : <Size gib={copy.sizeGiB} />}
          <CopyId id={copy.remoteId} label={`${copy.medium} id`} />
        </li>
      ))}
    </ul>
  );
}

function mediumWords({ imported, medium, incremental }: TreeRow["captured"]["copies"][number]): string {
  if (imported) return "record";
  if (medium !== "backup") return medium;
  return incremental ? "incremental backup" : "full backup";
}

/** What of it is in the checkpoint's manifest only: described, without bytes of its own. */
function Needs({ captured }: { captured: TreeRow["captured"] }) {
  if (captured.dependsOn.length === 0) return <span className="text-ink-3">nothing</span>;
  const byKind = dependencyKind.options.flatMap((kind) => {
    const names = captured.dependsOn.filter((need) => need.kind === kind).map(({ name }) => name);
    return names.length === 0
      ? []
      : [
          `${plural(names.length, DEPENDENCY_WORDS[kind].one, DEPENDENCY_WORDS[kind].many)} ${names.slice(0, 4).join(", ")}${names.length > 4 ? ` and ${names.length - 4} more` : ""}`,
        ];
  });
  return <span className="text-ink-2">{byKind.join("; ")}</span>;
}
