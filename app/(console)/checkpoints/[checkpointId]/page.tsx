import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { CheckpointPage } from "@/components/checkpoints/checkpoint-page";
import { Hydrate } from "@/components/hydrate";
import type { CheckpointPageView } from "@/lib/domain/checkpoint-page";
import { AppError } from "@/lib/domain/errors";
import { queryKeys } from "@/lib/query-keys";
import { getCheckpoint } from "@/lib/server/checkpoints/queries";

export const metadata: Metadata = { title: "Checkpoint" };

type Props = { params: Promise<{ checkpointId: string }> };

export default async function CheckpointDetailPage({ params }: Props) {
  const { checkpointId } = await params;
  return (
    <Hydrate seeds={[[queryKeys.checkpoint(checkpointId), await found(checkpointId)]]}>
      <CheckpointPage checkpointId={checkpointId} />
    </Hydrate>
  );
}

async function found(checkpointId: string): Promise<CheckpointPageView> {
  try {
    return await getCheckpoint(checkpointId);
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  }
}
