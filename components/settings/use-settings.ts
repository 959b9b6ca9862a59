"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";

import { getJson } from "@/components/request";
import { ownSession, planCredential } from "@/lib/domain/settings";
import { queryKeys } from "@/lib/query-keys";
import { renewPlanCredential } from "@/lib/server/plans/actions";
import { endSession, revokePlanCredential } from "@/lib/server/settings/actions";

export function useSessions() {
  return useQuery({
    queryKey: queryKeys.sessions(),
    queryFn: ({ signal }) => getJson("/api/settings/sessions", z.array(ownSession), signal),
    refetchInterval: 30_000,
  });
}

export function usePlanCredentials() {
  return useQuery({
    queryKey: queryKeys.credentials(),
    queryFn: ({ signal }) => getJson("/api/settings/credentials", z.array(planCredential), signal),
    refetchInterval: 30_000,
  });
}

export function useEndSession() {
  const client = useQueryClient();
  return async (sessionId: string) => {
    const result = await endSession({ sessionId });
    await client.invalidateQueries({ queryKey: queryKeys.sessions() });
    return result;
  };
}

/** Gives a plan new access, or takes away what it has. */
export function useChangeCredential() {
  const client = useQueryClient();
  const told = async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: queryKeys.credentials() }),
      client.invalidateQueries({ queryKey: ["plans"] }),
    ]);
  };
  return {
    renew: async (planId: string) => {
      const result = await renewPlanCredential({ planId });
      await told();
      return result;
    },
    revoke: async (planId: string) => {
      const result = await revokePlanCredential({ planId });
      await told();
      return result;
    },
  };
}
