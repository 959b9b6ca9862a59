"use client";

import { Callout } from "@/components/callout";
import { CopyId } from "@/components/copy-id";
import type { Cause, RunDetail } from "@/lib/domain/run";

/** What happened, what is still safe, what to do; and what is worth knowing of a run that went well. */
export function RunCause({ run }: { run: RunDetail }) {
  const cause = run.cause ?? run.steps.find((step) => step.state === "failed")?.cause ?? null;
  return (
    <>
      {cause ? (
        <Callout
          tone={run.state === "partial" || run.state === "cancelled" ? "risk" : "breach"}
          title={cause.message}
          className="mb-3"
        >
          <CauseStory cause={cause} />
        </Callout>
      ) : null}
      {run.notes.length > 0 ? (
        <Callout tone="risk" title="Worth knowing" className="mb-3">
          <ul className="list-disc pl-4">
            {run.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Callout>
      ) : null}
    </>
  );
}

/** What is still safe, what to do, and which answer of the cloud it was. */
export function CauseStory({ cause }: { cause: Cause }) {
  const where = [cause.service, cause.status ? `status ${cause.status}` : null]
    .filter((part) => part !== null)
    .join(", ");
  return (
    <>
      {cause.safe ? <p>{cause.safe}</p> : null}
      {cause.remedy ? <p>{cause.remedy}</p> : null}
      {where || cause.requestId ? (
        <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-3">
          {where}
          {cause.requestId ? <CopyId id={cause.requestId} whole label="OpenStack request id" /> : null}
        </p>
      ) : null}
    </>
  );
}
