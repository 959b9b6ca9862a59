"use client";

import Link from "next/link";

import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { formatDuration } from "@/lib/domain/format";
import { SectionHeading } from "@/components/section-heading";
import { Time, ZoneName } from "@/components/time";
import type { NextRunView } from "@/lib/domain/overview";

/** What the schedules will do before evening. */
export function NextRuns({ runs, total }: { runs: readonly NextRunView[]; total: number }) {
  return (
    <>
      <SectionHeading
        note={
          <>
            <ZoneName />
            {total > runs.length ? `, the first ${runs.length} of ${total}` : ""}
          </>
        }
      >
        Next six hours
      </SectionHeading>
      <DataTable
        label="Runs due in the next six hours"
        columns={columns}
        rows={runs}
        rowKey={(run) => `${run.planId}-${run.at}`}
        empty={
          <EmptyState title="No schedule comes due in the next six hours.">
            Paused plans and plans by hand are not counted.
          </EmptyState>
        }
      />
    </>
  );
}

const columns: readonly Column<NextRunView>[] = [
  { id: "when", header: "When", cell: (run) => <Time at={run.at} style="time" showZone={false} /> },
  {
    id: "what",
    header: "What",
    title: true,
    cell: (run) => (
      <>
        <Link href={`/plans/${run.planId}`} className="quiet-link">
          {run.planName}
        </Link>
        <span className="font-normal text-ink-2">
          , checkpoint, {run.what.charAt(0).toLowerCase() + run.what.slice(1)}
        </span>
      </>
    ),
  },
  {
    id: "expected",
    header: "Expected",
    cell: (run) => (
      <span className="text-ink-2">
        {run.expectedMs === null ? "no like run to compare with yet" : `about ${formatDuration(run.expectedMs)}`}
      </span>
    ),
  },
];
