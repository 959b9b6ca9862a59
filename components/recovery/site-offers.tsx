"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { ErrorState } from "@/components/error-state";
import { failureOf } from "@/components/request";
import { Skeleton } from "@/components/ui/skeleton";
import type { RestoreOptions } from "@/lib/domain/restore";

type SiteOffersProps = {
  offers: UseQueryResult<RestoreOptions>;
  children: (options: RestoreOptions) => ReactNode;
};

/** What the site offers, or why that is not known. */
export function SiteOffers({ offers, children }: SiteOffersProps) {
  if (offers.data) return children(offers.data);
  if (offers.error)
    return (
      <ErrorState
        failure={failureOf(offers.error)}
        onRetry={() => void offers.refetch()}
        retrying={offers.isFetching}
      />
    );
  return (
    <div role="status" aria-label="Asking the site what it offers" className="grid gap-2">
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-2/3" />
    </div>
  );
}
