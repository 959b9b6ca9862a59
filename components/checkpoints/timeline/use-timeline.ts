"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

import { getJson } from "@/components/request";
import { timelineDayView, timelinePoints, timelineYear, type TimelinePointsQuery } from "@/lib/domain/timeline";
import { queryKeys } from "@/lib/query-keys";

const YEAR_MS = 60_000;
const TODAY_MS = 15_000;

/** The strip and the calendar. `until`: the year that ends with this day instead of today. */
export function useTimelineYear(query: { planId: string; zone: string; until: string | null }) {
  return useQuery({
    queryKey: queryKeys.timeline({ of: "year", ...query }),
    queryFn: ({ signal }) => getJson(`/api/timeline/year?${addressOf(query)}`, timelineYear, signal),
    placeholderData: keepPreviousData,
    refetchInterval: query.until === null ? YEAR_MS : false,
  });
}

/** One day's track; a day of the past does not change while one looks at it. */
export function useTimelineDay(query: { planId: string; zone: string; day: string | null }, isToday: boolean) {
  return useQuery({
    queryKey: queryKeys.timeline({ of: "day", ...query }),
    queryFn: ({ signal }) => getJson(`/api/timeline/day?${addressOf(query)}`, timelineDayView, signal),
    enabled: query.day !== null,
    placeholderData: keepPreviousData,
    refetchInterval: isToday ? TODAY_MS : false,
    staleTime: isToday ? 5_000 : 5 * 60_000,
  });
}

type Range = Pick<TimelinePointsQuery, "planId" | "from" | "to">;

/** The table twin, read as it is scrolled. */
export function usePointPages(range: Range) {
  return useInfiniteQuery({
    queryKey: queryKeys.timeline({ of: "points", ...range }),
    queryFn: ({ pageParam, signal }) =>
      getJson(`/api/timeline/points?${addressOf({ ...range, marker: pageParam })}`, timelinePoints, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextMarker }) => nextMarker,
  });
}

export function addressOf(query: Record<string, string | number | null>): string {
  return new URLSearchParams(
    Object.entries(query).flatMap(([key, value]): [string, string][] => (value === null ? [] : [[key, String(value)]])),
  ).toString();
}

const FACES = ["chart", "table"] as const;

/** What is chosen stands in the address: a link shows the same. */
export function useSelection() {
  return useQueryStates({
    day: parseAsString,
    until: parseAsString,
    view: parseAsStringLiteral(FACES).withDefault("chart"),
    at: parseAsInteger,
  });
}
