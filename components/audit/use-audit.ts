"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { auditSearch } from "@/components/audit/audit-address";
import { getJson } from "@/components/request";
import { auditChain, auditPage, type AuditQuery } from "@/lib/domain/audit";
import { queryKeys } from "@/lib/query-keys";

export function useAudit(query: AuditQuery) {
  return useQuery({
    queryKey: queryKeys.audit(query),
    queryFn: ({ signal }) => getJson(`/api/audit?${auditSearch(query)}`, auditPage, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

/** Every hash is recomputed, so it is asked once, and again when wished. */
export function useAuditChain() {
  return useQuery({
    queryKey: [...queryKeys.audit({}), "chain"],
    queryFn: ({ signal }) => getJson("/api/audit/chain", auditChain, signal),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });
}
