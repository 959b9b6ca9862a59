"use client";

import { PointFacts } from "@/components/failover/point-facts";
import type { FailoverWizard } from "@/components/failover/use-failover-wizard";
import { Callout } from "@/components/callout";
import { Button } from "@/components/ui/button";

/** A point that landed since the choice: it is announced, and used only when chosen. */
export function NewerPoint({ wizard: { newer, choice, change } }: { wizard: FailoverWizard }) {
  if (!newer) return null;
  return (
    <Callout
      role="status"
      tone="running"
      title="A newer point has landed"
      className="mb-4"
      actions={
        <Button size="sm" onClick={() => change({ point: newer.checkpointId })}>
          Use the newer point
        </Button>
      }
    >
      <p>It is not used unless you choose it.</p>
      <p className="text-xs">
        <PointFacts point={newer} purpose={choice.purpose} impactAt={choice.impactAt} />
      </p>
    </Callout>
  );
}
