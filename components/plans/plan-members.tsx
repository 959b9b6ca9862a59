"use client";

import Link from "next/link";
import { useState } from "react";
import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { formatCount } from "@/lib/domain/format";
import { SectionHeading } from "@/components/section-heading";
import { StatusText } from "@/components/status-badge";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { MemberView, PlanDetail } from "@/lib/domain/plan";
import { KIND_WORDS, selectionWords } from "@/lib/domain/plan-words";

const FIRST = 10;

/** Who is in the plan now, who joined and who left, and who could not be restored yet. */
export function PlanMembers({ plan }: { plan: PlanDetail }) {
  const [all, setAll] = useState(false);
  // Who is in no checkpoint is what one has to know; who left comes last, as it was read.
  const rows = [...plan.members].sort((a, b) => rank(a) - rank(b));
  return (
    <section aria-labelledby="members">
      <SectionHeading id="members" note={note(plan)}>
        Members
      </SectionHeading>
      <DataTable
        label={`Members of ${plan.name}`}
        columns={columns}
        rows={all ? rows : rows.slice(0, FIRST)}
        rowKey={(member) => `${member.kind}/${member.resourceId}/${member.joinedAt}`}
        empty={
          <EmptyState title="The plan has no members now.">
            {plan.selection.by === "fixed"
              ? "None of the named resources was found."
              : `Nothing fits the ${selectionWords(plan.selection)}. It is evaluated anew at each checkpoint.`}
          </EmptyState>
        }
      />
      {rows.length > FIRST ? (
        <Button size="sm" variant="ghost" className="mt-1" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Show the first ${FIRST}` : `Show all ${formatCount(rows.length)}`}
        </Button>
      ) : null}
    </section>
  );
}

function rank(member: MemberView): number {
  if (member.leftAt !== null) return 2;
  return member.inCheckpointId === null ? 0 : 1;
}

function note({ members, memberCount }: PlanDetail): string {
  const left = members.filter(({ leftAt }) => leftAt !== null).length;
  return `${formatCount(memberCount)} now${left > 0 ? `, ${formatCount(left)} left in the last 30 days` : ""}`;
}

const columns: readonly Column<MemberView>[] = [
  {
    id: "name",
    header: "Name",
    title: true,
    cell: (member) => <span className="break-all">{member.name || member.resourceId}</span>,
  },
  { id: "kind", header: "Kind", cell: (member) => KIND_WORDS[member.kind].one },
  { id: "state", header: "State", cell: (member) => <MemberState member={member} /> },
  {
    id: "in",
    header: "Newest checkpoint with it",
    label: "Newest with it",
    cell: (member) => <Holding member={member} />,
  },
  { id: "joined", header: "Joined", cell: (member) => <Time at={member.joinedAt} className="text-ink-2" /> },
  {
    id: "id",
    header: "Id",
    mono: true,
    className: "text-ink-3 @max-2xl:hidden",
    cell: (member) => <span className="break-all">{member.resourceId}</span>,
  },
];

function MemberState({ member }: { member: MemberView }) {
  if (member.leftAt !== null) {
    return (
      <span className="text-ink-3">
        left <Time at={member.leftAt} />
      </span>
    );
  }
  if (member.inCheckpointId === null)
    return <StatusText kind="protection" state="at-risk" text="in no checkpoint yet" />;
  return <StatusText kind="protection" state="kept" text="in a checkpoint" />;
}

function Holding({ member }: { member: MemberView }) {
  if (member.inCheckpointId === null || member.inCheckpointAt === null) return <span className="text-ink-3">none</span>;
  return (
    <Link href={`/checkpoints/${member.inCheckpointId}`} className="quiet-link">
      <Time at={member.inCheckpointAt} />
    </Link>
  );
}
