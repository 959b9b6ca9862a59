"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useSyncExternalStore } from "react";

import { readDraft, writeDraft } from "@/components/recovery/wizard-draft";
import { getJson, unwrap } from "@/components/request";
import { restoreOptions, type RestoreInput, type RestoreOptions } from "@/lib/domain/restore";
import { proposeRestore, type Chosen } from "@/lib/domain/restore-proposal";
import type { RestoreSource } from "@/lib/domain/restore-source";
import { queryKeys } from "@/lib/query-keys";
import { reviewRestore, startRestore } from "@/lib/server/recovery/actions";

/** What a site offers now. */
export function useRestoreOptions(siteId: string) {
  return useQuery({
    queryKey: queryKeys.restoreOptions({ siteId }),
    queryFn: ({ signal }) =>
      getJson(`/api/restore/options?siteId=${encodeURIComponent(siteId)}`, restoreOptions, signal),
    staleTime: 60_000,
  });
}

const never = () => () => undefined;

/** The choices: proposed anew for each selection, kept in the tab once changed by hand. */
export function useRestoreInput(
  source: RestoreSource,
  chosen: Chosen,
  target: { siteId: string; options: RestoreOptions | undefined },
) {
  const selection = JSON.stringify([target.siteId, chosen]);
  const [read] = useState(() => once(() => readDraft(source.checkpointId)));
  const stored = useSyncExternalStore(never, read, () => null);
  const [edited, setEdited] = useState<{ selection: string; input: RestoreInput } | null>(null);
  const { options } = target;
  const kept = edited ?? stored;
  const input =
    kept?.selection === selection
      ? kept.input
      : options
        ? proposeRestore(source, chosen, { siteId: target.siteId, options })
        : null;
  const change = (next: RestoreInput) => {
    writeDraft(source.checkpointId, { selection, input: next });
    setEdited({ selection, input: next });
  };
  return { input, change };
}

// React asks again and again, and wants the same answer.
function once<T>(work: () => T): () => T {
  let known: { value: T } | null = null;
  return () => (known ??= { value: work() }).value;
}

/** Checks the restore against the target; nothing is changed there. */
export function useReview() {
  return useMutation({
    mutationFn: async (input: RestoreInput) => ({ input, review: unwrap(await reviewRestore(input)) }),
  });
}

/** Starts what was reviewed and goes to its run. */
export function useStartRestore(checkpointId: string) {
  const router = useRouter();
  return useMutation({
    mutationFn: async (asked: { input: RestoreInput; hash: string }) => unwrap(await startRestore(asked)),
    onSuccess: ({ runId }) => {
      writeDraft(checkpointId, null);
      router.push(`/runs/${runId}`);
    },
  });
}
