"use client";

import { Callout } from "@/components/callout";
import { TimeField } from "@/components/failover/time-field";
import type { FailoverWizard } from "@/components/failover/use-failover-wizard";
import { impactProblem } from "@/components/failover/wizard-state";
import { Button } from "@/components/ui/button";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import { useNow } from "@/components/viewer-clock";
import { failoverMode } from "@/lib/domain/failover";
import type { FailoverPlanFacts } from "@/lib/domain/failover-page";

type StepHappenedProps = { wizard: FailoverWizard; facts: FailoverPlanFacts };

/** Planned or disaster, and since when: from it follow what is asked of the source and what is lost. */
export function StepHappened({ wizard, facts: { from } }: StepHappenedProps) {
  const { mode, impactAt } = wizard.choice;
  const dark = from.state === "unreachable";
  const choose = (value: string) => {
    const chosen = failoverMode.parse(value);
    wizard.change({
      mode: chosen,
      ...(chosen === "disaster" && impactAt === null ? { impact: wholeMinute(new Date()) } : {}),
    });
  };
  return (
    <div className="grid gap-5">
      <RadioGroup aria-label="What happened" value={mode ?? ""} onValueChange={choose} className="sm:grid-cols-2">
        <RadioOption
          value="planned"
          label="Planned: the source still works"
          hint={`The servers at ${from.name} are shut down and a last point is taken: nothing is lost. ${dark ? `${from.name} does not answer now, so this would not get far.` : "It needs the source until that point is whole."}`}
        />
        <RadioOption
          value="disaster"
          label="Disaster: the source is lost or out of reach"
          hint={`${from.name} is not asked for anything. What was written after the point is lost; its servers are shut down as soon as it answers again.`}
        />
      </RadioGroup>
      {mode === "disaster" ? <Impact wizard={wizard} /> : null}
      {mode === "disaster" && from.state === "reachable" ? (
        <Callout tone="risk" title={`${from.name} answers`}>
          As long as it does, a planned failover loses nothing, and leaves nothing running twice.
        </Callout>
      ) : null}
    </div>
  );
}

function Impact({ wizard }: { wizard: FailoverWizard }) {
  const now = useNow();
  const { impactAt } = wizard.choice;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-start gap-2">
        <TimeField
          label="When the interruption began"
          value={impactAt}
          error={impactProblem(impactAt, now)}
          onChange={(impact) => wizard.change({ impact })}
        />
        <Button className="mt-6" onClick={() => wizard.change({ impact: wholeMinute(new Date()) })}>
          Now
        </Button>
      </div>
      <p className="text-xs text-ink-3">Loss and recovery time are counted from then.</p>
    </div>
  );
}

function wholeMinute(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 60_000) * 60_000);
}
