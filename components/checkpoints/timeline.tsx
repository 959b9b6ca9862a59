"use client";

import { chosenDay } from "@/components/checkpoints/timeline/chosen-day";
import { DisasterSentence } from "@/components/checkpoints/timeline/disaster-sentence";
import { HowComputed } from "@/components/checkpoints/timeline/how-computed";
import { PointTable } from "@/components/checkpoints/timeline/point-table";
import { addressOf, useSelection, useTimelineYear } from "@/components/checkpoints/timeline/use-timeline";
import { Zooms, ZoomsLoading } from "@/components/checkpoints/timeline/zooms";
import { ErrorState } from "@/components/error-state";
import { usePlan } from "@/components/plans/use-plans";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { useZone } from "@/components/viewer-clock";

/** A plan's checkpoints and the gaps between them, drawn or as a table. */
export function Timeline({ planId }: { planId: string }) {
  const zone = useZone();
  const plan = usePlan(planId);
  const [{ day, until, view }] = useSelection();
  const { data: year, error, refetch, isFetching } = useTimelineYear({ planId, zone, until });
  const chosen = chosenDay(day, year);
  const rpoMinutes = plan.data?.objective.rpoMinutes ?? 60;
  return (
    <section aria-label="Timeline">
      <SectionHeading
        note={plan.data ? <HowComputed plan={plan.data} year={year} zone={zone} /> : null}
        actions={<Actions planId={planId} />}
      >
        Timeline
      </SectionHeading>
      {plan.data ? (
        <p className="mb-2 text-base font-medium">
          <DisasterSentence exposure={plan.data.exposure} zone={zone} />
        </p>
      ) : null}
      {error ? (
        <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} className="mb-3" />
      ) : null}
      {view === "table" ? <WholeTable planId={planId} zone={zone} /> : null}
      {view === "chart" && year && chosen ? (
        <Zooms planId={planId} zone={zone} rpoMinutes={rpoMinutes} year={year} chosen={chosen} />
      ) : null}
      {view === "chart" && !year && !error ? <ZoomsLoading /> : null}
    </section>
  );
}

const FACES = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

function Actions({ planId }: { planId: string }) {
  const [{ view }, select] = useSelection();
  return (
    <>
      <Segmented label="Show as" value={view} options={FACES} onChange={(next) => void select({ view: next })} />
      <Button size="sm" asChild>
        <a href={`/api/timeline/points.csv?${addressOf({ planId })}`} download>
          CSV
        </a>
      </Button>
    </>
  );
}

function WholeTable({ planId, zone }: { planId: string; zone: string }) {
  return (
    <PointTable
      planId={planId}
      from={null}
      to={null}
      zone={zone}
      label="Checkpoints of the plan"
      emptyText="No checkpoint was ever taken."
      height={640}
    />
  );
}
