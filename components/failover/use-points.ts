"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { getJson } from "@/components/request";
import { failoverPoint } from "@/lib/domain/failover-view";
import { queryKeys } from "@/lib/query-keys";

const EVERY_MS = 15_000;

/** The points to come back from, newest first; asked again, so that one which lands meanwhile is seen. */
export function useFailoverPoints(planId: string, impactAt: string | null) {
  const search = impactAt ? `?impactAt=${encodeURIComponent(impactAt)}` : "";
  return useQuery({
    queryKey: queryKeys.failoverPoints(planId, impactAt),
    queryFn: ({ signal }) => getJson(`/api/plans/${planId}/failover-points${search}`, failoverPoint.array(), signal),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  });
}
