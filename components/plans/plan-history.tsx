"use client";

import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { usePlanHistory } from "@/components/plans/use-plans";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { PlanChange, PlanHistoryEntry } from "@/lib/domain/plan-page";

/** Who changed what, with before and after. */
export function PlanHistory({ planId }: { planId: string }) {
  const { data, error, isFetching, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePlanHistory(planId);
  const rows = data?.pages.flatMap((page) => page.rows);
  return (
    <section aria-labelledby="history">
      <SectionHeading id="history" note="who changed what, newest first">
        History of changes
      </SectionHeading>
      {error ? (
        <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} className="mb-2" />
      ) : null}
      {!rows && !error ? <Skeleton className="h-24 w-full" /> : null}
      {rows?.length === 0 ? <EmptyState title="No change is on record." /> : null}
      <ol className="border-t border-line-soft empty:hidden">
        {rows?.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {hasNextPage ? (
        <Button
          size="sm"
          variant="ghost"
          className="mt-1"
          pending={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show older changes
        </Button>
      ) : null}
    </section>
  );
}

const VERBS: Partial<Record<PlanHistoryEntry["action"], string>> = {
  "plan.create": "made the plan",
  "plan.import": "imported the plan",
  "plan.edit": "edited the plan",
  "plan.pause": "paused the plan",
  "plan.resume": "resumed the plan",
  "plan.delete": "deleted the plan",
  "objective.set": "set a new promise",
  "recovery.set": "set how the plan comes back",
  "failover.start": "started a failover",
  "failover.commit": "committed a failover",
  "failover.undo": "undid a failover",
  "drill.start": "started a drill",
  "drill.end": "ended a drill",
  "bank.show-key": "had the bank's key shown",
  "credential.create": "gave the plan access",
  "credential.renew": "renewed the plan's access",
  "credential.revoke": "took the plan's access away",
  "credential.lost": "found the plan's access lost",
};

// A new plan has no before: its values stand in the settings.
const QUIET = new Set<PlanHistoryEntry["action"]>(["plan.create", "plan.import"]);

function Entry({ entry }: { entry: PlanHistoryEntry }) {
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line-soft py-2 md:grid-cols-[10rem_minmax(0,1fr)]">
      <Time at={entry.at} className="text-ink-2" />
      <div className="min-w-0">
        <p>
          <strong className="font-semibold">{entry.actorName}</strong> {VERBS[entry.action] ?? entry.action}
          {entry.result === "done" ? null : (
            <Badge tone="breach" className="ml-2">
              {entry.result}
            </Badge>
          )}
          {entry.reason ? <span className="text-ink-2">: {entry.reason}</span> : null}
        </p>
        {QUIET.has(entry.action) || entry.changes.length === 0 ? null : <Changes changes={entry.changes} />}
      </div>
    </li>
  );
}

function Changes({ changes }: { changes: PlanChange[] }) {
  return (
    <dl className="mt-1 grid gap-y-0.5 text-xs">
      {changes.map((change) => (
        <div key={change.field} className="flex flex-wrap gap-x-2">
          <dt className="w-36 shrink-0 text-ink-3">{change.field}</dt>
          <dd className="min-w-0">
            {change.before === null ? null : (
              <>
                <del className="text-ink-3">{change.before}</del>
                <span aria-hidden className="px-1.5 text-ink-3">
                  →
                </span>
              </>
            )}
            {change.after === null ? (
              <span className="text-ink-3">removed</span>
            ) : (
              <ins className="no-underline">{change.after}</ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
