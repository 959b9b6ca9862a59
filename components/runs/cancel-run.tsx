"use client";

import { useQueryClient } from "@tanstack/react-query";

import { ConfirmDialog } from "@/components/confirm-dialog";
import { WriteButton } from "@/components/runs/write-button";
import { queryKeys } from "@/lib/query-keys";
import { cancelRun } from "@/lib/server/runs/actions";

type CancelRunProps = { runId: string; title: string; leaves: string; canWrite: boolean; label?: string };

/** Ends a run before its time, after saying what stays. */
export function CancelRun({ runId, title, leaves, canWrite, label = "Cancel run…" }: CancelRunProps) {
  const client = useQueryClient();
  if (!canWrite) return <WriteButton canWrite={false}>{label}</WriteButton>;
  return (
    <ConfirmDialog
      trigger={<WriteButton canWrite>{label}</WriteButton>}
      title={`Cancel: ${title}`}
      description={
        <>
          <p>No further step begins; the one under way is finished or given up.</p>
          <p className="mt-2">{leaves}</p>
        </>
      }
      verb="Cancel this run"
      destructive
      onConfirm={async () => {
        const result = await cancelRun({ runId });
        await client.invalidateQueries({ queryKey: queryKeys.run(runId) });
        return result;
      }}
    />
  );
}
