"use client";

import { dayWords } from "@/components/checkpoints/timeline/calendar";
import { PointTable } from "@/components/checkpoints/timeline/point-table";
import { SectionHeading } from "@/components/section-heading";
import { Skeleton } from "@/components/ui/skeleton";

type DayTableProps = { planId: string; range: { from: number; to: number } | null; day: string; zone: string };

/** The day's checkpoints in words. */
export function DayTable({ planId, range, day, zone }: DayTableProps) {
  const span = range && { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
  return (
    <>
      <SectionHeading as="h3" note="begun on this day">
        Checkpoints on {dayWords(day)}
      </SectionHeading>
      {span ? (
        <PointTable
          planId={planId}
          {...span}
          zone={zone}
          label={`Checkpoints on ${dayWords(day)}`}
          emptyText="No checkpoint was taken on this day."
        />
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
    </>
  );
}
