"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { Callout } from "@/components/callout";
import { useDeleteCheckpoint } from "@/components/checkpoints/use-checkpoints";
import { ErrorState } from "@/components/error-state";
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
import type { CheckpointPageView } from "@/lib/domain/checkpoint-page";

/** Removes its copies, or says why that cannot be done now. */
export function DeleteCheckpoint({ checkpoint }: { checkpoint: CheckpointPageView }) {
  const [open, setOpen] = useState(false);
  const { refusal, remedy } = checkpoint.deletion;
  if (!checkpoint.canWrite) return <WriteButton canWrite={false}>Delete…</WriteButton>;
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
          <Consent checkpoint={checkpoint} onBack={() => setOpen(false)} />
        ) : (
          <Refused remedy={remedy} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function Refused({ remedy }: { remedy: string | null }) {
  return (
    <>
      {remedy ? <p>{remedy}</p> : null}
      <DialogFooter>
        <DialogClose asChild>
          <Button>Back</Button>
        </DialogClose>
      </DialogFooter>
    </>
  );
}

const VERB = "Delete checkpoint";

function Consent({ checkpoint, onBack }: { checkpoint: CheckpointPageView; onBack: () => void }) {
  const remove = useDeleteCheckpoint(checkpoint.id);
  const router = useRouter();
  const { consequence, confirmation } = checkpoint.deletion;
  const failure = remove.error ? failureOf(remove.error) : null;
  const go = (typedName: string) =>
    remove.mutate(typedName, { onSuccess: ({ runId }) => router.push(`/runs/${runId}`) });
  return (
    <>
      <Callout tone={confirmation === null ? "idle" : "breach"}>{consequence}</Callout>
      {confirmation === null ? (
        <>
          {failure ? <ErrorState failure={failure} /> : null}
          <DialogFooter>
            <Button disabled={remove.isPending} onClick={onBack}>
              Back
            </Button>
            <Button variant="destructive" pending={remove.isPending} onClick={() => go("")}>
              {VERB}
            </Button>
          </DialogFooter>
        </>
      ) : (
        <TypedConfirm
          name={confirmation}
          verb={VERB}
          destructive
          pending={remove.isPending}
          failure={failure}
          onConfirm={() => go(confirmation)}
          onBack={onBack}
        />
      )}
    </>
  );
}
