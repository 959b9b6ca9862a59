import Link from "next/link";

import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { None } from "@/components/quantity";
import { WorkloadText } from "@/components/failover/workload-text";
import { Rta } from "@/components/recovery-list/last-drill";
import { recoveryHref } from "@/components/recovery-list/use-recovery-list";
import { SectionHeading } from "@/components/section-heading";
import { StatusText } from "@/components/status-badge";
import { Time } from "@/components/time";
import { Pagination } from "@/components/ui/pagination";
import { formatDuration } from "@/lib/domain/format";
import {
  RECOVERY_PAGE_SIZE,
  type RecoveryEvent,
  type RecoveryList,
  type RecoveryQuery,
} from "@/lib/domain/recovery-list";

const WHAT = { planned: "planned failover", disaster: "failover" } as const;

const COLUMNS: readonly Column<RecoveryEvent>[] = [
  {
    id: "when",
    header: "When",
    title: true,
    cell: ({ id, declaredAt }) => (
      <Link href={`/failovers/${id}`} className="quiet-link">
        <Time at={declaredAt} />
      </Link>
    ),
  },
  { id: "what", header: "What", cell: ({ purpose, mode }) => (purpose === "drill" ? "drill" : WHAT[mode]) },
  { id: "plan", header: "Plan", cell: ({ planName }) => planName },
  { id: "direction", header: "Direction", cell: ({ fromName, toName }) => `${fromName} → ${toName}` },
  {
    id: "workload",
    header: "Workload",
    cell: ({ purpose, workload }) => <WorkloadText purpose={purpose} workload={workload} />,
  },
  { id: "cleanup", header: "Clean-up", cell: ({ cleanup }) => <StatusText kind="cleanup" state={cleanup} /> },
  {
    id: "loss",
    header: "Data lost",
    align: "end",
    cell: ({ lossMs, purpose }) =>
      lossMs === null ? (
        <None label="not known" />
      ) : (
        <span className={purpose === "drill" ? "text-ink-3" : undefined}>
          {formatDuration(lossMs)}
          {purpose === "drill" ? " would be" : ""}
        </span>
      ),
  },
  { id: "rta", header: "Recovery time", align: "end", cell: (event) => <Rta event={event} /> },
];

/** Every failover and drill of the project, newest first. */
export function History({ list, query }: { list: RecoveryList; query: RecoveryQuery }) {
  return (
    <section aria-labelledby="history">
      <SectionHeading id="history" note="newest first">
        Failovers and drills
      </SectionHeading>
      <DataTable
        label="Failovers and drills"
        columns={COLUMNS}
        rows={list.history}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="Nothing was drilled or failed over yet.">
            A drill shows whether a plan comes up at its recovery site, and how long that takes. It touches nothing
            else.
          </EmptyState>
        }
      />
      <Pagination
        page={query.past}
        pageSize={RECOVERY_PAGE_SIZE}
        total={list.historyTotal}
        noun="failovers and drills"
        hrefFor={(past) => recoveryHref({ ...query, past })}
      />
    </section>
  );
}
