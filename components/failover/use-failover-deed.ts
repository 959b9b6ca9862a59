"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";

import { unwrap } from "@/components/request";
import type { Result } from "@/lib/domain/result";
import { queryKeys } from "@/lib/query-keys";

/** Does something about a failover, then has it, its run and what hangs on them read anew. */
export function useFailoverDeed<Input, Data>(failoverId: string, act: (input: Input) => Promise<Result<Data>>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (input: Input) => unwrap(await act(input)),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.failover(failoverId) }),
        client.invalidateQueries({ queryKey: queryKeys.run(failoverId) }),
        client.invalidateQueries({ queryKey: ["plans"] }),
        client.invalidateQueries({ queryKey: ["recovery"] }),
      ]),
  });
}
