"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { DayStrip } from "@/components/charts/day-strip";
import { DataTable, type Column } from "@/components/data-table";
import { ExposureNow, ProtectionBadge } from "@/components/plans/exposure";
import { None } from "@/components/quantity";
import { StatusGlyph, StatusText } from "@/components/status-badge";
import { Time } from "@/components/time";
import { checkpointState } from "@/lib/domain/checkpoint";
import type { Failure } from "@/lib/domain/errors";
import type { PlanView } from "@/lib/domain/plan";
import { minutesWords } from "@/lib/domain/plan-words";

type PlanTableProps = {
  plans: readonly PlanView[] | undefined;
  empty: ReactNode;
  failure?: Failure | null;
  onRetry?: () => void;
  retrying?: boolean;
};

/** Plans with their verdict, what would be lost now, and their last thirty days. */
export function PlanTable({ plans, ...rest }: PlanTableProps) {
  return <DataTable label="Plans, worst first" columns={columns} rows={plans} rowKey={(plan) => plan.id} {...rest} />;
}

const columns: readonly Column<PlanView>[] = [
  { id: "plan", header: "Plan", title: true, cell: (plan) => <PlanName plan={plan} /> },
  { id: "state", header: "State", cell: (plan) => <ProtectionBadge exposure={plan.exposure} /> },
  {
    id: "exposure",
    header: "Would lose now",
    align: "end",
    mono: true,
    cell: (plan) => <ExposureNow exposure={plan.exposure} />,
  },
  {
    id: "allowed",
    header: "Allowed",
    align: "end",
    mono: true,
    className: "text-ink-2",
    cell: (plan) => <span className="whitespace-nowrap">{minutesWords(plan.objective.rpoMinutes)}</span>,
  },
  { id: "strip", header: "Last 30 days", cell: (plan) => <DayStrip days={plan.strip} className="mt-0.5" /> },
  { id: "last", header: "Last checkpoint", cell: (plan) => <LastCheckpoint plan={plan} /> },
  { id: "next", header: "Next run", cell: (plan) => <NextRun plan={plan} /> },
];

function PlanName({ plan }: { plan: PlanView }) {
  return (
    <>
      <Link href={`/plans/${plan.id}`} className="quiet-link">
        {plan.name}
      </Link>
      {plan.credential.state === "active" ? null : (
        <StatusText
          kind="credential"
          state={plan.credential.state}
          text={plan.credential.state === "lost" ? "access lost" : "no access yet"}
          className="mt-0.5 flex text-xs font-normal"
        />
      )}
    </>
  );
}

function LastCheckpoint({ plan: { lastCheckpoint } }: { plan: PlanView }) {
  if (lastCheckpoint === null) return <None label="none yet" />;
  const state = checkpointState.safeParse(lastCheckpoint.state).data ?? "failed";
  return (
    <Link
      href={`/checkpoints/${lastCheckpoint.id}`}
      className="inline-flex items-baseline gap-1.5 whitespace-nowrap hover:underline"
    >
      <StatusGlyph kind="checkpoint" state={state} className="size-2.5 self-center" />
      <Time at={lastCheckpoint.at} />
    </Link>
  );
}

function NextRun({ plan }: { plan: PlanView }) {
  if (plan.runningRunId) {
    return (
      <Link href={`/runs/${plan.runningRunId}`} className="hover:underline">
        <StatusText kind="run" state="running" text="running now" />
      </Link>
    );
  }
  if (plan.state === "paused") return <StatusText kind="plan" state="paused" />;
  if (plan.nextRunAt === null) return <span className="text-ink-3">by hand only</span>;
  return <Time at={plan.nextRunAt} />;
}
