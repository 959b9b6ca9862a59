"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { getJson } from "@/components/request";
import { recoveryList, type RecoveryQuery } from "@/lib/domain/recovery-list";
import { queryKeys } from "@/lib/query-keys";

const EVERY_MS = 15_000;
const WHILE_OPEN_MS = 5_000;

/** Plans and what was done with them, kept up to date; more often while something is open. */
export function useRecoveryList(query: RecoveryQuery) {
  return useQuery({
    queryKey: queryKeys.recovery(query),
    queryFn: ({ signal }) => getJson(`/api/recovery${searchOf(query)}`, recoveryList, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.plans.some(({ open }) => open.length > 0) ? WHILE_OPEN_MS : EVERY_MS),
  });
}

/** The page's address for other pages of its two lists. */
export function recoveryHref(query: RecoveryQuery): string {
  return `/recovery${searchOf(query)}`;
}

function searchOf({ page, past }: RecoveryQuery): string {
  const search = new URLSearchParams({
    ...(page > 1 ? { page: String(page) } : {}),
    ...(past > 1 ? { past: String(past) } : {}),
  }).toString();
  return search ? `?${search}` : "";
}
