"use client";

import Link from "next/link";

import { Callout } from "@/components/callout";
import { Chain, Events } from "@/components/checkpoints/chain-and-events";
import { CheckpointActions } from "@/components/checkpoints/checkpoint-actions";
import { ResourceGraph } from "@/components/checkpoints/resource-graph";
import { ResourceList } from "@/components/checkpoints/resource-list";
import { chainWords, pointMark, tookWords } from "@/components/checkpoints/timeline/point-words";
import { useCheckpoint } from "@/components/checkpoints/use-checkpoints";
import { CopyId } from "@/components/copy-id";
import { ErrorState } from "@/components/error-state";
import { formatGiB, formatNoun } from "@/lib/domain/format";
import { Glyph } from "@/components/glyph";
import { PageHeader } from "@/components/page-header";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { PageCrumbs } from "@/components/shell/crumbs";
import { Stat, StatRow } from "@/components/stat-row";
import { StatusBadge } from "@/components/status-badge";
import { Time, TimeAgo } from "@/components/time";
import { Badge, toneInk } from "@/components/ui/badge";
import type { CheckpointPageView } from "@/lib/domain/checkpoint-page";
import { cn } from "@/lib/utils";

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
      <Cause checkpoint={checkpoint} />
      <OffsiteCause checkpoint={checkpoint} />
      <Figures checkpoint={checkpoint} />
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

function Cause({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const { state, cause, pinned, pinnedReason, goneReason } = checkpoint;
  if (state === "failed")
    return (
      <Callout tone="breach" title="This checkpoint failed; nothing can be restored from it." className="mb-3">
        {cause ?? "Its run says why."}
      </Callout>
    );
  if (state === "partial")
    return (
      <Callout
        tone="risk"
        title={`This checkpoint is partial: ${checkpoint.capturedCount} of ${formatNoun(checkpoint.memberCount, "resource")} can be restored from it.`}
        className="mb-3"
      >
        {cause ?? "The resources below say what is missing, and why."} It does not count for the plan&apos;s promise.
      </Callout>
    );
  if (state === "expired")
    return (
      <Callout tone="idle" shape="gone" title="Its data is gone." className="mb-3">
        {goneReason ? `Removed: ${goneReason}. ` : ""}The row stays, so that history stays true.
      </Callout>
    );
  if (state === "expiring")
    return (
      <Callout tone="idle" shape="expiring" title="It is being removed." className="mb-3">
        {cause ?? "It can be restored from until its copies are gone."}
      </Callout>
    );
  if (state === "pending" || state === "running")
    return (
      <Callout tone="running" title="It is still being taken." className="mb-3">
        Nothing can be restored from it before its copies are whole.
      </Callout>
    );
  if (pinned)
    return (
      <Callout tone="kept" shape="immutable" title="Kept on purpose" className="mb-3">
        {pinnedReason ?? "The retention passes it over until it is released."}
      </Callout>
    );
  return cause ? (
    <Callout tone="risk" className="mb-3">
      {cause}
    </Callout>
  ) : null;
}

function OffsiteCause({ checkpoint: { goneAt, offsiteCause } }: { checkpoint: CheckpointPageView }) {
  if (offsiteCause === null || goneAt !== null) return null;
  return (
    <Callout tone="risk" title="It did not reach the recovery site" className="mb-3">
      {offsiteCause} At its own site it can be restored as shown below.
    </Callout>
  );
}

function Figures({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const mark = pointMark(checkpoint);
  const complete = checkpoint.capturedCount >= checkpoint.memberCount;
  return (
    <StatRow>
      <Stat
        lead
        label="Brings back the data of"
        value={checkpoint.capturedAt && checkpoint.goneAt === null ? <TimeAgo at={checkpoint.capturedAt} /> : "nothing"}
        badge={<StatusBadge kind="checkpoint" state={checkpoint.state} text={mark.word} />}
        note={<Ladder checkpoint={checkpoint} />}
      />
      <Stat
        label="Resources"
        value={checkpoint.capturedCount}
        against={`of ${checkpoint.memberCount}`}
        badge={complete ? null : <Badge tone="risk">not complete</Badge>}
        note={
          checkpoint.spreadMs === null
            ? null
            : checkpoint.spreadMs > 1000
              ? `captured within ${(checkpoint.spreadMs / 1000).toFixed(1)} s: not one instant`
              : checkpoint.spreadMs > 0
                ? "captured within 1 s"
                : "captured at one instant"
        }
      />
      <Stat
        label="Size"
        value={checkpoint.sizeGiB === null ? "–" : formatGiB(checkpoint.sizeGiB)}
        note={`${chainWords(checkpoint)}, took ${tookWords(checkpoint)}`}
      />
      <Stat label="Consistency reached" value={checkpoint.consistency ?? "–"} note="proven, not merely wished" />
    </StatRow>
  );
}

/** How far the copies have come, each rung with its moment. */
function Ladder({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const rungs = [
    ["local", checkpoint.localAt],
    ["offsite", checkpoint.offsiteAt],
    ["verified", checkpoint.verifiedAt],
  ] as const;
  return (
    <span className="flex flex-wrap gap-x-3">
      {rungs.map(([rung, at]) => (
        <span key={rung} className="inline-flex items-center gap-1 whitespace-nowrap">
          <Glyph
            shape={at ? "complete" : "pending"}
            label={at ? "reached" : "not reached"}
            className={cn("size-2", at ? toneInk.kept : toneInk.idle)}
          />
          {rung} {at ? <Time at={at} style="time" className="text-xs" /> : null}
        </span>
      ))}
    </span>
  );
}
