"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";

import { getJson, unwrap } from "@/components/request";
import { siteDetail, type SiteInput } from "@/lib/domain/site";
import { queryKeys } from "@/lib/query-keys";
import { addSite, editSite, removeSite, testSite, trySite } from "@/lib/server/sites/actions";

export function useSites() {
  return useQuery({
    queryKey: queryKeys.sites(),
    queryFn: ({ signal }) => getJson("/api/sites", z.array(siteDetail), signal),
    refetchInterval: 30_000,
  });
}

export function useSite(siteId: string) {
  return useQuery({
    queryKey: queryKeys.site(siteId),
    queryFn: ({ signal }) => getJson(`/api/sites/${siteId}`, siteDetail, signal),
    refetchInterval: 30_000,
  });
}

/** Asks the saved site now. */
export function useTestSite(siteId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => unwrap(await testSite({ id: siteId })),
    onSuccess: (site) => {
      client.setQueryData(queryKeys.site(siteId), site);
      return client.invalidateQueries({ queryKey: queryKeys.viewer() });
    },
  });
}

/** Asks what the form describes, without saving it. */
export function useTrySite() {
  return useMutation({ mutationFn: async (input: SiteInput) => unwrap(await trySite(input)) });
}

/** Adds a site, or changes the one named. */
export function useSaveSite(siteId: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (site: SiteInput) => unwrap(siteId ? await editSite({ id: siteId, site }) : await addSite(site)),
    onSuccess: () => forget(client),
  });
}

export function useRemoveSite() {
  const client = useQueryClient();
  return async (siteId: string) => {
    const result = await removeSite({ id: siteId });
    if (result.ok) await forget(client);
    return result;
  };
}

function forget(client: ReturnType<typeof useQueryClient>) {
  return Promise.all([
    client.invalidateQueries({ queryKey: queryKeys.sites() }),
    client.invalidateQueries({ queryKey: queryKeys.viewer() }),
  ]);
}
