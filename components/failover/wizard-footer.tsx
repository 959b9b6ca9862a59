"use client";

import type { FailoverWizard } from "@/components/failover/use-failover-wizard";
import { FAILOVER_STEP_TITLES } from "@/components/failover/wizard-state";
import { Button } from "@/components/ui/button";

/** On, and back; what is still open stands beside. */
export function WizardFooter({ wizard: { step, steps, open, mayGo, go } }: { wizard: FailoverWizard }) {
  const at = steps.indexOf(step);
  const next = steps[at + 1];
  const former = steps[at - 1];
  if (!next) return null;
  const ready = mayGo(next);
  return (
    <div className="mt-5 flex flex-wrap gap-2 border-t border-line pt-4">
      <Button variant="default" disabled={!ready} onClick={() => go(next)}>
        Next: {FAILOVER_STEP_TITLES[next]}
      </Button>
      {former ? <Button onClick={() => go(former)}>Back</Button> : null}
      {ready ? null : <p className="self-center text-xs text-ink-3">{open[step] ?? Object.values(open)[0]}</p>}
    </div>
  );
}
