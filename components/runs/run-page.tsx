"use client";

import Link from "next/link";

import { formatClock, formatDuration, plural } from "@/lib/domain/format";
import { PageHeader } from "@/components/page-header";
import { failureOf } from "@/components/request";
import { CancelRun } from "@/components/runs/cancel-run";
import { CreatedList } from "@/components/runs/created-list";
import { RetryRun } from "@/components/runs/retry-run";
import { RunCause } from "@/components/runs/run-cause";
import { RunSteps } from "@/components/runs/run-steps";
import { kindWord, stepNews } from "@/components/runs/run-words";
import { useRun } from "@/components/runs/use-run";
import { ErrorState } from "@/components/error-state";
import { Stat, StatRow } from "@/components/stat-row";
import { StatusText } from "@/components/status-badge";
import { PageCrumbs } from "@/components/shell/crumbs";
import { Time } from "@/components/time";
import { useNow } from "@/components/viewer-clock";
import { isLive } from "@/lib/domain/run-words";
import type { RunDetail } from "@/lib/domain/run";

type RunPageProps = {
  runId: string;
  siteNames: Record<string, string>;
  canWrite: boolean;
};

/** One run as it goes: what it does, how long yet, what it made, and what can be done about it. */
export function RunPage({ runId, siteNames, canWrite }: RunPageProps) {
  const { data: run, error, refetch, isFetching, streaming } = useRun(runId);
  if (!run)
    return error ? (
      <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} />
    ) : null;
  return (
    <>
      <PageCrumbs crumbs={[{ label: "Runs", href: "/runs" }, { label: run.title }]} />
      <PageHeader
        title={titleOf(run)}
        meta={<Meta run={run} siteNames={siteNames} />}
        actions={<Actions run={run} canWrite={canWrite} />}
      />
      <p role="status" aria-live="polite" className="sr-only">
        {stepNews(run.steps)}
      </p>
      {error ? (
        <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} className="mb-3" />
      ) : null}
      <Figures run={run} streaming={streaming} />
      <RunCause run={run} />
      <RunSteps run={run} />
      <CreatedList run={run} siteNames={siteNames} canWrite={canWrite} />
    </>
  );
}

function titleOf(run: RunDetail): string {
  const failed = run.steps.findIndex((step) => step.state === "failed");
  if (run.state === "failed" && failed >= 0) return `${run.title}: stopped at step ${failed + 1}`;
  return run.title;
}

function Meta({ run, siteNames }: { run: RunDetail; siteNames: Record<string, string> }) {
  const from = siteNames[run.siteId] ?? run.siteId;
  const to =
    run.targetSiteId && run.targetSiteId !== run.siteId ? ` → ${siteNames[run.targetSiteId] ?? run.targetSiteId}` : "";
  return (
    <span>
      {kindWord(run.kind)}, asked for <Time at={run.createdAt} style="datetime-seconds" /> by {run.requestedBy} · {from}
      {to}
      {run.planId && run.planName ? (
        <>
          {" · plan "}
          <Link href={`/plans/${run.planId}`} className="quiet-link">
            {run.planName}
          </Link>
        </>
      ) : null}
      {run.checkpointId ? (
        <>
          {" · "}
          <Link href={`/checkpoints/${run.checkpointId}`} className="quiet-link">
            checkpoint
          </Link>
        </>
      ) : null}
      {run.kind === "failover" || run.kind === "drill" ? (
        <>
          {" · "}
          <Link href={`/failovers/${run.id}`} className="quiet-link">
            {run.kind === "drill" ? "the drill’s page" : "the failover’s page"}
          </Link>
        </>
      ) : null}
      {run.attempt > 1 ? ` · attempt ${run.attempt}` : ""}
    </span>
  );
}

function Actions({ run, canWrite }: { run: RunDetail; canWrite: boolean }) {
  return (
    <>
      {run.cancelLeaves !== null ? (
        <CancelRun runId={run.id} title={run.title} leaves={run.cancelLeaves} canWrite={canWrite} />
      ) : null}
      {run.canRetry ? <RetryRun run={run} canWrite={canWrite} /> : null}
    </>
  );
}

function Figures({ run, streaming }: { run: RunDetail; streaming: boolean }) {
  const live = isLive(run.state);
  const current = run.steps.find((step) => step.state === "running" || step.state === "waiting");
  const standing = run.created.filter((thing) => thing.removedAt === null).length;
  return (
    <StatRow className="mb-3">
      <Stat
        label="State"
        value={<StatusText kind="run" state={run.state} />}
        note={
          live ? (
            streaming ? (
              "told live by the server"
            ) : (
              "asked every 3 s"
            )
          ) : run.endedAt ? (
            <>
              ended <Time at={run.endedAt} style="datetime-seconds" className="text-xs" />
            </>
          ) : null
        }
      />
      <Stat
        label={live ? "Running for" : "Took"}
        value={run.startedAt ? <Took since={run.startedAt} until={run.endedAt} /> : "–"}
        note={
          run.expectedMs
            ? `about ${formatDuration(run.expectedMs)} expected`
            : run.startedAt
              ? "no like run to compare with yet"
              : "waits for a free worker"
        }
      />
      <Stat
        label="Steps"
        value={run.stepsDone}
        against={`of ${run.stepsTotal}`}
        note={current ? `now: ${current.title}` : live ? "between two steps" : "nothing is running"}
      />
      <Stat
        label="Made"
        value={standing}
        against={plural(standing, "thing")}
        note={
          run.created.length > standing
            ? `${run.created.length - standing} removed again`
            : run.created.length > 0
              ? "listed below"
              : live
                ? "nothing yet"
                : "nothing new"
        }
      />
    </StatRow>
  );
}

function Took({ since, until }: { since: string; until: string | null }) {
  const now = useNow(until ? "still" : "second");
  const end = until ? new Date(until) : now;
  return <>{formatClock(end.getTime() - new Date(since).getTime())}</>;
}
