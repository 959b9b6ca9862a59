"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { addressOf } from "@/components/checkpoints/timeline/use-timeline";
import { getJson, unwrap } from "@/components/request";
import { checkpointPage, checkpointPageView, type CheckpointQuery } from "@/lib/domain/checkpoint-page";
import type { Result } from "@/lib/domain/result";
import { queryKeys } from "@/lib/query-keys";
import { deleteCheckpoint, keepCheckpoint, releaseCheckpoint } from "@/lib/server/checkpoints/actions";

const LIST_MS = 15_000;
const MOVING_MS = 3_000;
const STILL_MS = 30_000;

export function useCheckpoints(query: CheckpointQuery) {
  return useQuery({
    queryKey: queryKeys.checkpoints(query),
    queryFn: ({ signal }) => getJson(`/api/checkpoints?${addressOf(query)}`, checkpointPage, signal),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
  });
}

/** The list of checkpoints, narrowed. */
export function checkpointsHref({ page, ...filter }: CheckpointQuery): string {
  const address = addressOf({ ...filter, page: page > 1 ? page : null });
  return address === "" ? "/checkpoints" : `/checkpoints?${address}`;
}

/** A checkpoint, asked more often while it is being taken or removed. */
export function useCheckpoint(checkpointId: string) {
  return useQuery({
    queryKey: queryKeys.checkpoint(checkpointId),
    queryFn: ({ signal }) =>
      getJson(`/api/checkpoints/${encodeURIComponent(checkpointId)}`, checkpointPageView, signal),
    refetchInterval: ({ state }) =>
      state.data && ["pending", "running", "expiring"].includes(state.data.state) ? MOVING_MS : STILL_MS,
  });
}

function useCheckpointAction<Input, Data>(act: (input: Input) => Promise<Result<Data>>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (input: Input) => unwrap(await act(input)),
    onSuccess: () =>
      Promise.all(
        [["checkpoints"], ["timeline"], ["plans"], ["runs"], queryKeys.viewer()].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export const useKeepCheckpoint = (checkpointId: string) =>
  useCheckpointAction((reason: string) => keepCheckpoint({ checkpointId, reason }));
export const useReleaseCheckpoint = (checkpointId: string) =>
  useCheckpointAction(() => releaseCheckpoint({ checkpointId }));
export const useDeleteCheckpoint = (checkpointId: string) =>
  useCheckpointAction((typedName: string) => deleteCheckpoint({ checkpointId, typedName }));
