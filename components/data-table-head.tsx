"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import type { Column, RowSelection, Sort } from "@/components/data-table";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/lib/utils";

type DataTableHeadProps<Row> = {
  columns: readonly Column<Row>[];
  sort?: Sort;
  selection?: RowSelection;
  keys: readonly string[];
};

/** Column names. Where rows are stacked, only those by which one can sort stay in sight. */
export function DataTableHead<Row>({ columns, sort, selection, keys }: DataTableHeadProps<Row>) {
  return (
    <thead role="rowgroup" className="@max-3xl:block">
      <tr role="row" className="@max-3xl:!flex @max-3xl:flex-wrap @max-3xl:gap-x-3">
        {selection ? (
          <th
            role="columnheader"
            scope="col"
            className="w-8 border-b border-line px-2 py-1.5 text-left @max-3xl:border-0"
          >
            <SelectAll selection={selection} keys={keys} />
          </th>
        ) : null}
        {columns.map((column) => (
          <th
            key={column.id}
            role="columnheader"
            scope="col"
            aria-sort={ariaSort(column.sortKey, sort)}
            className={cn(
              "border-b border-line px-2 py-1.5 text-left align-bottom text-xs leading-5 font-medium whitespace-nowrap text-ink-3 @max-3xl:border-0",
              column.align === "end" && "@3xl:text-right",
              !(sort && column.sortKey) && "@max-3xl:sr-only",
            )}
          >
            {sort && column.sortKey ? (
              <SortLink sort={sort} sortKey={column.sortKey}>
                {column.header}
              </SortLink>
            ) : (
              column.header
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function ariaSort(sortKey: string | undefined, sort: Sort | undefined) {
  if (!sort || !sortKey) return undefined;
  if (sort.by !== sortKey) return "none";
  return sort.direction === "asc" ? "ascending" : "descending";
}

function SortLink({ sort, sortKey, children }: { sort: Sort; sortKey: string; children: ReactNode }) {
  const active = sort.by === sortKey;
  const next = active && sort.direction === "asc" ? "desc" : "asc";
  const Arrow = sort.direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <Link
      href={sort.hrefFor(sortKey, next)}
      scroll={false}
      className={cn("-my-0.5 inline-flex min-h-6 items-center gap-1 hover:text-ink", active && "text-ink")}
    >
      {children}
      {active ? <Arrow aria-hidden className="size-3" /> : null}
    </Link>
  );
}

function SelectAll({ selection, keys }: { selection: RowSelection; keys: readonly string[] }) {
  const chosen = keys.filter((key) => selection.selected.has(key)).length;
  const state = chosen === 0 ? false : chosen === keys.length ? true : "indeterminate";
  const change = () => {
    const next = new Set(selection.selected);
    for (const key of keys) {
      if (state === true) next.delete(key);
      else next.add(key);
    }
    selection.onChange(next);
  };
  return <Checkbox checked={state} onCheckedChange={change} aria-label="Choose all rows of this page" />;
}
