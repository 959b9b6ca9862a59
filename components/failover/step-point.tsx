"use client";

import { Callout } from "@/components/callout";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { PickPoint } from "@/components/failover/pick-point";
import { PointFacts } from "@/components/failover/point-facts";
import { TimeField } from "@/components/failover/time-field";
import type { FailoverWizard } from "@/components/failover/use-failover-wizard";
import {
  meantPoint,
  POINT_WAYS,
  takesOwnPoint,
  type FailoverChoice,
  type PointWay,
} from "@/components/failover/wizard-state";
import { failureOf } from "@/components/request";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import { Skeleton } from "@/components/ui/skeleton";
import type { FailoverPlanFacts } from "@/lib/domain/failover-page";
import type { FailoverPoint } from "@/lib/domain/failover-view";

const LABELS: Record<PointWay, string> = {
  latest: "Latest",
  "latest-consistent": "Latest with settled file systems or applications",
  "latest-verified": "Latest that was verified",
  at: "At a time",
  pick: "Pick from the list",
};

type StepPointProps = { wizard: FailoverWizard; facts: FailoverPlanFacts };

/** From which point the workload comes back; each says what it costs. */
export function StepPoint({ wizard, facts }: StepPointProps) {
  const { data, error, isFetching, refetch } = wizard.points;
  if (takesOwnPoint(wizard.choice)) return <OwnPoint facts={facts} />;
  if (!data)
    return error ? (
      <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <Loading />
    );
  if (data.length === 0)
    return <EmptyState title="No point holds data yet.">Take a checkpoint of {facts.planName} first.</EmptyState>;
  return <Ways wizard={wizard} points={data} />;
}

type WaysProps = { wizard: FailoverWizard; points: FailoverPoint[] };

function Ways({ wizard, points }: WaysProps) {
  const { choice, chosen } = wizard;
  const meantBy = (by: PointWay) => (by === choice.by ? chosen : meantPoint({ ...choice, by, pointId: null }, points));
  const choose = (value: string) => {
    const by = POINT_WAYS.find((way) => way === value) ?? "latest";
    // The list begins at what was chosen before.
    wizard.change({ by, point: by === "pick" ? (chosen?.checkpointId ?? null) : (meantBy(by)?.checkpointId ?? null) });
  };
  return (
    <div className="grid gap-4">
      <RadioGroup aria-label="Recovery point" value={choice.by} onValueChange={choose}>
        {POINT_WAYS.map((by) => (
          <RadioOption
            key={by}
            value={by}
            label={LABELS[by]}
            disabled={by.startsWith("latest") && meantBy(by) === null}
            hint={<WayHint by={by} point={by === "pick" ? null : meantBy(by)} choice={choice} />}
          />
        ))}
      </RadioGroup>
      {choice.by === "at" ? (
        <TimeField
          label="The newest point not later than"
          value={choice.at}
          error={choice.at && !chosen ? "No point is as old as that." : undefined}
          onChange={(at) => wizard.change({ at, point: pointAt(at, points) })}
        />
      ) : null}
      {choice.by === "pick" ? <PickPoint wizard={wizard} points={points} /> : null}
    </div>
  );
}

function pointAt(at: Date | null, points: FailoverPoint[]): string | null {
  if (!at) return null;
  return points.find(({ capturedAt }) => Date.parse(capturedAt) <= at.getTime())?.checkpointId ?? null;
}

type WayHintProps = { by: PointWay; point: FailoverPoint | null; choice: FailoverChoice };

function WayHint({ by, point, choice }: WayHintProps) {
  if (point) return <PointFacts point={point} purpose={choice.purpose} impactAt={choice.impactAt} />;
  if (by === "at") return "Before the damage was done, for example";
  if (by === "pick") return "Every point that there is, with what it costs";
  return "There is none.";
}

function OwnPoint({ facts: { from, to } }: { facts: FailoverPlanFacts }) {
  return (
    <Callout tone="idle" title="A planned failover takes its last point itself">
      The servers at {from.name} are shut down, then a checkpoint is taken and made whole at {to?.name}. Nothing is
      written after it, so nothing is lost. The next steps show what would be done from the newest point there is.
    </Callout>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading the points" className="grid gap-2">
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-12 w-full" />
    </div>
  );
}
