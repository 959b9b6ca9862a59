"use client";

import Link from "next/link";
import { EmptyState } from "@/components/empty-state";
import { failureOf } from "@/components/request";
import { RunTable } from "@/components/runs/run-table";
import { useRuns } from "@/components/runs/use-run";
import { SectionHeading } from "@/components/section-heading";
import { runQuery } from "@/lib/domain/run";

const SHOWN = 6;

/** The newest runs of the plan. */
export function PlanRuns({ planId }: { planId: string }) {
  const { data, error, isFetching, refetch } = useRuns(runQuery.parse({ planId }));
  return (
    <section aria-labelledby="runs">
      <SectionHeading
        id="runs"
        note="newest first"
        actions={
          data && data.total > SHOWN ? (
            <Link href={`/runs?planId=${planId}`} className="quiet-link text-xs">
              All {data.total} runs
            </Link>
          ) : null
        }
      >
        Runs
      </SectionHeading>
      <RunTable
        runs={data?.rows.slice(0, SHOWN)}
        label="Runs of the plan"
        showPlan={false}
        failure={error ? failureOf(error) : null}
        onRetry={() => void refetch()}
        retrying={isFetching}
        empty={
          <EmptyState title="Nothing has run yet.">
            Take a checkpoint by hand, or wait for the first slot of the schedule.
          </EmptyState>
        }
      />
    </section>
  );
}
