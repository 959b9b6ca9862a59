"use client";

import Link from "next/link";

import { Chain, Events } from "@/components/checkpoints/chain-and-events";
import { CheckpointActions } from "@/components/checkpoints/checkpoint-actions";
import { CheckpointCause, OffsiteCause } from "@/components/checkpoints/checkpoint-cause";
import { CheckpointFigures } from "@/components/checkpoints/checkpoint-figures";
import { ResourceGraph } from "@/components/checkpoints/resource-graph";
import { ResourceList } from "@/components/checkpoints/resource-list";
import { useCheckpoint } from "@/components/checkpoints/use-checkpoints";
import { CopyId } from "@/components/copy-id";
import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { PageCrumbs } from "@/components/shell/crumbs";
import { Time } from "@/components/time";
import type { CheckpointPageView } from "@/lib/domain/checkpoint-page";

const MOST_IN_GRAPH = 60;

/** One point in time of a whole plan: what it holds, where the copies are, what it hangs together with. */
export function CheckpointPage({ checkpointId }: { checkpointId: string }) {
  const { data: checkpoint, error, refetch, isFetching } = useCheckpoint(checkpointId);
  if (!checkpoint)
    return error ? (
      <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} />
    ) : null;
  const at = checkpoint.capturedAt ?? checkpoint.createdAt;
  return (
    <>
      <PageCrumbs
        crumbs={[
          { label: "Checkpoints", href: "/checkpoints" },
          { label: checkpoint.planName, href: `/plans/${checkpoint.planId}` },
          { label: at.slice(0, 16).replace("T", " ") + " UTC", href: `/checkpoints/${checkpoint.id}` },
        ]}
      />
      <PageHeader
        title={
          <>
            {checkpoint.planName},{" "}
            <Time at={at} style="datetime-seconds" className="font-sans text-2xl font-semibold" />
          </>
        }
        meta={<Meta checkpoint={checkpoint} />}
        actions={<CheckpointActions checkpoint={checkpoint} />}
      />
      {error ? (
        <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} className="mb-3" />
      ) : null}
      <CheckpointCause checkpoint={checkpoint} />
      <OffsiteCause checkpoint={checkpoint} />
      <CheckpointFigures checkpoint={checkpoint} />
      <SectionHeading note={`${checkpoint.capturedCount} of ${checkpoint.memberCount} captured`}>
        Resources
      </SectionHeading>
      {checkpoint.captured.length > 1 && checkpoint.captured.length <= MOST_IN_GRAPH ? (
        <ResourceGraph captured={checkpoint.captured} />
      ) : null}
      <div className="mt-3">
        <ResourceList checkpoint={checkpoint} />
      </div>
      <div className="grid gap-x-8 lg:grid-cols-2">
        <Chain checkpoint={checkpoint} />
        <Events checkpoint={checkpoint} />
      </div>
    </>
  );
}

function Meta({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const words = {
    schedule: "by schedule",
    "catch-up": "late, for a missed run",
    manual: "by hand",
    failover: "as the last before a failover",
  } as const;
  return (
    <span>
      Taken {words[checkpoint.trigger]} · {checkpoint.siteName}
      {checkpoint.recoverySiteName ? ` → ${checkpoint.recoverySiteName}` : ""} · plan{" "}
      {checkpoint.planDeleted ? (
        `${checkpoint.planName} (deleted)`
      ) : (
        <Link
          href={`/plans/${checkpoint.planId}?day=${(checkpoint.capturedAt ?? checkpoint.createdAt).slice(0, 10)}`}
          className="quiet-link"
        >
          {checkpoint.planName}
        </Link>
      )}
      {checkpoint.runId ? (
        <>
          {" · "}
          <Link href={`/runs/${checkpoint.runId}`} className="quiet-link">
            its run
          </Link>
        </>
      ) : null}
      {" · "}
      <CopyId id={checkpoint.id} label="checkpoint id" />
    </span>
  );
}
