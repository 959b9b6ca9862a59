"use client";

import { layoutSteps } from "@/components/runs/step-layout";
import { StepAxis, StepRow } from "@/components/runs/step-row";
import { SectionHeading } from "@/components/section-heading";
import { useNow } from "@/components/viewer-clock";
import { isLive } from "@/lib/domain/run-words";
import type { RunDetail } from "@/lib/domain/run";

/** Every step with its state, when it ran, how long, and by which requests; bars on one axis. */
export function RunSteps({ run }: { run: RunDetail }) {
  const now = useNow(isLive(run.state) ? "second" : "still");
  const nowMs = run.endedAt ? new Date(run.endedAt).getTime() : now.getTime();
  const layout = layoutSteps(run.steps, { startedAt: run.startedAt, nowMs });
  return (
    <section aria-labelledby="steps" className="@container">
      <SectionHeading
        id="steps"
        note={`${run.stepsDone} of ${run.stepsTotal} done · bars show start and length; pale: expected`}
      >
        Steps
      </SectionHeading>
      <div role="list">
        <StepAxis ticks={layout.ticks} totalMs={layout.totalMs} />
        {run.steps.map((step, index) => (
          <StepRow
            key={step.id}
            step={step}
            number={index + 1}
            bar={layout.bars[index]}
            totalMs={layout.totalMs}
            nowMs={nowMs}
          />
        ))}
      </div>
    </section>
  );
}
