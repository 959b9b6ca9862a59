"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";

import { ErrorState } from "@/components/error-state";
import { failureOf, unwrap } from "@/components/request";
import { WriteButton } from "@/components/runs/write-button";
import { queryKeys } from "@/lib/query-keys";
import { retryRun } from "@/lib/server/runs/actions";
import type { RunDetail } from "@/lib/domain/run";

/** Another attempt: steps that are done stay done, the first that is not is where it goes on. */
export function RetryRun({ run, canWrite }: { run: RunDetail; canWrite: boolean }) {
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: async () => unwrap(await retryRun({ runId: run.id })),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.run(run.id) }),
  });
  const from = run.steps.findIndex((step) => step.state !== "done");
  return (
    <span className="grid justify-items-end gap-2">
      <WriteButton canWrite={canWrite} variant="default" pending={retry.isPending} onClick={() => retry.mutate()}>
        {from >= 0 ? `Try again from step ${from + 1}` : "Try again"}
      </WriteButton>
      {retry.error ? <ErrorState failure={failureOf(retry.error)} /> : null}
    </span>
  );
}
