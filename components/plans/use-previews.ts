"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSettled } from "@/components/plans/use-settled";
import { getJson } from "@/components/request";
import {
  schedule as scheduleSchema,
  retention as retentionSchema,
  selection as selectionSchema,
} from "@/lib/domain/plan";
import type { Retention, Rung, Schedule, Selection } from "@/lib/domain/plan";
import {
  choices,
  promisePreview,
  retentionPreview,
  schedulePreview,
  selectionPreview,
} from "@/lib/domain/plan-preview";

const ask = (what: string, question: unknown) =>
  `/api/plans/preview/${what}?question=${encodeURIComponent(JSON.stringify(question))}`;

/** The members that the rule would take now; asked only once the rule is complete. */
export function useSelectionPreview(siteId: string, selection: Selection) {
  const question = useSettled({ siteId, selection });
  return useQuery({
    queryKey: ["plan-preview", "selection", question],
    queryFn: ({ signal }) => getJson(ask("selection", question), selectionPreview, signal),
    enabled: siteId !== "" && selectionSchema.safeParse(question.selection).success,
    staleTime: 30_000,
    retry: false,
  });
}

/** The next five runs, or why there are none. */
export function useSchedulePreview(schedule: Schedule) {
  const question = useSettled({ schedule }, 250);
  return useQuery({
    queryKey: ["plan-preview", "schedule", question],
    queryFn: ({ signal }) => getJson(ask("schedule", question), schedulePreview, signal),
    enabled: scheduleSchema.safeParse(question.schedule).success,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
}

type RetentionInput = { schedule: Schedule; retention: Retention; fullEvery: number };

/** Which points would be alive after the rules have worked for a while. */
export function useRetentionPreview(input: RetentionInput) {
  const question = useSettled(input, 250);
  return useQuery({
    queryKey: ["plan-preview", "retention", question],
    queryFn: ({ signal }) => getJson(ask("retention", question), retentionPreview, signal),
    enabled:
      scheduleSchema.safeParse(question.schedule).success &&
      retentionSchema.safeParse(question.retention).success &&
      question.fullEvery >= 1 &&
      question.fullEvery <= 100,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
}

type PromiseInput = { planId: string | null; siteId: string; schedule: Schedule; rung: Rung };

/** What the schedule can keep, by what copies took so far. */
export function usePromisePreview(input: PromiseInput) {
  const question = useSettled(input, 250);
  return useQuery({
    queryKey: ["plan-preview", "promise", question],
    queryFn: ({ signal }) => getJson(ask("promise", question), promisePreview, signal),
    enabled: scheduleSchema.safeParse(question.schedule).success,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
}

/** What there is to choose from at the site: server groups, stacks, metadata in use, tags in use. */
export function useChoices(siteId: string, by: "server-group" | "stack" | "metadata" | "tag") {
  return useQuery({
    queryKey: ["plan-preview", "choices", siteId, by],
    queryFn: ({ signal }) => getJson(ask("choices", { siteId, by }), choices, signal),
    enabled: siteId !== "",
    staleTime: 60_000,
    retry: false,
  });
}
