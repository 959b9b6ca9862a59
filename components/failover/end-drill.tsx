"use client";

import { useQueryClient } from "@tanstack/react-query";

import { ConfirmDialog } from "@/components/confirm-dialog";
import { WriteButton } from "@/components/runs/write-button";
import type { FailoverDetail } from "@/lib/domain/failover-view";
import { formatNoun } from "@/lib/domain/format";
import { queryKeys } from "@/lib/query-keys";
import { undoFailover } from "@/lib/server/failover/actions";

type EndDrillProps = { failover: FailoverDetail; canWrite: boolean };

/** A drill's copies are nobody's: a click is enough. */
export function EndDrill({ failover: { id, planName, to, run, workload }, canWrite }: EndDrillProps) {
  const client = useQueryClient();
  const standing = run.created.filter(({ removedAt }) => removedAt === null).length;
  if (!canWrite) return <WriteButton canWrite={false}>End the drill</WriteButton>;
  return (
    <ConfirmDialog
      trigger={
        <WriteButton canWrite variant={workload === "up" ? "default" : "outline"}>
          End the drill
        </WriteButton>
      }
      title={`End the drill of ${planName}`}
      description={
        <p>
          {formatNoun(standing, "thing")} that the drill made at {to.name} will be deleted, and a new listing proves
          that nothing is left. Production is not touched.
        </p>
      }
      verb="End the drill"
      onConfirm={async () => {
        const result = await undoFailover({ failoverId: id, confirmation: "" });
        await client.invalidateQueries({ queryKey: queryKeys.failover(id) });
        return result;
      }}
    />
  );
}
