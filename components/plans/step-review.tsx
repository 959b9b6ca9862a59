"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Callout } from "@/components/callout";
import type { PlanDraft, PlanStep } from "@/components/plans/plan-draft";
import { PromiseVerdict } from "@/components/plans/promise-verdict";
import { useSchedulePreview } from "@/components/plans/use-previews";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { planInput } from "@/lib/domain/plan";
import {
  CONSISTENCY_WORDS,
  countWords,
  fullEveryWords,
  listWords,
  promiseWords,
  retentionWords,
  selectionWords,
} from "@/lib/domain/plan-words";
import type { ResourceKind } from "@/lib/domain/resource";
import type { SiteView } from "@/lib/domain/site";

type StepReviewProps = { planId: string | null; sites: SiteView[]; onGo: (step: PlanStep) => void };

/** The plan as sentences: what is read here is what happens. */
export function StepReview({ planId, sites, onGo }: StepReviewProps) {
  const { control, setValue } = useFormContext<PlanDraft>();
  const draft = useWatch({ control }) as PlanDraft; // Every field has a value from the first moment on: the form starts from a whole draft.
  return (
    <div className="grid grid-cols-1 gap-4">
      <Sentences draft={draft} sites={sites} onGo={onGo} />
      {draft.objective.rung !== "local" && !draft.recoverySiteId ? <NoRecoverySite onGo={onGo} /> : null}
      <PromiseVerdict
        planId={planId}
        objective={draft.objective}
        onAdopt={(rpoMinutes) => setValue("objective.rpoMinutes", rpoMinutes, { shouldDirty: true })}
      />
      {planInput.safeParse(draft).success ? null : (
        <p className="text-ink-2">Some steps are not complete yet; they are marked in the list of steps.</p>
      )}
    </div>
  );
}

function NoRecoverySite({ onGo }: Pick<StepReviewProps, "onGo">) {
  return (
    <Callout
      tone="breach"
      title="The promise can never be kept: it counts copies at a recovery site, and none is chosen"
      actions={
        <Button size="sm" onClick={() => onGo("where")}>
          Choose a recovery site
        </Button>
      }
    />
  );
}

type SentencesProps = Omit<StepReviewProps, "planId"> & { draft: PlanDraft };

function Sentences({ draft, sites, onGo }: SentencesProps) {
  const nameOf = (id: string | null | undefined) => sites.find((site) => site.id === id)?.name ?? "an unknown site";
  return (
    <dl className="border-t border-line-soft">
      <Line title="What" step="what" onGo={onGo}>
        <strong className="font-semibold">{draft.name || "A plan without a name"}</strong> protects {what(draft)} at{" "}
        {nameOf(draft.siteId)}.
      </Line>
      <Line title="When" step="when" onGo={onGo}>
        <When schedule={draft.schedule} /> Wished to be {CONSISTENCY_WORDS[draft.consistency]}. No server is stopped, no
        volume detached.
      </Line>
      <Line title="How long" step="keep" onGo={onGo}>
        Kept: {retentionWords(draft.retention)}; {fullEveryWords(draft.fullEvery)}.
      </Line>
      <Line title="Promise" step="promise" onGo={onGo}>
        {capitalised(promiseWords(draft.objective))}.
      </Line>
      <Line title="Where" step="where" onGo={onGo}>
        {draft.recoverySiteId
          ? `From ${nameOf(draft.siteId)}, to be recovered there or at ${nameOf(draft.recoverySiteId)}.`
          : `At ${nameOf(draft.siteId)} only; the loss of that site is not covered.`}
      </Line>
    </dl>
  );
}

function When({ schedule }: { schedule: PlanDraft["schedule"] }) {
  const { data } = useSchedulePreview(schedule);
  const first = data?.nextRuns[0];
  if (schedule.every === "manual") return "A checkpoint is taken only when someone asks for it.";
  return (
    <>
      {data?.text ?? "As scheduled"}
      {first ? (
        <>
          ; first <Time at={first} zone={schedule.timeZone} />
        </>
      ) : null}
      . Runs missed while Breakwater is down are caught up by one.
    </>
  );
}

type LineProps = { title: string; step: PlanStep; onGo: (step: PlanStep) => void; children: React.ReactNode };

function Line({ title, step, onGo, children }: LineProps) {
  return (
    <div className="flex items-baseline gap-4 border-b border-line-soft py-1.5">
      <dt className="w-20 shrink-0 text-ink-3">{title}</dt>
      <dd className="flex min-w-0 flex-1 items-baseline gap-4">
        <div className="min-w-0 flex-1">{children}</div>
        <Button size="sm" variant="ghost" aria-label={`Change: ${title}`} onClick={() => onGo(step)}>
          Change
        </Button>
      </dd>
    </div>
  );
}

function what({ selection }: PlanDraft): string {
  if (selection.by === "fixed" && selection.resources.length === 0) return "nothing yet";
  if (selection.by !== "fixed") return `what the ${selectionWords(selection)} takes at each checkpoint`;
  const counts = new Map<ResourceKind, number>();
  for (const { kind } of selection.resources) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const names = selection.resources.slice(0, 3).map(({ name, id }) => name || id);
  const more = selection.resources.length - names.length;
  return `${countWords([...counts].map(([kind, count]) => ({ kind, count })))} (${more > 0 ? `${names.join(", ")} and ${more} more` : listWords(names)})`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
