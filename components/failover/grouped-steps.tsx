"use client";

import { groupSteps, layoutGroups } from "@/components/failover/step-groups";
import { StepAxis, StepRow } from "@/components/runs/step-row";
import { SectionHeading } from "@/components/section-heading";
import { useNow } from "@/components/viewer-clock";
import type { RunDetail } from "@/lib/domain/run";
import { isLive } from "@/lib/domain/run-words";

/** All steps by what they do, each server's own together; bars on one axis show what went side by side. */
export function GroupedSteps({ run }: { run: RunDetail }) {
  const now = useNow(isLive(run.state) ? "second" : "still");
  const nowMs = run.endedAt ? Date.parse(run.endedAt) : now.getTime();
  const { laid, ticks, totalMs } = layoutGroups(groupSteps(run.steps), { startedAt: run.startedAt, nowMs });
  return (
    <section aria-labelledby="steps" className="@container">
      <SectionHeading
        id="steps"
        note={`${run.stepsDone} of ${run.stepsTotal} done · bars show start and length; pale: expected`}
      >
        Steps
      </SectionHeading>
      <StepAxis ticks={ticks} totalMs={totalMs} />
      {laid.map(({ group, bars }) => (
        <div key={group.key}>
          <h3 id={`group-${group.key}`} className="border-b border-line-soft pt-3 pb-1 text-xs font-medium text-ink-3">
            {group.title}
          </h3>
          <div role="list" aria-labelledby={`group-${group.key}`}>
            {group.steps.map((step, index) => (
              <StepRow
                key={step.id}
                step={step}
                number={run.steps.indexOf(step) + 1}
                bar={bars[index]}
                totalMs={totalMs}
                nowMs={nowMs}
              />
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
