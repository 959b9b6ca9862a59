"use client";

import { TypedDialog } from "@/components/failover/typed-dialog";
import { useFailoverDeed } from "@/components/failover/use-failover-deed";
import { failureOf } from "@/components/request";
import type { FailoverDetail } from "@/lib/domain/failover-view";
import { commitFailover } from "@/lib/server/failover/actions";

type CommitDialogProps = { failover: FailoverDetail; onClose: () => void };

/** Makes it final. */
export function CommitDialog({ failover: { id, planName, from, to }, onClose }: CommitDialogProps) {
  const commit = useFailoverDeed(id, commitFailover);
  return (
    <TypedDialog
      title={`Commit: ${planName} runs at ${to.name} from now on`}
      name={planName}
      verb="Commit"
      pending={commit.isPending}
      failure={commit.error ? failureOf(commit.error) : null}
      onConfirm={() => commit.mutate({ failoverId: id, confirmation: planName }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>
        The plan protects what runs at {to.name}, towards {from.name}; its first point in that direction is taken at
        once. Until it is there nothing could be restored elsewhere.
      </p>
      <p>It cannot be undone afterwards. Coming home is a failover in the other direction.</p>
    </TypedDialog>
  );
}
