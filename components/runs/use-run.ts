"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { getJson } from "@/components/request";
import { runDetail, runPage, type RunDetail, type RunQuery } from "@/lib/domain/run";
import { isLive } from "@/lib/domain/run-words";
import { queryKeys } from "@/lib/query-keys";

const POLL_WITHOUT_STREAM_MS = 3_000;

/** A run, told by the server as it goes; asked every 3 s where the stream does not come through. */
export function useRun(runId: string) {
  const client = useQueryClient();
  const [streaming, setStreaming] = useState(false);
  const query = useQuery({
    queryKey: queryKeys.run(runId),
    queryFn: ({ signal }) => getJson(`/api/runs/${runId}`, runDetail, signal),
    refetchInterval: ({ state }) =>
      !streaming && (!state.data || isLive(state.data.state)) ? POLL_WITHOUT_STREAM_MS : false,
  });
  const live = query.data ? isLive(query.data.state) : false;
  useEffect(() => {
    if (!live) return;
    return listen(runId, {
      onOpen: setStreaming,
      onRun: (run) => client.setQueryData(queryKeys.run(runId), run),
    });
  }, [client, live, runId]);
  return { ...query, streaming: streaming && live };
}

type Listener = { onOpen: (open: boolean) => void; onRun: (run: RunDetail) => void };

function listen(runId: string, { onOpen, onRun }: Listener): () => void {
  const source = new EventSource(`/api/runs/${encodeURIComponent(runId)}/events`);
  source.addEventListener("open", () => onOpen(true));
  source.addEventListener("error", () => onOpen(false));
  source.addEventListener("run", (event: MessageEvent<string>) => {
    const parsed = runDetail.safeParse(JSON.parse(event.data));
    if (parsed.success) onRun(parsed.data);
  });
  const stop = () => {
    source.close();
    onOpen(false);
  };
  source.addEventListener("end", stop);
  source.addEventListener("signed-out", stop);
  return stop;
}

/** A page of the list; asked again while something on it is under way. */
export function useRuns(query: RunQuery) {
  return useQuery({
    queryKey: queryKeys.runs(query),
    queryFn: ({ signal }) => getJson(`/api/runs?${searchOf(query)}`, runPage, signal),
    refetchInterval: ({ state }) => (state.data?.rows.some((run) => isLive(run.state)) ? 3_000 : 15_000),
  });
}

/** What of a query differs from the plain list, as an address has it. */
/** The list of runs, narrowed. */
export function runsHref(query: RunQuery): string {
  const search = searchOf(query);
  return search ? `/runs?${search}` : "/runs";
}

function searchOf({ search, state, kind, planId, allProjects, page }: RunQuery): string {
  const entries = {
    search,
    state: state ?? "",
    kind: kind ?? "",
    planId: planId ?? "",
    allProjects: allProjects ? "true" : "",
    page: page > 1 ? String(page) : "",
  };
  return new URLSearchParams(Object.entries(entries).filter(([, value]) => value !== "")).toString();
}
