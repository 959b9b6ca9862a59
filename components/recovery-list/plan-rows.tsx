"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";

import { DataTable, type Column } from "@/components/data-table";
import { None } from "@/components/quantity";
import { LastDrill } from "@/components/recovery-list/last-drill";
import { WriteButton } from "@/components/runs/write-button";
import { StatusText } from "@/components/status-badge";
import { Time, TimeAgo } from "@/components/time";
import { useNow } from "@/components/viewer-clock";
import type { RecoveryPlan } from "@/lib/domain/recovery-list";
import { cn } from "@/lib/utils";

/** Each plan: where it would go, how old what is there is, whether that was tried, and what is open. */
export function PlanRows({ plans, canWrite }: { plans: RecoveryPlan[]; canWrite: boolean }) {
  return (
    <DataTable
      label="Plans and their recovery"
      columns={columnsFor(canWrite)}
      rows={plans}
      rowKey={({ planId }) => planId}
      empty={null}
    />
  );
}

function columnsFor(canWrite: boolean): readonly Column<RecoveryPlan>[] {
  return [
    {
      id: "plan",
      header: "Plan",
      title: true,
      cell: ({ planId, planName }) => (
        <Link href={`/plans/${planId}`} className="quiet-link">
          {planName}
        </Link>
      ),
    },
    { id: "direction", header: "Direction", cell: (plan) => <Direction plan={plan} /> },
    { id: "offsite", header: "Newest point offsite", cell: (plan) => <Newest plan={plan} /> },
    {
      id: "drill",
      header: "Last drill",
      cell: ({ lastDrill, toName }) => (toName ? <LastDrill drill={lastDrill} /> : <None />),
    },
    { id: "open", header: "Open", cell: ({ open }) => <Open open={open} /> },
    { id: "actions", header: "", actions: true, cell: (plan) => <Deeds plan={plan} canWrite={canWrite} /> },
  ];
}

function Direction({ plan: { planId, fromName, toName } }: { plan: RecoveryPlan }) {
  if (toName)
    return (
      <Link href={`/plans/${planId}/recovery`} className="quiet-link whitespace-nowrap" title="Recovery settings">
        {fromName} → {toName}
      </Link>
    );
  return (
    <span>
      {fromName}, <span className="text-ink-3">no recovery site</span>
    </span>
  );
}

/** Older than what may be lost is said to be. */
function Newest({ plan: { offsite, rpoMinutes, toName } }: { plan: RecoveryPlan }) {
  const now = useNow();
  if (!toName) return <None />;
  if (!offsite) return <span className="text-breach">none yet</span>;
  const late = now.getTime() - Date.parse(offsite.capturedAt) > rpoMinutes * 60_000;
  return (
    <span className={cn("whitespace-nowrap", late && "text-breach")}>
      <TimeAgo at={offsite.capturedAt} />
      {late ? " · older than promised" : ""}
      <span className="block text-xs text-ink-3">
        <Time at={offsite.capturedAt} className="text-xs" />
      </span>
    </span>
  );
}

function Open({ open }: Pick<RecoveryPlan, "open">) {
  if (open.length === 0) return <None label="nothing" />;
  return (
    <span className="grid gap-0.5">
      {open.map(({ id, purpose }) => (
        <Link key={id} href={`/failovers/${id}`} className="quiet-link">
          <StatusText kind="workload" state="starting" text={purpose === "drill" ? "a drill" : "a failover"} />
        </Link>
      ))}
    </span>
  );
}

function Deeds({ plan, canWrite }: { plan: RecoveryPlan; canWrite: boolean }) {
  const router = useRouter();
  const { planId, planName, toName } = plan;
  if (!toName)
    return (
      <span className="flex @3xl:justify-end">
        <WriteButton
          canWrite={canWrite}
          size="sm"
          aria-label={`Choose a recovery site for ${planName}`}
          onClick={() => router.push(`/plans/${planId}/edit?step=where`)}
        >
          Choose a recovery site
        </WriteButton>
      </span>
    );
  return (
    <span className="flex flex-wrap gap-1.5 @3xl:flex-nowrap @3xl:justify-end">
      <WriteButton
        canWrite={canWrite}
        size="sm"
        aria-label={`Start a drill of ${planName}`}
        onClick={() => router.push(`/plans/${planId}/drill`)}
      >
        Start a drill
      </WriteButton>
      <WriteButton
        canWrite={canWrite}
        size="sm"
        aria-label={`Fail over ${planName}`}
        onClick={() => router.push(`/plans/${planId}/failover`)}
      >
        Fail over
      </WriteButton>
    </span>
  );
}
