"use client";

import Link from "next/link";

import { DeleteCheckpoint } from "@/components/checkpoints/delete-checkpoint";
import { KeepCheckpoint, ReleaseCheckpoint } from "@/components/checkpoints/keep-checkpoint";
import { WriteButton } from "@/components/runs/write-button";
import { Button } from "@/components/ui/button";
import type { CheckpointPageView } from "@/lib/domain/checkpoint-page";

type CheckpointProps = { checkpoint: CheckpointPageView };

/** What can be done with a checkpoint; what cannot says why. */
export function CheckpointActions({ checkpoint }: CheckpointProps) {
  const { goneAt, state, pinned, manifestSha256 } = checkpoint;
  const holds = goneAt === null && ["usable", "partial", "expiring"].includes(state);
  return (
    <>
      {manifestSha256 === null ? null : <Manifest checkpoint={checkpoint} />}
      {holds ? <DeleteCheckpoint checkpoint={checkpoint} /> : null}
      {holds && pinned ? <ReleaseCheckpoint checkpoint={checkpoint} /> : null}
      {holds && !pinned && state !== "expiring" ? <KeepCheckpoint checkpoint={checkpoint} /> : null}
      {holds ? <Restore checkpoint={checkpoint} /> : null}
    </>
  );
}

function Manifest({ checkpoint: { id, canWrite } }: CheckpointProps) {
  if (!canWrite) return <WriteButton canWrite={false}>Manifest</WriteButton>;
  return (
    <Button asChild>
      <a href={`/api/checkpoints/${id}/manifest.json`} download>
        Manifest
      </a>
    </Button>
  );
}

function Restore({ checkpoint: { id, canWrite } }: CheckpointProps) {
  if (!canWrite)
    return (
      <WriteButton canWrite={false} variant="default">
        Restore…
      </WriteButton>
    );
  return (
    <Button variant="default" asChild>
      <Link href={`/checkpoints/${id}/restore`}>Restore…</Link>
    </Button>
  );
}
