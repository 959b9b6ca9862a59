"use client";

import type { ReactNode } from "react";

import { DataTableHead } from "@/components/data-table-head";
import { ErrorState } from "@/components/error-state";
import { Checkbox } from "@/components/ui/checkbox";
import { Skeleton } from "@/components/ui/skeleton";
import type { Failure } from "@/lib/domain/errors";
import { cn } from "@/lib/utils";

export type Column<Row> = {
  id: string;
  header: ReactNode;
  /** Stands before the value where rows are stacked; `header` when that is plain text. */
  label?: string;
  cell: (row: Row) => ReactNode;
  /** Figures end at the same edge and have the same width. */
  align?: "start" | "end";
  mono?: boolean;
  /** The row's name: carries the link, heads the stacked row. */
  title?: boolean;
  /** The buttons of the row: no label where stacked. */
  actions?: boolean;
  /** What the server sorts by; absent where it cannot. */
  sortKey?: string;
  className?: string;
};

export type Sort = {
  by: string;
  direction: "asc" | "desc";
  /** The address of the same list in another order. */
  hrefFor: (by: string, direction: "asc" | "desc") => string;
};

export type RowSelection = {
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
};

type DataTableProps<Row> = {
  /** What is listed, for those who do not see it: "Plans of project demo". */
  label: string;
  columns: readonly Column<Row>[];
  /** Undefined while nothing is known yet. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** Stands instead of the rows, or above the last known ones. */
  failure?: Failure | null;
  onRetry?: () => void;
  retrying?: boolean;
  empty: ReactNode;
  sort?: Sort;
  selection?: RowSelection;
  /** How many rows are expected, so that the page does not jump when they come. */
  skeletonRows?: number;
  className?: string;
};

/** A list with its four faces: loading, empty, failed, filled. In a narrow place each row becomes a stack. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, failure, onRetry, retrying, empty, className } = props;
  return (
    <div data-slot="data-table" className={cn("@container", className)}>
      {failure ? (
        <ErrorState failure={failure} onRetry={onRetry} retrying={retrying} className={cn(rows && "mb-3")} />
      ) : null}
      {rows === undefined && !failure ? <Loading {...props} /> : null}
      {rows?.length === 0 && !failure ? empty : null}
      {rows && rows.length > 0 ? <Filled {...props} rows={rows} /> : null}
    </div>
  );
}

// Roles are spelled out: browsers forget a table's own once its display is changed for stacking.
const tableClass =
  "w-full border-collapse @max-3xl:block [&_tbody]:@max-3xl:block [&_tr]:@max-3xl:block [&_td]:@max-3xl:flex";

function Filled<Row>({
  label,
  columns,
  rows,
  rowKey,
  sort,
  selection,
}: DataTableProps<Row> & { rows: readonly Row[] }) {
  return (
    <div className="overflow-x-auto">
      <table role="table" aria-label={label} className={tableClass}>
        <DataTableHead columns={columns} sort={sort} selection={selection} keys={rows.map(rowKey)} />
        <tbody role="rowgroup">
          {rows.map((row) => (
            <DataRow key={rowKey(row)} row={row} id={rowKey(row)} columns={columns} selection={selection} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type DataRowProps<Row> = { row: Row; id: string; columns: readonly Column<Row>[]; selection?: RowSelection };

function DataRow<Row>({ row, id, columns, selection }: DataRowProps<Row>) {
  const chosen = selection?.selected.has(id) ?? false;
  const toggle = () => selection?.onChange(toggled(selection.selected, id));
  return (
    <tr
      role="row"
      data-row={id}
      data-state={chosen ? "selected" : undefined}
      className="border-b border-line-soft hover:bg-subtle data-[state=selected]:bg-hover @max-3xl:py-2"
    >
      {selection ? (
        <td role="cell" className="w-8 px-2 py-2 align-top @max-3xl:float-right">
          <Checkbox checked={chosen} onCheckedChange={toggle} aria-label="Choose this row" />
        </td>
      ) : null}
      {columns.map((column) => (
        <td
          key={column.id}
          role="cell"
          className={cn(
            "px-2 py-1.5 align-top @max-3xl:items-baseline @max-3xl:gap-3 @max-3xl:py-0.5",
            column.align === "end" && "@3xl:text-right",
            // A small button is taller than a line; it must not make the row so.
            column.actions && "py-0.5",
            column.title && "font-medium @max-3xl:text-base",
            column.className,
          )}
        >
          {column.title || column.actions ? null : (
            <span aria-hidden className="w-28 shrink-0 text-xs text-ink-3 @3xl:hidden">
              {column.label ?? column.header}
            </span>
          )}
          <span className={cn("min-w-0", column.mono && "figures")}>{column.cell(row)}</span>
        </td>
      ))}
    </tr>
  );
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

function Loading<Row>({ label, columns, skeletonRows = 5 }: DataTableProps<Row>) {
  return (
    <div role="status" aria-label={`Loading: ${label}`}>
      <table aria-hidden className={tableClass}>
        <DataTableHead columns={columns} keys={[]} />
        <tbody>
          {Array.from({ length: skeletonRows }, (_, row) => (
            <tr key={row} className="border-b border-line-soft">
              {columns.map((column, index) => (
                <td key={column.id} className={cn("h-8 px-2 py-2 align-middle", index > 2 && "@max-3xl:!hidden")}>
                  <Skeleton
                    className={cn("h-3.5", index === 0 ? "w-32" : "w-16", column.align === "end" && "@3xl:ml-auto")}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
