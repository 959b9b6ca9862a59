"use client";

import { useState } from "react";
import { ErrorState } from "@/components/error-state";
import { useSelectionPreview } from "@/components/plans/use-previews";
import { failureOf } from "@/components/request";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { Selection } from "@/lib/domain/plan";
import { countWords, KIND_WORDS } from "@/lib/domain/plan-words";
import { selection as selectionSchema } from "@/lib/domain/plan";

const FIRST = 12;

/** What the rule would take at this moment, asked of the cloud itself. */
export function SelectionMembers({ siteId, selection }: { siteId: string; selection: Selection }) {
  const [all, setAll] = useState(false);
  const { data, error, isFetching, refetch } = useSelectionPreview(siteId, selection);
  if (!selectionSchema.safeParse(selection).success) {
    return <p className="text-ink-3">The members that the rule takes now are shown here once it is complete.</p>;
  }
  if (error) return <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) {
    return (
      <div role="status" aria-label="Asking the site" className="grid gap-2">
        <Skeleton className="h-4 w-52" />
        <Skeleton className="h-4 w-72" />
      </div>
    );
  }
  const shown = all ? data.members : data.members.slice(0, FIRST);
  return (
    <section aria-label="Members now" aria-busy={isFetching} className="rounded-md border border-line">
      <p role="status" className="flex flex-wrap items-baseline gap-x-3 border-b border-line-soft px-3 py-1.5">
        <strong className="font-semibold">
          {data.members.length === 0 ? "The rule takes nothing now" : `It takes ${countWords(data.counts)} now`}
        </strong>
        <span className="text-xs text-ink-3">
          as of <Time at={data.seenAt} style="time-seconds" className="text-xs" />
        </span>
      </p>
      {data.members.length === 0 ? (
        <p className="px-3 py-2 text-ink-2">
          The plan can be saved; its checkpoints stay empty until something fits the rule.
        </p>
      ) : (
        <ul className="grid gap-x-6 px-3 py-1.5 @lg:grid-cols-2">
          {shown.map((member) => (
            <li key={`${member.kind}/${member.id}`} className="flex min-w-0 justify-between gap-3 py-0.5">
              <span className="min-w-0 truncate">{member.name || member.id}</span>
              <span className="text-xs text-ink-3">{KIND_WORDS[member.kind].one}</span>
            </li>
          ))}
        </ul>
      )}
      {data.members.length > FIRST ? (
        <Button size="sm" variant="ghost" className="m-1" onClick={() => setAll(!all)}>
          {all ? `Show the first ${FIRST}` : `Show all ${data.members.length}`}
        </Button>
      ) : null}
    </section>
  );
}
