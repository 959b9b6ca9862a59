"use client";

import Link from "next/link";
import { toast } from "sonner";

import { ConfirmDialog } from "@/components/confirm-dialog";
import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { None } from "@/components/quantity";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { useChangeCredential, usePlanCredentials } from "@/components/settings/use-settings";
import { StatusText } from "@/components/status-badge";
import { Time, TimeAgo } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { PlanCredential } from "@/lib/domain/settings";

const base: readonly Column<PlanCredential>[] = [
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
  { id: "state", header: "Access", cell: (row) => <State row={row} /> },
  { id: "owner", header: "In the name of", cell: ({ credential }) => credential.userName ?? <None /> },
  {
    id: "rules",
    header: "Access rules",
    cell: ({ credential }) =>
      credential.state === "none" ? <None /> : credential.restricted ? "held to them" : "not held to them",
  },
  {
    id: "made",
    header: "Made",
    cell: ({ credential }) => (credential.createdAt ? <Time at={credential.createdAt} /> : <None />),
  },
  {
    id: "checked",
    header: "Last accepted",
    cell: ({ credential }) => (credential.checkedAt ? <TimeAgo at={credential.checkedAt} /> : <None label="not yet" />),
  },
  {
    id: "ends",
    header: "Ends",
    cell: ({ credential }) => (credential.expiresAt ? <Time at={credential.expiresAt} /> : <None label="never" />),
  },
];

const actions: Column<PlanCredential> = {
  id: "actions",
  header: "Change",
  actions: true,
  cell: (row) => <Actions row={row} />,
};

/** By which application credential each plan does its work, and how to mend or end it. */
export function CredentialTable({ canWrite }: { canWrite: boolean }) {
  const { data, error, isFetching, refetch } = usePlanCredentials();
  return (
    <section aria-labelledby="credentials">
      <SectionHeading id="credentials" note="the application credentials by which plans work while nobody is signed in">
        Access of plans
      </SectionHeading>
      <DataTable
        label="Access of plans"
        columns={canWrite ? [...base, actions] : base}
        rows={data}
        rowKey={({ planId }) => planId}
        failure={error ? failureOf(error) : null}
        onRetry={() => void refetch()}
        retrying={isFetching}
        skeletonRows={3}
        empty={
          <EmptyState title="The project has no plan yet.">
            Each plan is given an application credential of its own when it is made.
          </EmptyState>
        }
      />
    </section>
  );
}

function State({ row: { credential } }: { row: PlanCredential }) {
  return (
    <span className="grid gap-0.5">
      <StatusText kind="credential" state={credential.state} />
      {credential.problem ? (
        <span className="max-w-72 text-xs break-words text-ink-2">{credential.problem}</span>
      ) : null}
    </span>
  );
}

function Actions({ row: { planId, planName, credential } }: { row: PlanCredential }) {
  const { renew, revoke } = useChangeCredential();
  return (
    <span className="flex flex-wrap gap-1.5">
      <ConfirmDialog
        trigger={
          <Button size="sm" aria-label={`Renew the access of ${planName}`}>
            {credential.state === "none" ? "Give access…" : "Renew…"}
          </Button>
        }
        title={credential.state === "none" ? `Give ${planName} access` : `Renew the access of ${planName}`}
        description="Keystone makes a new application credential in your name, with your role in this project. The former one is deleted where it is yours."
        verb={credential.state === "none" ? "Give access" : "Renew access"}
        onConfirm={async () => {
          const result = await renew(planId);
          if (result.ok) toast.success(`${planName} has new access`);
          return result;
        }}
      />
      {credential.state === "none" ? null : (
        <ConfirmDialog
          trigger={
            <Button size="sm" variant="ghost" aria-label={`Revoke the access of ${planName}`}>
              Revoke…
            </Button>
          }
          title={`Revoke the access of ${planName}`}
          description="Its schedule can take no checkpoint until it is given access again, so what would be lost grows from now on. Checkpoints that exist stay and can be restored."
          verb="Revoke access"
          destructive
          onConfirm={() => revoke(planId)}
        />
      )}
    </span>
  );
}
