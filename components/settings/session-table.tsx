"use client";

import { ConfirmDialog } from "@/components/confirm-dialog";
import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { browserWords } from "@/components/settings/browser-words";
import { useEndSession, useSessions } from "@/components/settings/use-settings";
import { Time, TimeAgo } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { OwnSession } from "@/lib/domain/settings";

const columns: readonly Column<OwnSession>[] = [
  { id: "browser", header: "Browser", title: true, cell: (session) => <Browser session={session} /> },
  { id: "project", header: "Project", cell: (session) => session.projectName },
  {
    id: "by",
    header: "Signed in by",
    cell: (session) => (session.method === "password" ? "password" : "application credential"),
  },
  { id: "from", header: "From", mono: true, cell: (session) => session.address },
  { id: "since", header: "Since", cell: (session) => <Time at={session.createdAt} /> },
  { id: "used", header: "Last used", cell: (session) => <TimeAgo at={session.lastSeenAt} /> },
  {
    id: "end",
    header: "End",
    actions: true,
    cell: (session) => (session.current ? null : <EndSession session={session} />),
  },
];

/** Where one is signed in; any but this one can be ended from here. */
export function SessionTable() {
  const { data, error, isFetching, refetch } = useSessions();
  return (
    <section aria-labelledby="sessions">
      <SectionHeading id="sessions" note="where you are signed in">
        Sessions
      </SectionHeading>
      <DataTable
        label="Your sessions"
        columns={columns}
        rows={data}
        rowKey={({ id }) => id}
        failure={error ? failureOf(error) : null}
        onRetry={() => void refetch()}
        retrying={isFetching}
        skeletonRows={2}
        empty={<EmptyState title="You are signed in nowhere." />}
      />
    </section>
  );
}

function Browser({ session: { userAgent, current, expired } }: { session: OwnSession }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2" title={userAgent}>
      {browserWords(userAgent)}
      {current ? <Badge>this session</Badge> : null}
      {expired ? <Badge tone="idle">asks for the password</Badge> : null}
    </span>
  );
}

function EndSession({ session }: { session: OwnSession }) {
  const end = useEndSession();
  const what = browserWords(session.userAgent);
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={`End the session of ${what} at ${session.address}`}>
          End…
        </Button>
      }
      title={`End the session of ${what} at ${session.address}`}
      description="Whoever uses it is signed out at once. Checkpoints, schedules and runs go on."
      verb="End session"
      onConfirm={() => end(session.id)}
    />
  );
}
