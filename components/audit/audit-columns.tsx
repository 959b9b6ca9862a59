import Link from "next/link";

import { AuditChanges } from "@/components/audit/audit-changes";
import { ACTION_WORDS, objectHref, RESULT_LOOKS } from "@/components/audit/audit-words";
import type { Column } from "@/components/data-table";
import { Glyph } from "@/components/glyph";
import { None } from "@/components/quantity";
import { Time } from "@/components/time";
import { toneInk } from "@/components/ui/badge";
import { cn } from "@/lib/utils";
import type { AuditView } from "@/lib/domain/audit";

export const auditColumns: readonly Column<AuditView>[] = [
  { id: "at", header: "When", cell: (row) => <Time at={row.at} style="datetime-seconds" className="text-ink-2" /> },
  {
    id: "what",
    header: "Who did what",
    title: true,
    className: "min-w-72 font-normal",
    cell: (row) => <Sentence row={row} />,
  },
  { id: "result", header: "Result", cell: (row) => <Result row={row} /> },
  {
    id: "change",
    header: "Change",
    className: "min-w-48 max-w-lg",
    cell: (row) => <AuditChanges before={row.before} after={row.after} name={row.objectName} />,
  },
  { id: "project", header: "Project", cell: (row) => row.projectName ?? <None label="no project" /> },
  { id: "from", header: "From", cell: (row) => <From row={row} /> },
];

function Sentence({ row }: { row: AuditView }) {
  const href = objectHref(row);
  // What a sign-in is of is the project, which every row here has anyway.
  const named = row.objectName !== "" && row.objectKind !== "session";
  return (
    <span>
      <strong className="font-semibold">{row.actorName}</strong> {ACTION_WORDS[row.action]}
      {named ? " " : null}
      {named && href ? (
        <Link prefetch={false} href={href} className="quiet-link break-words">
          {row.objectName}
        </Link>
      ) : null}
      {named && !href ? <span className="break-words text-ink-2">{row.objectName}</span> : null}
    </span>
  );
}

function Result({ row }: { row: AuditView }) {
  const { shape, tone } = RESULT_LOOKS[row.result];
  return (
    <span className="grid gap-0.5">
      <span className={cn("inline-flex items-center gap-1.5", toneInk[tone])}>
        <Glyph shape={shape} className="size-2.5" />
        {row.result}
      </span>
      {row.reason ? <span className="max-w-64 text-xs break-words text-ink-2">{row.reason}</span> : null}
    </span>
  );
}

function From({ row }: { row: AuditView }) {
  return (
    <span className="grid gap-0.5">
      {row.address ? (
        <span className="figures">{row.address}</span>
      ) : (
        <span className="text-ink-3">Breakwater itself</span>
      )}
      {row.requestId ? (
        <span className="figures max-w-36 truncate text-xs text-ink-3" title={row.requestId}>
          {row.requestId}
        </span>
      ) : null}
    </span>
  );
}
