"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { getJson } from "@/components/request";
import { useRun } from "@/components/runs/use-run";
import { failoverDetail } from "@/lib/domain/failover-view";
import { isLive } from "@/lib/domain/run-words";
import { queryKeys } from "@/lib/query-keys";

const SETTLING_MS = 3_000;
const AT_REST_MS = 15_000;

/** A failover, asked anew whenever its run has something new to say; and while its source or its clean-up is not done. */
export function useFailover(id: string) {
  const query = useQuery({
    queryKey: queryKeys.failover(id),
    queryFn: ({ signal }) => getJson(`/api/failovers/${id}`, failoverDetail, signal),
    refetchInterval: ({ state }) => (state.data?.cleanup === "running" ? SETTLING_MS : AT_REST_MS),
  });
  const { data: run, streaming } = useRun(id);
  const client = useQueryClient();
  const news = run ? `${run.state} ${run.stepsDone} ${run.attempt} ${run.steps.map(({ state }) => state).join()}` : "";
  useEffect(() => {
    if (news) void client.invalidateQueries({ queryKey: queryKeys.failover(id) });
  }, [client, id, news]);
  // The stream is ahead of what was asked for.
  const failover = query.data && run ? { ...query.data, run } : query.data;
  return { ...query, data: failover, streaming, live: run ? isLive(run.state) : false };
}
