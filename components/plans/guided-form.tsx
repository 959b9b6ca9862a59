"use client";

import { FormProvider } from "react-hook-form";

import { ErrorState } from "@/components/error-state";
import { forgetDraft } from "@/components/plans/draft-store";
import { PLAN_STEPS, STEP_TITLES } from "@/components/plans/plan-draft";
import type { PlanFormProps } from "@/components/plans/plan-form-props";
import { stepMarks, stepSummaries } from "@/components/plans/plan-form-state";
import { PlanFormStep } from "@/components/plans/plan-form-step";
import { StepList } from "@/components/plans/step-list";
import { useGuidedForm, type GuidedFormState } from "@/components/plans/use-guided-form";
import { Button } from "@/components/ui/button";

type GuidedFormProps = PlanFormProps & { draftKey: string; onBeginAfresh: (() => void) | null };

/** Five short steps and a review, one page, each step with its own address. */
export function GuidedForm({ start, onSave, onLeave, draftKey, onBeginAfresh, ...facts }: GuidedFormProps) {
  const isNew = facts.planId === null;
  const guide = useGuidedForm({ start, isNew, draftKey, onSave });
  const { form, draft, step, visited, moved, go, failure } = guide;
  const leave = () => {
    forgetDraft(draftKey);
    onLeave();
  };
  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label={isNew ? "New plan" : "Edit plan"}
        className="@container"
        onSubmit={(event) => {
          event.preventDefault();
          guide.submit();
        }}
      >
        <div className="grid grid-cols-1 gap-6 @3xl:grid-cols-[13rem_minmax(0,1fr)] @3xl:gap-8">
          <StepList
            current={step}
            marks={stepMarks(draft, step === "review" ? new Set(PLAN_STEPS) : visited)}
            summaries={stepSummaries(draft, facts.sites)}
            onGo={go}
          />
          <div className="min-w-0 max-w-4xl">
            <StepHeading guide={guide} />
            {onBeginAfresh && !moved ? <DraftNote onDiscard={onBeginAfresh} /> : null}
            <div className="@container">
              <PlanFormStep step={step} onGo={go} {...facts} />
            </div>
            {failure ? <ErrorState failure={failure} className="mt-4" /> : null}
            <Buttons guide={guide} isNew={isNew} onLeave={leave} />
          </div>
        </div>
      </form>
    </FormProvider>
  );
}

const focus = (node: HTMLElement | null) => node?.focus();

function StepHeading({ guide: { step, moved } }: { guide: GuidedFormState }) {
  return (
    <h2 key={step} ref={moved ? focus : undefined} tabIndex={-1} className="mb-4 text-lg font-semibold outline-none">
      {STEP_TITLES[step].question}
    </h2>
  );
}

type ButtonsProps = { guide: GuidedFormState; isNew: boolean; onLeave: () => void };

function Buttons({ guide: { form, step, go }, isNew, onLeave }: ButtonsProps) {
  const former = PLAN_STEPS[PLAN_STEPS.indexOf(step) - 1];
  const save = isNew ? "Create plan" : "Save changes";
  return (
    <div className="mt-6 flex flex-wrap gap-2 border-t border-line-soft pt-4">
      {former ? <Button onClick={() => go(former)}>Back</Button> : null}
      <Button type="submit" variant="default" pending={form.formState.isSubmitting}>
        {step === "review" ? save : "Next"}
      </Button>
      {isNew && step !== "where" && step !== "review" ? (
        <Button variant="ghost" onClick={() => go("review")}>
          Keep the defaults and review
        </Button>
      ) : null}
      <Button variant="ghost" className="ml-auto" onClick={onLeave}>
        {isNew ? "Discard" : "Discard changes"}
      </Button>
    </div>
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
