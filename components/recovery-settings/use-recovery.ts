"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { getJson, unwrap } from "@/components/request";
import { dryRun, readiness } from "@/lib/domain/recovery-page";
import type { RecoverySettings } from "@/lib/domain/recovery-settings";
import { queryKeys } from "@/lib/query-keys";
import { saveRecovery } from "@/lib/server/recovery-settings/actions";

const READINESS_MS = 60_000;

/** The settings as they are being changed, and as they were found. */
export function useRecoveryDraft(planId: string, saved: RecoverySettings) {
  const [found, setFound] = useState(saved);
  const [settings, change] = useState(saved);
  const client = useQueryClient();
  const router = useRouter();
  const save = useMutation({
    mutationFn: async () => unwrap(await saveRecovery({ planId, settings, found })),
    onSuccess: async () => {
      setFound(settings);
      // What the router has kept of this page shows the former settings.
      router.refresh();
      await client.invalidateQueries({ queryKey: queryKeys.plan(planId) });
    },
  });
  const discard = () => {
    save.reset();
    change(found);
  };
  return { settings, change, save, discard, changed: JSON.stringify(settings) !== JSON.stringify(found) };
}

/** Whether the plan could come up at its recovery site, asked anew each minute while the page is open. */
export function useReadiness(planId: string) {
  return useQuery({
    queryKey: queryKeys.readiness(planId),
    queryFn: ({ signal }) => getJson(`/api/plans/${planId}/readiness`, readiness, signal),
    refetchInterval: READINESS_MS,
  });
}

export type Purpose = "real" | "drill";

export function useDryRun(planId: string, purpose: Purpose, wanted: boolean) {
  return useQuery({
    queryKey: queryKeys.dryRun(planId, purpose),
    queryFn: ({ signal }) => getJson(`/api/plans/${planId}/dry-run?purpose=${purpose}`, dryRun, signal),
    enabled: wanted,
  });
}
