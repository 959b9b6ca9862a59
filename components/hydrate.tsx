import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";

/** A query's key and what the server has read for it. */
export type Seed = readonly [key: QueryKey, data: unknown];

/** Hands over what the server has read, so that the browser does not fetch it twice. */
export function Hydrate({ seeds, children }: { seeds: readonly Seed[]; children: ReactNode }) {
  const client = new QueryClient();
  for (const [key, data] of seeds) client.setQueryData(key, data);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
