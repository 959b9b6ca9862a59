"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { getJson, unwrap } from "@/components/request";
import { bankView } from "@/lib/domain/bank-page";
import { queryKeys } from "@/lib/query-keys";
import { showBankKey } from "@/lib/server/bank/actions";

export function useBank(planId: string) {
  return useQuery({
    queryKey: queryKeys.bank(planId),
    queryFn: ({ signal }) => getJson(`/api/plans/${planId}/bank`, bankView.nullable(), signal),
    refetchInterval: 30_000,
  });
}

/** The key stays in the mutation's answer, and nowhere else in the browser. */
export function useShowBankKey(planId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => unwrap(await showBankKey({ planId })),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.bank(planId) }),
  });
}
