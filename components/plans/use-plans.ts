"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getJson, RequestError, unwrap } from "@/components/request";
import { planDetail, type PlanInput } from "@/lib/domain/plan";
import { planHistoryPage, planPage, type PlanQuery, type PlanRemoval } from "@/lib/domain/plan-page";
import type { Result } from "@/lib/domain/result";
import { queryKeys } from "@/lib/query-keys";
import {
  createCheckpoint,
  createPlan,
  deletePlan,
  editPlan,
  importPlan,
  pausePlan,
  renewPlanCredential,
  resumePlan,
} from "@/lib/server/plans/actions";

const LIST_MS = 15_000;
const PLAN_MS = 10_000;
const RUNNING_MS = 3_000;

/** One page of plans, kept up to date. */
export function usePlans(query: PlanQuery) {
  return useQuery({
    queryKey: queryKeys.plans(query),
    queryFn: ({ signal }) =>
      getJson(
        `/api/plans?${new URLSearchParams({ search: query.search, page: String(query.page) })}`,
        planPage,
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
  });
}

/** A plan, asked more often while a checkpoint of it is being taken. */
export function usePlan(planId: string) {
  return useQuery({
    queryKey: queryKeys.plan(planId),
    queryFn: ({ signal }) => getJson(`/api/plans/${planId}`, planDetail, signal),
    refetchInterval: ({ state }) => (state.data?.runningRunId ? RUNNING_MS : PLAN_MS),
  });
}

/** Who changed what, page by page. */
export function usePlanHistory(planId: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.planHistory(planId),
    queryFn: ({ pageParam, signal }) =>
      getJson(
        `/api/plans/${planId}/history${pageParam === null ? "" : `?marker=${pageParam}`}`,
        planHistoryPage,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextMarker }) => nextMarker,
  });
}

/** Runs an action, then has everything about plans and runs read anew. */
function usePlanAction<Input, Data>(act: (input: Input) => Promise<Result<Data>>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (input: Input) => unwrap(await act(input)),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["plans"] }),
        client.invalidateQueries({ queryKey: ["runs"] }),
        client.invalidateQueries({ queryKey: queryKeys.viewer() }),
      ]),
  });
}

export const useCreatePlan = () => usePlanAction((input: PlanInput) => createPlan({ input }));
export const useEditPlan = (planId: string, found: PlanInput) =>
  usePlanAction((input: PlanInput) => editPlan({ planId, input, found }));
export const useImportPlan = () => usePlanAction((text: string) => importPlan({ text }));
export const usePausePlan = (planId: string) => usePlanAction((reason: string) => pausePlan({ planId, reason }));
export const useResumePlan = (planId: string) => usePlanAction(() => resumePlan({ planId }));

/** The plan's own page is left afterwards; asking for it again would only find it gone. */
export function useDeletePlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (removal: PlanRemoval) => unwrap(await deletePlan(removal)),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["plans", "list"] }),
        client.invalidateQueries({ queryKey: queryKeys.viewer() }),
      ]),
  });
}

export const useCreateCheckpoint = (planId: string) => usePlanAction(() => createCheckpoint({ planId }));
export const useRenewCredential = (planId: string) => usePlanAction(() => renewPlanCredential({ planId }));

/** A mutation's outcome as the dialogs take it; what is no foreseen failure stays a throw. */
export async function resultOf<T>(work: Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, data: await work };
  } catch (error) {
    if (error instanceof RequestError) return { ok: false, error: error.failure };
    throw error;
  }
}
