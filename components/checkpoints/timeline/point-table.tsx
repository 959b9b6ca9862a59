"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import Link from "next/link";
import { useRef } from "react";

import { useWidth } from "@/components/charts/use-width";
import { chainWords, copiesWords, pointMark, tookWords } from "@/components/checkpoints/timeline/point-words";
import { usePointPages } from "@/components/checkpoints/timeline/use-timeline";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { formatCount, formatGiB, formatNoun } from "@/lib/domain/format";
import { Glyph } from "@/components/glyph";
import { failureOf } from "@/components/request";
import { Time } from "@/components/time";
import { Skeleton } from "@/components/ui/skeleton";
import { toneInk } from "@/components/ui/badge";
import type { DayPoint } from "@/lib/domain/timeline";
import { cn } from "@/lib/utils";

const NARROW = 640;
const columns = "grid grid-cols-[9.5rem_minmax(9rem,1.6fr)_minmax(7rem,1fr)_minmax(9rem,1fr)_5rem_5rem_7rem] gap-x-3";

type PointTableProps = {
  planId: string;
  from: string | null;
  to: string | null;
  zone: string;
  label: string;
  emptyText: string;
  height?: number;
};

/** The same data as the drawing, as rows: only those in sight exist, and pages are read as they come near. */
export function PointTable({ planId, from, to, zone, label, emptyText, height = 420 }: PointTableProps) {
  const pages = usePointPages({ planId, from, to });
  const { ref, width } = useWidth<HTMLDivElement>(900);
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  return (
    <div ref={ref}>
      {pages.error ? (
        <ErrorState
          failure={failureOf(pages.error)}
          onRetry={() => void pages.refetch()}
          retrying={pages.isFetching}
          className="mb-2"
        />
      ) : null}
      {!pages.data && !pages.error ? <Loading label={label} /> : null}
      {pages.data && rows.length === 0 ? <EmptyState title={emptyText} /> : null}
      {rows.length > 0 ? (
        <Rows
          key={width < NARROW ? "narrow" : "wide"}
          rows={rows}
          total={total}
          zone={zone}
          label={label}
          narrow={width < NARROW}
          height={height}
          onNearEnd={() => {
            if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
          }}
        />
      ) : null}
    </div>
  );
}

type RowsProps = {
  rows: DayPoint[];
  total: number;
  zone: string;
  label: string;
  narrow: boolean;
  height: number;
  onNearEnd: () => void;
};

function Rows({ rows, total, zone, label, narrow, height, onNearEnd }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = narrow ? 52 : 32;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    onChange: (instance) => {
      const last = instance.getVirtualItems().at(-1);
      if (last && last.index >= rows.length - 20 && rows.length < total) onNearEnd();
    },
  });
  return (
    <div role="table" aria-label={label} aria-rowcount={total + 1}>
      <Head zone={zone} narrow={narrow} />
      <div
        ref={scroller}
        role="rowgroup"
        tabIndex={0}
        aria-label={`${label}, ${formatNoun(total, "row")}, scrolls`}
        className="overflow-y-auto"
        style={{ maxHeight: height }}
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => (
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 2}
              className={cn(
                "absolute inset-x-0 top-0 items-center border-b border-line-soft px-2 hover:bg-subtle",
                narrow ? "flex flex-wrap content-center gap-x-3" : columns,
              )}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              <Cells point={rows[item.index]} zone={zone} narrow={narrow} />
            </div>
          ))}
        </div>
      </div>
      <p className="mt-1 text-xs text-ink-3">{formatCount(total)} in all, newest first</p>
    </div>
  );
}

function Head({ zone, narrow }: Pick<RowsProps, "zone" | "narrow">) {
  return (
    <div role="rowgroup">
      <div
        role="row"
        aria-rowindex={1}
        className={cn(narrow ? "sr-only" : columns, "border-b border-line px-2 py-1.5 text-xs font-medium text-ink-3")}
      >
        <span role="columnheader">Captured ({zone})</span>
        <span role="columnheader">State</span>
        <span role="columnheader">Consistency</span>
        <span role="columnheader">Copies</span>
        <span role="columnheader" className="text-right">
          Size
        </span>
        <span role="columnheader" className="text-right">
          Took
        </span>
        <span role="columnheader">Chain</span>
      </div>
    </div>
  );
}

function Cells({ point, zone, narrow }: { point: DayPoint | undefined; zone: string; narrow: boolean }) {
  if (!point) return <Skeleton className="h-3.5 w-40" />;
  const mark = pointMark(point);
  const state = point.state === "partial" ? `partial: ${point.capturedCount} of ${point.memberCount}` : mark.word;
  const text = point.cause && point.state !== "usable" ? `${state}, ${point.cause}` : state;
  return (
    <>
      <span role="cell" className="inline-flex items-center gap-1.5">
        <Glyph shape={mark.shape} className={cn("size-2.5", toneInk[mark.tone])} />
        <Link href={`/checkpoints/${point.id}`} className="quiet-link">
          <Time at={point.capturedAt ?? point.createdAt} style="datetime-seconds" zone={zone} showZone={false} />
        </Link>
      </span>
      <span role="cell" title={text} className={cn("min-w-0 truncate", toneInk[mark.tone], narrow && "flex-1")}>
        {text}
      </span>
      <span role="cell" className={cn("truncate", narrow && "hidden")}>
        {point.consistency ?? "–"}
      </span>
      <span role="cell" className={cn("truncate", narrow && "basis-full text-xs text-ink-3")}>
        {copiesWords(point)}
        {narrow ? `, ${chainWords(point)}${point.sizeGiB === null ? "" : `, ${formatGiB(point.sizeGiB)}`}` : ""}
      </span>
      <span role="cell" className={cn("figures text-right whitespace-nowrap", narrow && "hidden")}>
        {point.sizeGiB === null ? "–" : formatGiB(point.sizeGiB)}
      </span>
      <span role="cell" className={cn("figures text-right whitespace-nowrap", narrow && "hidden")}>
        {tookWords(point)}
      </span>
      <span role="cell" className={cn("truncate", narrow && "hidden")}>
        {chainWords(point)}
      </span>
    </>
  );
}

function Loading({ label }: { label: string }) {
  return (
    <div role="status" aria-label={`Loading: ${label}`} className="grid gap-3 py-2">
      {[1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="h-3.5 w-full" />
      ))}
    </div>
  );
}
