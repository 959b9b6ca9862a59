"use client";

import { useState } from "react";

import { useKeepCheckpoint, useReleaseCheckpoint } from "@/components/checkpoints/use-checkpoints";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ErrorState } from "@/components/error-state";
import { resultOf } from "@/components/plans/use-plans";
import { failureOf } from "@/components/request";
import { WriteButton } from "@/components/runs/write-button";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { checkpointPin, type CheckpointPageView } from "@/lib/domain/checkpoint-page";

type CheckpointProps = { checkpoint: CheckpointPageView };

/** Takes it out of the retention's hands, with a reason. */
export function KeepCheckpoint({ checkpoint }: CheckpointProps) {
  const [open, setOpen] = useState(false);
  if (!checkpoint.canWrite) return <WriteButton canWrite={false}>Keep…</WriteButton>;
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>Keep…</Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Keep this checkpoint</DialogTitle>
          <DialogDescription>
            The retention passes it over until it is released. What it builds upon stays as well, and its copies go on
            taking room.
          </DialogDescription>
        </DialogHeader>
        <KeepForm checkpoint={checkpoint} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function KeepForm({ checkpoint, onDone }: CheckpointProps & { onDone: () => void }) {
  const keep = useKeepCheckpoint(checkpoint.id);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | undefined>(undefined);
  const submit = () => {
    const parsed = checkpointPin.shape.reason.safeParse(reason);
    if (!parsed.success) return setError(parsed.error.issues[0]?.message);
    setError(undefined);
    keep.mutate(parsed.data, { onSuccess: onDone });
  };
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label="Why" hint="Others read it when they wonder whether it may go." error={error} required>
        {(control) => (
          <Textarea {...control} value={reason} maxLength={255} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      {keep.error ? <ErrorState failure={failureOf(keep.error)} /> : null}
      <DialogFooter>
        <DialogClose asChild>
          <Button disabled={keep.isPending}>Back</Button>
        </DialogClose>
        <Button type="submit" variant="default" pending={keep.isPending}>
          Keep checkpoint
        </Button>
      </DialogFooter>
    </form>
  );
}

/** Gives it back to the retention. */
export function ReleaseCheckpoint({ checkpoint }: CheckpointProps) {
  const release = useReleaseCheckpoint(checkpoint.id);
  if (!checkpoint.canWrite) return <WriteButton canWrite={false}>Release…</WriteButton>;
  return (
    <ConfirmDialog
      trigger={<Button>Release…</Button>}
      title="Release this checkpoint"
      description={
        <p>
          It is kept{checkpoint.pinnedReason ? `: “${checkpoint.pinnedReason}”` : " on purpose"}. After this the
          plan&apos;s retention decides again, and may remove it with its next run.
        </p>
      }
      verb="Release checkpoint"
      onConfirm={() => resultOf(release.mutateAsync())}
    />
  );
}
