"use client";

import { useState } from "react";

import { PointFacts } from "@/components/failover/point-facts";
import type { FailoverWizard } from "@/components/failover/use-failover-wizard";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import type { FailoverPoint } from "@/lib/domain/failover-view";

const FIRST = 12;

/** All points, newest first; the chosen one is always in sight. */
export function PickPoint({ wizard, points }: { wizard: FailoverWizard; points: FailoverPoint[] }) {
  const { choice, chosen } = wizard;
  const [all, setAll] = useState(() => points.findIndex((point) => point.checkpointId === choice.pointId) >= FIRST);
  const shown = all ? points : points.slice(0, FIRST);
  return (
    <FieldGroup legend="Points, newest first">
      <RadioGroup
        aria-label="Points, newest first"
        value={chosen?.checkpointId ?? ""}
        onValueChange={(point) => wizard.change({ point })}
        className="gap-1"
      >
        {shown.map((point) => (
          <RadioOption
            key={point.checkpointId}
            value={point.checkpointId}
            label={
              <span className="text-xs font-normal">
                <PointFacts point={point} purpose={choice.purpose} impactAt={choice.impactAt} />
              </span>
            }
          />
        ))}
      </RadioGroup>
      {shown.length < points.length ? (
        <Button size="sm" className="justify-self-start" onClick={() => setAll(true)}>
          Show {points.length - shown.length} older
        </Button>
      ) : null}
    </FieldGroup>
  );
}
