"use client";

import { TypedDialog } from "@/components/failover/typed-dialog";
import { useFailoverDeed } from "@/components/failover/use-failover-deed";
import { failureOf } from "@/components/request";
import type { FailoverDetail } from "@/lib/domain/failover-view";
import { formatNoun } from "@/lib/domain/format";
import { undoFailover } from "@/lib/server/failover/actions";

type UndoDialogProps = { failover: FailoverDetail; onClose: () => void };

/** Takes it back: what it made goes, with all that was written there. */
export function UndoDialog({ failover, onClose }: UndoDialogProps) {
  const { id, planName, from, to, mode, run } = failover;
  const undo = useFailoverDeed(id, undoFailover);
  const standing = run.created.filter(({ removedAt }) => removedAt === null).length;
  return (
    <TypedDialog
      title={`Undo the failover of ${planName}`}
      name={planName}
      verb="Undo the failover"
      destructive
      pending={undo.isPending}
      failure={undo.error ? failureOf(undo.error) : null}
      onConfirm={() => undo.mutate({ failoverId: id, confirmation: planName }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>
        {formatNoun(standing, "thing")} at {to.name} will be deleted, with everything that was written to them since.
      </p>
      <p>
        {mode === "planned"
          ? `The servers at ${from.name} are started again.`
          : `Nothing is done at ${from.name}: what runs there goes on.`}
      </p>
    </TypedDialog>
  );
}
