"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { reviewChanges } from "@/components/failover/review-changes";
import { unwrap } from "@/components/request";
import type { FailoverInput } from "@/lib/domain/failover";
import { queryKeys } from "@/lib/query-keys";
import { reviewFailover } from "@/lib/server/failover/actions";

/** What it would do, found out once and then left on screen until someone asks again: nothing changes under one's eyes. */
export function useFailoverReview(input: FailoverInput | null, wanted: boolean) {
  const [changes, setChanges] = useState<string[]>([]);
  const review = useQuery({
    queryKey: queryKeys.failoverReview(input ?? {}),
    queryFn: async () => {
      if (!input) throw new Error("Nothing was asked");
      return unwrap(await reviewFailover(input));
    },
    enabled: wanted && input !== null,
    staleTime: Infinity,
    retry: false,
  });
  const again = async () => {
    const before = review.data;
    const { data: after } = await review.refetch();
    setChanges(before && after ? reviewChanges(before, after) : []);
  };
  return { review, again, changes };
}
