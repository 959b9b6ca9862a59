"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useEffect, useState } from "react";
import { FormProvider, useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { ErrorState } from "@/components/error-state";
import { forgetDraft, writeDraft } from "@/components/plans/draft-store";
import {
  PLAN_STEPS,
  STEP_FIELDS,
  STEP_TITLES,
  stepOf,
  type PlanDraft,
  type PlanStep,
} from "@/components/plans/plan-draft";
import { stepMarks, stepSummaries } from "@/components/plans/plan-form-state";
import { PlanFormStep } from "@/components/plans/plan-form-step";
import { StepList } from "@/components/plans/step-list";
import { useKeptDraft } from "@/components/plans/use-kept-draft";
import { Button } from "@/components/ui/button";
import type { Failure } from "@/lib/domain/errors";
import { planInput, type PlanInput } from "@/lib/domain/plan";
import type { RecoveryFeasibility } from "@/lib/domain/plan-preview";
import type { SiteView } from "@/lib/domain/site";

/** What the form offers, as the server gives it. */
export type PlanFormFacts = {
  canWrite: boolean;
  sites: SiteView[];
  feasibility: RecoveryFeasibility[];
  zones: string[];
};

export type PlanFormProps = Omit<PlanFormFacts, "canWrite"> & {
  /** What the form starts from: defaults, or the plan as it is. */
  start: PlanDraft;
  /** Null: a new plan. */
  planId: string | null;
  hasUserData: string[];
  /** Saves; answers the failure to show, or null when it is done and the page is being left. */
  onSave: (input: PlanInput) => Promise<Failure | null>;
  onLeave: () => void;
};

/** The guided form, continued where this tab left it. */
export function PlanForm(props: PlanFormProps) {
  const draftKey = props.planId ?? newDraftKey(props.start);
  const kept = useKeptDraft(draftKey);
  const [afresh, setAfresh] = useState(false);
  const draft = afresh ? null : kept;
  const beginAfresh = () => {
    forgetDraft(draftKey);
    setAfresh(true);
  };
  const start = draft === null ? props.start : { ...props.start, ...draft };
  return (
    <GuidedForm
      key={draft === null ? "start" : "draft"}
      {...props}
      start={start}
      draftKey={draftKey}
      onBeginAfresh={draft === null ? null : beginAfresh}
    />
  );
}

// Who comes with other resources chosen begins another plan.
function newDraftKey({ siteId, selection }: PlanDraft): string {
  const chosen = selection.by === "fixed" ? selection.resources.map(({ id }) => id) : [];
  return ["new", siteId, ...chosen].join(":");
}

const focus = (node: HTMLElement | null) => node?.focus();
type GuidedFormProps = PlanFormProps & { draftKey: string; onBeginAfresh: (() => void) | null };

/** Five short steps and a review, one page, each step with its own address. */
function GuidedForm({
  start,
  planId,
  sites,
  feasibility,
  zones,
  hasUserData,
  onSave,
  onLeave,
  draftKey,
  onBeginAfresh,
}: GuidedFormProps) {
  const form = useForm<PlanDraft, unknown, PlanInput>({
    resolver: zodResolver(planInput),
    defaultValues: start,
    mode: "onTouched",
  });
  const [step, setStep] = useQueryState(
    "step",
    parseAsStringLiteral(PLAN_STEPS).withDefault("what").withOptions({ history: "push", scroll: true }),
  );
  const [visited, setVisited] = useState<ReadonlySet<PlanStep>>(() => new Set(planId === null ? [] : PLAN_STEPS));
  const [moved, setMoved] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const draft = useWatch({ control: form.control }) as PlanDraft; // whole from the first moment on, as `start` is
  useWritingDraft(draftKey, form);

  const go = (next: PlanStep) => {
    setVisited(new Set([...visited, step]));
    setMoved(true);
    void setStep(next);
  };
  const next = async () => {
    const fields = step === "review" ? [] : STEP_FIELDS[step];
    if (await form.trigger([...fields], { shouldFocus: true }))
      go(PLAN_STEPS[PLAN_STEPS.indexOf(step) + 1] ?? "review");
    else setVisited(new Set([...visited, step]));
  };
  const save = form.handleSubmit(
    async (input) => {
      setFailure(null);
      const refused = await onSave(input);
      if (refused === null) return forgetDraft(draftKey);
      setFailure(refused);
      const [field] = Object.entries(refused.fields ?? {});
      for (const [path, message] of Object.entries(refused.fields ?? {}))
        form.setError(path as keyof PlanDraft, { message });
      if (field) go(stepOf(field[0]));
    },
    (errors) => go(stepOf(Object.keys(errors)[0] ?? "")),
  );

  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label={planId === null ? "New plan" : "Edit plan"}
        className="@container"
        onSubmit={(event) => {
          event.preventDefault();
          void (step === "review" ? save() : next());
        }}
      >
        <div className="grid grid-cols-1 gap-6 @3xl:grid-cols-[13rem_minmax(0,1fr)] @3xl:gap-8">
          <StepList
            current={step}
            marks={stepMarks(draft, step === "review" ? new Set(PLAN_STEPS) : visited)}
            summaries={stepSummaries(draft, sites)}
            onGo={go}
          />
          <div className="min-w-0 max-w-4xl">
            <h2
              key={step}
              ref={moved ? focus : undefined}
              tabIndex={-1}
              className="mb-4 text-lg font-semibold outline-none"
            >
              {STEP_TITLES[step].question}
            </h2>
            {onBeginAfresh && !moved ? <DraftNote onDiscard={onBeginAfresh} /> : null}
            <div className="@container">
              <PlanFormStep
                step={step}
                planId={planId}
                sites={sites}
                feasibility={feasibility}
                zones={zones}
                hasUserData={hasUserData}
                onGo={go}
              />
            </div>
            {failure ? <ErrorState failure={failure} className="mt-4" /> : null}
            <div className="mt-6 flex flex-wrap gap-2 border-t border-line-soft pt-4">
              {step === "what" ? null : (
                <Button onClick={() => go(PLAN_STEPS[PLAN_STEPS.indexOf(step) - 1] ?? "what")}>Back</Button>
              )}
              <Button type="submit" variant="default" pending={form.formState.isSubmitting}>
                {step === "review" ? (planId === null ? "Create plan" : "Save changes") : "Next"}
              </Button>
              {planId === null && step !== "where" && step !== "review" ? (
                <Button variant="ghost" onClick={() => go("review")}>
                  Keep the defaults and review
                </Button>
              ) : null}
              <Button
                variant="ghost"
                className="ml-auto"
                onClick={() => {
                  forgetDraft(draftKey);
                  onLeave();
                }}
              >
                {planId === null ? "Discard" : "Discard changes"}
              </Button>
            </div>
          </div>
        </div>
      </form>
    </FormProvider>
  );
}

function DraftNote({ onDiscard }: { onDiscard: () => void }) {
  return (
    <p role="status" className="mb-4 flex flex-wrap items-center gap-x-3 text-xs text-ink-3">
      Continued from where you left it in this tab.
      <Button size="sm" variant="link" className="text-xs font-normal" onClick={onDiscard}>
        Begin afresh
      </Button>
    </p>
  );
}

/** Keeps the half-filled form in the tab's own storage, from the first change on. */
function useWritingDraft(key: string, form: UseFormReturn<PlanDraft, unknown, PlanInput>) {
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values }) => writeDraft(key, values) }),
    [key, form],
  );
}
