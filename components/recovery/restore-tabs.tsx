"use client";

import { RESTORE_STEPS, STEP_TITLES, type WizardStep } from "@/components/recovery/wizard-state";
import { StepTabs } from "@/components/step-tabs";

type RestoreTabsProps = {
  current: WizardStep;
  onGo: (step: WizardStep) => void;
  /** Nothing is chosen yet: no other step makes sense. */
  blocked: boolean;
  summaries: Partial<Record<WizardStep, string>>;
};

/** Where one is in a restore. */
export function RestoreTabs({ current, onGo, blocked, summaries }: RestoreTabsProps) {
  const tabs = RESTORE_STEPS.map((key) => ({
    key,
    title: STEP_TITLES[key],
    summary: summaries[key],
    disabled: blocked && key !== "what",
  }));
  return <StepTabs label="Steps of the restore" tabs={tabs} current={current} onGo={onGo} />;
}
