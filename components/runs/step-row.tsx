"use client";

import { CopyId } from "@/components/copy-id";
import type { StepBar } from "@/components/runs/step-layout";
import { StatusGlyph, StatusText } from "@/components/status-badge";
import { Time } from "@/components/time";
import { formatClock } from "@/lib/domain/format";
import type { StepView } from "@/lib/domain/run";
import { cn } from "@/lib/utils";

const grid =
  "grid grid-cols-[1.25rem_minmax(0,1fr)_auto] gap-x-2 @3xl:grid-cols-[1.25rem_minmax(0,20rem)_minmax(8rem,1fr)_4.5rem_minmax(8rem,18rem)]";

/** The clock above the bars. */
export function StepAxis({ ticks, totalMs }: { ticks: number[]; totalMs: number }) {
  return (
    <div
      aria-hidden
      className={cn(grid, "border-b border-line py-1.5 text-xs leading-5 font-medium text-ink-3 @max-3xl:hidden")}
    >
      <span />
      <span>Step</span>
      <span className="relative figures">
        {ticks.map((tick) => (
          <span key={tick} className="absolute" style={{ left: `${(tick / totalMs) * 100}%` }}>
            {tick / totalMs > 0.93 ? "" : formatClock(tick)}
          </span>
        ))}
      </span>
      <span className="text-right">Took</span>
      <span className="pl-2">Note</span>
    </div>
  );
}

type StepRowProps = {
  step: StepView;
  number: number;
  bar: StepBar | undefined;
  totalMs: number;
  nowMs: number;
};

/** One step: its state, when it ran, how long, and by which requests. */
export function StepRow({ step, number, bar, totalMs, nowMs }: StepRowProps) {
  return (
    <div role="listitem" id={`step-${step.key}`} className={cn(grid, "scroll-mt-20 border-b border-line-soft py-1.5")}>
      <span className="pt-0.5">
        <StatusGlyph kind="step" state={step.state} />
      </span>
      <span className={cn("min-w-0 break-words", step.state === "pending" && "text-ink-2")}>
        {number}. {step.title}
      </span>
      <span aria-hidden className="relative h-5 @max-3xl:hidden">
        {bar ? <Bar bar={bar} totalMs={totalMs} /> : null}
      </span>
      <span className="text-right">
        <Took step={step} nowMs={nowMs} />
      </span>
      <span className="min-w-0 text-xs leading-5 break-words text-ink-3 @max-3xl:col-start-2 @max-3xl:col-end-4 @3xl:pl-2">
        <Note step={step} />
      </span>
    </div>
  );
}

const fills: Record<StepBar["phase"], string> = {
  done: "bg-kept-mark",
  failed: "bg-breach-mark",
  running: "bg-running-mark",
  ahead: "bg-line",
  none: "",
};

function Bar({ bar, totalMs }: { bar: StepBar; totalMs: number }) {
  if (bar.phase === "none") return null;
  const share = (ms: number) => `${Math.min(100, (ms / totalMs) * 100)}%`;
  const pale = bar.phase === "running" && bar.expectedMs ? bar.expectedMs : 0;
  return (
    <>
      {pale > bar.lengthMs ? (
        <span
          className="absolute top-1.5 h-2 rounded-xs bg-line"
          style={{ left: share(bar.startMs), width: share(pale) }}
        />
      ) : null}
      <span
        className={cn("absolute top-1.5 h-2 min-w-0.5 rounded-xs", fills[bar.phase])}
        style={{ left: share(bar.startMs), width: share(bar.lengthMs) }}
      />
    </>
  );
}

function Took({ step, nowMs }: { step: StepView; nowMs: number }) {
  if (step.startedAt === null)
    return step.state === "pending" && step.expectedMs ? (
      <span className="figures text-ink-3">~{formatClock(step.expectedMs)}</span>
    ) : null;
  const endMs = step.endedAt ? new Date(step.endedAt).getTime() : nowMs;
  const tookMs = Math.max(0, endMs - new Date(step.startedAt).getTime());
  const expected = step.expectedMs ? `expected about ${formatClock(step.expectedMs)}` : undefined;
  return (
    <span className="figures" title={expected}>
      {tookMs < 1_000 ? "<0:01" : formatClock(tookMs)}
    </span>
  );
}

function Note({ step }: { step: StepView }) {
  return (
    <>
      {step.state === "done" || step.state === "pending" ? null : (
        <StatusText kind="step" state={step.state} className="mr-2" />
      )}
      {step.startedAt ? (
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <Time at={step.startedAt} style="time-seconds" className="text-xs" />
          {step.attempts > 1 ? <span>{step.attempts} attempts</span> : null}
          <RequestIds ids={step.requestIds} />
        </span>
      ) : null}
      {step.cause ? <span className="block text-breach">{step.cause.message}</span> : null}
      {step.detail ? <span className="block">{step.detail}</span> : null}
    </>
  );
}

function RequestIds({ ids }: { ids: string[] }) {
  const shown = ids.slice(-2);
  return (
    <>
      {shown.map((id) => (
        <CopyId key={id} id={id} label="OpenStack request id" className="min-h-5 text-xs" />
      ))}
      {ids.length > shown.length ? <span>and {ids.length - shown.length} more</span> : null}
    </>
  );
}
