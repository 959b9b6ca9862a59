"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { getJson } from "@/components/request";
import { resourcePage, type ResourceQuery } from "@/lib/domain/resource";
import {
  holdingPage,
  KIND_SLUGS,
  resourceDetail,
  type HoldingQuery,
  type ResourceDetailQuery,
} from "@/lib/domain/resource-page";
import { queryKeys } from "@/lib/query-keys";

const ASK_AGAIN_MS = 60_000;

/** What the page brought along is what was last known: the cloud is asked at once all the same. */
const live = { staleTime: 0, refetchOnMount: "always", refetchInterval: ASK_AGAIN_MS } as const;

export function useResources(query: ResourceQuery) {
  return useQuery({
    queryKey: queryKeys.resources(query),
    queryFn: ({ signal }) => getJson(`/api/resources?${searchOf(query)}`, resourcePage, signal),
    ...live,
  });
}

export function useResource(query: ResourceDetailQuery) {
  return useQuery({
    queryKey: queryKeys.resource(query),
    queryFn: ({ signal }) =>
      getJson(`${doorOf(query)}?${new URLSearchParams({ siteId: query.siteId })}`, resourceDetail, signal),
    ...live,
  });
}

/** The checkpoints that hold a resource, page by page. */
export function useHolding(query: HoldingQuery) {
  return useQuery({
    queryKey: [...queryKeys.resource(query), "checkpoints"],
    queryFn: ({ signal }) =>
      getJson(
        `${doorOf(query)}/checkpoints?${new URLSearchParams({ siteId: query.siteId, page: String(query.page) })}`,
        holdingPage,
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: ASK_AGAIN_MS,
  });
}

function doorOf({ kind, id }: ResourceDetailQuery): string {
  return `/api/resources/${KIND_SLUGS[kind]}/${encodeURIComponent(id)}`;
}

function searchOf({ siteId, kind, search, marker, limit }: ResourceQuery): URLSearchParams {
  return new URLSearchParams({
    siteId,
    kind,
    limit: String(limit),
    ...(search ? { search } : {}),
    ...(marker ? { marker } : {}),
  });
}
