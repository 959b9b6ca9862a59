"use client";

import Link from "next/link";
import { useState } from "react";

import { CommitDialog } from "@/components/failover/commit-dialog";
import { EndDrill } from "@/components/failover/end-drill";
import { deedsOf } from "@/components/failover/failover-words";
import { UndoDialog } from "@/components/failover/undo-dialog";
import { CancelRun } from "@/components/runs/cancel-run";
import { WriteButton } from "@/components/runs/write-button";
import { Button } from "@/components/ui/button";
import type { FailoverDetail } from "@/lib/domain/failover-view";

type FailoverActionsProps = { failover: FailoverDetail; canWrite: boolean };

/** What can be done with the whole of it now; the usual way on comes last. */
export function FailoverActions({ failover, canWrite }: FailoverActionsProps) {
  const [asking, setAsking] = useState<"commit" | "undo" | null>(null);
  const { id, run, purpose, planId, checkpointId } = failover;
  const deeds = deedsOf(failover);
  const close = () => setAsking(null);
  return (
    <>
      {deeds.stop ? (
        <CancelRun
          runId={id}
          title={run.title}
          leaves={run.cancelLeaves ?? ""}
          canWrite={canWrite}
          label="Stop here…"
        />
      ) : null}
      {deeds.forReal && canWrite ? (
        <Button asChild>
          <Link href={`/plans/${planId}/failover?mode=disaster&by=pick&point=${checkpointId ?? ""}`}>
            Fail over for real now…
          </Link>
        </Button>
      ) : null}
      {deeds.undo && purpose === "real" ? (
        <WriteButton canWrite={canWrite} onClick={() => setAsking("undo")}>
          Undo…
        </WriteButton>
      ) : null}
      {deeds.undo && purpose === "drill" ? <EndDrill failover={failover} canWrite={canWrite} /> : null}
      {deeds.commit ? (
        <WriteButton canWrite={canWrite} variant="default" onClick={() => setAsking("commit")}>
          Commit…
        </WriteButton>
      ) : null}
      {asking === "commit" ? <CommitDialog failover={failover} onClose={close} /> : null}
      {asking === "undo" ? <UndoDialog failover={failover} onClose={close} /> : null}
    </>
  );
}
