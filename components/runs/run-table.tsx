"use client";

import Link from "next/link";
import type { ReactNode } from "react";

import { DataTable, type Column } from "@/components/data-table";
import { Elapsed, None } from "@/components/quantity";
import { kindWord } from "@/components/runs/run-words";
import { StatusText } from "@/components/status-badge";
import { Time } from "@/components/time";
import { isLive } from "@/lib/domain/run-words";
import type { Failure } from "@/lib/domain/errors";
import type { RunView } from "@/lib/domain/run";

type RunTableProps = {
  runs: readonly RunView[] | undefined;
  /** What is listed: "Runs of project demo". */
  label: string;
  empty: ReactNode;
  failure?: Failure | null;
  onRetry?: () => void;
  retrying?: boolean;
  /** On a plan's own page its name says nothing. */
  showPlan?: boolean;
  /** Where runs of several projects stand together. */
  showProject?: boolean;
};

/** Runs with their state, how far they have come, and how long they took. */
export function RunTable({
  runs,
  label,
  empty,
  failure,
  onRetry,
  retrying,
  showPlan = true,
  showProject = false,
}: RunTableProps) {
  return (
    <DataTable
      label={label}
      columns={columns.filter(
        (column) => (column.id !== "plan" || showPlan) && (column.id !== "project" || showProject),
      )}
      rows={runs}
      rowKey={(run) => run.id}
      failure={failure}
      onRetry={onRetry}
      retrying={retrying}
      empty={empty}
    />
  );
}

const columns: readonly Column<RunView>[] = [
  {
    id: "title",
    header: "Run",
    title: true,
    cell: (run) => (
      <Link href={`/runs/${run.id}`} className="quiet-link">
        {run.title}
      </Link>
    ),
  },
  { id: "state", header: "State", cell: (run) => <RunState run={run} />, className: "whitespace-nowrap" },
  { id: "project", header: "Project", cell: (run) => run.projectName },
  { id: "kind", header: "Kind", cell: (run) => kindWord(run.kind), className: "whitespace-nowrap" },
  {
    id: "plan",
    header: "Plan",
    cell: (run) =>
      run.planId && run.planName ? (
        <Link href={`/plans/${run.planId}`} className="quiet-link">
          {run.planName}
        </Link>
      ) : (
        <None label="no plan" />
      ),
  },
  {
    id: "started",
    header: "Started",
    cell: (run) => (run.startedAt ? <Time at={run.startedAt} /> : <None label="not yet" />),
  },
  {
    id: "took",
    header: "Took",
    align: "end",
    mono: true,
    cell: (run) =>
      run.startedAt ? <Elapsed since={run.startedAt} until={run.endedAt} /> : <None label="not started" />,
  },
  { id: "by", header: "By", cell: (run) => run.requestedBy },
];

function RunState({ run }: { run: RunView }) {
  const text = isLive(run.state) && run.stepsTotal > 0 ? ` ${run.stepsDone} of ${run.stepsTotal}` : "";
  return (
    <span>
      <StatusText kind="run" state={run.state} />
      <span className="figures text-xs text-ink-3">{text}</span>
    </span>
  );
}
