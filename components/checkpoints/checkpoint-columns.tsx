"use client";

import Link from "next/link";

import { chainWords, copiesWords, pointMark, tookWords } from "@/components/checkpoints/timeline/point-words";
import type { Column } from "@/components/data-table";
import { Glyph } from "@/components/glyph";
import { Size } from "@/components/quantity";
import { Time } from "@/components/time";
import { toneInk } from "@/components/ui/badge";
import type { CheckpointView } from "@/lib/domain/checkpoint";
import { cn } from "@/lib/utils";

export type Named = { id: string; name: string };

const COLUMNS: readonly Column<CheckpointView>[] = [
  { id: "captured", header: "Captured", title: true, cell: (row) => <Captured row={row} /> },
  {
    id: "plan",
    header: "Plan",
    cell: (row) => (
      <Link href={`/plans/${row.planId}`} className="quiet-link">
        {row.planName}
      </Link>
    ),
  },
  { id: "state", header: "State", cell: (row) => <State row={row} /> },
  {
    id: "resources",
    header: "Resources",
    align: "end",
    mono: true,
    cell: (row) => `${row.capturedCount} of ${row.memberCount}`,
  },
  { id: "consistency", header: "Consistency", cell: (row) => row.consistency ?? "–" },
  { id: "copies", header: "Copies", cell: (row) => <span className="whitespace-nowrap">{copiesWords(row)}</span> },
  { id: "size", header: "Size", align: "end", cell: (row) => <Size gib={row.sizeGiB} /> },
  {
    id: "took",
    header: "Took",
    align: "end",
    mono: true,
    cell: (row) => <span className="whitespace-nowrap">{tookWords(row)}</span>,
  },
  { id: "chain", header: "Chain", cell: (row) => <span className="whitespace-nowrap">{chainWords(row)}</span> },
];

/** Where there is one site only, naming it in each row would say nothing. */
export function checkpointColumns(sites: readonly Named[]): readonly Column<CheckpointView>[] {
  if (sites.length <= 1) return COLUMNS;
  const names = new Map(sites.map(({ id, name }) => [id, name]));
  const site: Column<CheckpointView> = {
    id: "site",
    header: "Site",
    cell: (row) => names.get(row.siteId) ?? row.siteId,
  };
  return [...COLUMNS.slice(0, 2), site, ...COLUMNS.slice(2)];
}

function Captured({ row }: { row: CheckpointView }) {
  return (
    <Link href={`/checkpoints/${row.id}`} className="quiet-link">
      <Time at={row.capturedAt ?? row.createdAt} style="datetime-seconds" />
    </Link>
  );
}

function State({ row }: { row: CheckpointView }) {
  const mark = pointMark(row);
  const cause = row.state === "usable" || row.state === "expired" ? null : row.cause;
  return (
    <span className={cn("inline-flex items-baseline gap-1.5", toneInk[mark.tone])}>
      <Glyph shape={mark.shape} className="size-2.5 self-center" />
      <span className="line-clamp-2" title={cause ?? undefined}>
        {mark.word}
        {cause ? `: ${cause}` : ""}
      </span>
    </span>
  );
}
