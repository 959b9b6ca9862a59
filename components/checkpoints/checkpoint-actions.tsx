"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { Callout } from "@/components/callout";
import { useDeleteCheckpoint, useKeepCheckpoint, useReleaseCheckpoint } from "@/components/checkpoints/use-checkpoints";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ErrorState } from "@/components/error-state";
import { resultOf } from "@/components/plans/use-plans";
import { failureOf } from "@/components/request";
import { WriteButton } from "@/components/runs/write-button";
import { TypedConfirm } from "@/components/typed-confirm";
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

/** What can be done with a checkpoint; what cannot says why. */
export function CheckpointActions({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const { canWrite, goneAt, state } = checkpoint;
  const holds = goneAt === null && ["usable", "partial", "expiring"].includes(state);
  return (
    <>
      {checkpoint.manifestSha256 === null ? null : canWrite ? (
        <Button asChild>
          <a href={`/api/checkpoints/${checkpoint.id}/manifest.json`} download>
            Manifest
          </a>
        </Button>
      ) : (
        <WriteButton canWrite={false}>Manifest</WriteButton>
      )}
      {holds ? <DeleteCheckpoint checkpoint={checkpoint} /> : null}
      {holds && (checkpoint.pinned || state !== "expiring") ? (
        checkpoint.pinned ? (
          <Release checkpoint={checkpoint} />
        ) : (
          <Keep checkpoint={checkpoint} />
        )
      ) : null}
      {holds ? (
        canWrite ? (
          <Button variant="default" asChild>
            <Link href={`/checkpoints/${checkpoint.id}/restore`}>Restore…</Link>
          </Button>
        ) : (
          <WriteButton canWrite={false} variant="default">
            Restore…
          </WriteButton>
        )
      ) : null}
    </>
  );
}

function Keep({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const keep = useKeepCheckpoint(checkpoint.id);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | undefined>(undefined);
  if (!checkpoint.canWrite) return <WriteButton canWrite={false}>Keep…</WriteButton>;
  const submit = async () => {
    const parsed = checkpointPin.shape.reason.safeParse(reason);
    if (!parsed.success) return setError(parsed.error.issues[0]?.message);
    setError(undefined);
    keep.mutate(parsed.data, { onSuccess: () => setOpen(false) });
  };
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
        <form
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Field label="Why" hint="Others read it when they wonder whether it may go." error={error} required>
            {(control) => (
              <Textarea
                {...control}
                value={reason}
                maxLength={255}
                onChange={(event) => setReason(event.target.value)}
              />
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
      </DialogContent>
    </Dialog>
  );
}

function Release({ checkpoint }: { checkpoint: CheckpointPageView }) {
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

function DeleteCheckpoint({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const remove = useDeleteCheckpoint(checkpoint.id);
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { refusal, remedy, consequence, confirmation } = checkpoint.deletion;
  if (!checkpoint.canWrite) return <WriteButton canWrite={false}>Delete…</WriteButton>;
  const go = (typedName: string) =>
    remove.mutate(typedName, { onSuccess: ({ runId }) => router.push(`/runs/${runId}`) });
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>Delete…</Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Delete this checkpoint</DialogTitle>
          <DialogDescription>
            {refusal === null
              ? "Its copies are removed at every site where it has its own, and cannot be brought back. The row stays, so that history stays true; the servers and volumes themselves are not touched."
              : `It cannot be deleted now. ${refusal}`}
          </DialogDescription>
        </DialogHeader>
        {refusal === null ? (
          <>
            <Callout tone={confirmation === null ? "idle" : "breach"}>{consequence}</Callout>
            {confirmation === null ? (
              <>
                {remove.error ? <ErrorState failure={failureOf(remove.error)} /> : null}
                <DialogFooter>
                  <DialogClose asChild>
                    <Button disabled={remove.isPending}>Back</Button>
                  </DialogClose>
                  <Button variant="destructive" pending={remove.isPending} onClick={() => go("")}>
                    Delete checkpoint
                  </Button>
                </DialogFooter>
              </>
            ) : (
              <TypedConfirm
                name={confirmation}
                verb="Delete checkpoint"
                destructive
                pending={remove.isPending}
                failure={remove.error ? failureOf(remove.error) : null}
                onConfirm={() => go(confirmation)}
                onBack={() => setOpen(false)}
              />
            )}
          </>
        ) : (
          <>
            {remedy ? <p>{remedy}</p> : null}
            <DialogFooter>
              <DialogClose asChild>
                <Button>Back</Button>
              </DialogClose>
            </DialogFooter>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
