"use client";

import type { PlanStep } from "@/components/plans/plan-draft";
import type { PlanFormProps } from "@/components/plans/plan-form-props";
import { StepKeep } from "@/components/plans/step-keep";
import { StepPromise } from "@/components/plans/step-promise";
import { StepReview } from "@/components/plans/step-review";
import { StepWhat } from "@/components/plans/step-what";
import { StepWhen } from "@/components/plans/step-when";
import { StepWhere } from "@/components/plans/step-where";

type PlanFormStepProps = Pick<PlanFormProps, "planId" | "sites" | "feasibility" | "zones" | "hasUserData"> & {
  step: PlanStep;
  onGo: (step: PlanStep) => void;
};

export function PlanFormStep({ step, planId, sites, feasibility, zones, hasUserData, onGo }: PlanFormStepProps) {
  switch (step) {
    case "what":
      return <StepWhat sites={sites} editing={planId !== null} />;
    case "when":
      return <StepWhen zones={zones} />;
    case "keep":
      return <StepKeep />;
    case "promise":
      return <StepPromise planId={planId} />;
    case "where":
      return <StepWhere sites={sites} feasibility={feasibility} hasUserData={hasUserData} />;
    case "review":
      return <StepReview planId={planId} sites={sites} onGo={onGo} />;
  }
}
