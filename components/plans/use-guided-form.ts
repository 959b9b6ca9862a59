"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useEffect, useState } from "react";
import { useForm, useWatch, type UseFormReturn } from "react-hook-form";

import { forgetDraft, writeDraft } from "@/components/plans/draft-store";
import { PLAN_STEPS, STEP_FIELDS, stepOf, type PlanDraft, type PlanStep } from "@/components/plans/plan-draft";
import { useRetentionPreview } from "@/components/plans/use-previews";
import type { Failure } from "@/lib/domain/errors";
import { planInput, type PlanInput } from "@/lib/domain/plan";

type Form = UseFormReturn<PlanDraft, unknown, PlanInput>;
type GuidedFormOptions = {
  start: PlanDraft;
  isNew: boolean;
  draftKey: string;
  onSave: (input: PlanInput) => Promise<Failure | null>;
};
export type GuidedFormState = ReturnType<typeof useGuidedForm>;

/** The form, the step one is at, and what became of saving it. */
export function useGuidedForm({ start, isNew, draftKey, onSave }: GuidedFormOptions) {
  const form: Form = useForm<PlanDraft, unknown, PlanInput>({
    resolver: zodResolver(planInput),
    defaultValues: start,
    mode: "onTouched",
  });
  const draft = useWatch({ control: form.control }) as PlanDraft; // whole from the first moment on, as `start` is
  const steps = useSteps(isNew);
  useWritingDraft(draftKey, form);
  // Asked ahead, so that the step that shows it has nothing to wait for.
  useRetentionPreview({ schedule: draft.schedule, retention: draft.retention, fullEvery: draft.fullEvery });
  const next = async () => {
    const fields = steps.step === "review" ? [] : STEP_FIELDS[steps.step];
    if (await form.trigger([...fields], { shouldFocus: true })) steps.go(following(steps.step));
    else steps.visit();
  };
  const { failure, save } = useSaving(form, { draftKey, onSave, go: steps.go });
  const submit = () => void (steps.step === "review" ? save() : next());
  return { form, draft, ...steps, failure, submit };
}

/** Each step has its own address; what was passed is marked. */
function useSteps(isNew: boolean) {
  const [step, setStep] = useQueryState(
    "step",
    parseAsStringLiteral(PLAN_STEPS).withDefault("what").withOptions({ history: "push", scroll: true }),
  );
  const [visited, setVisited] = useState<ReadonlySet<PlanStep>>(() => new Set(isNew ? [] : PLAN_STEPS));
  const [moved, setMoved] = useState(false);
  const visit = () => setVisited(new Set([...visited, step]));
  const go = (next: PlanStep) => {
    visit();
    setMoved(true);
    void setStep(next);
  };
  return { step, visited, moved, visit, go };
}

type Saving = Pick<GuidedFormOptions, "draftKey" | "onSave"> & { go: (step: PlanStep) => void };

/** Saves; what the server refuses is shown at its field. */
function useSaving(form: Form, { draftKey, onSave, go }: Saving) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = form.handleSubmit(
    async (input) => {
      setFailure(null);
      const refused = await onSave(input);
      if (refused === null) return forgetDraft(draftKey);
      setFailure(refused);
      const fields = Object.entries(refused.fields ?? {});
      for (const [path, message] of fields) form.setError(path as keyof PlanDraft, { message });
      if (fields[0]) go(stepOf(fields[0][0]));
    },
    (errors) => go(stepOf(Object.keys(errors)[0] ?? "")),
  );
  return { failure, save };
}

/** Keeps the half-filled form in the tab's own storage, from the first change on. */
function useWritingDraft(key: string, form: Form) {
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values }) => writeDraft(key, values) }),
    [key, form],
  );
}

function following(step: PlanStep): PlanStep {
  return PLAN_STEPS[PLAN_STEPS.indexOf(step) + 1] ?? "review";
}
