"use client";

import { useRestoreInput, useRestoreOptions, useReview } from "@/components/recovery/use-restore";
import { itemsOf, useWizardState, type WizardSite, type WizardStep } from "@/components/recovery/wizard-state";
import type { Chosen } from "@/lib/domain/restore-proposal";
import type { RestoreSource } from "@/lib/domain/restore-source";

export type Wizard = ReturnType<typeof useWizard>;

/** All that the steps share: what is chosen, what the site offers, what is asked for, and what the review says. */
export function useWizard(source: RestoreSource, sites: WizardSite[]) {
  const { step, siteId, chosen, whole, setState } = useWizardState(source);
  const offers = useRestoreOptions(siteId);
  const { input, change } = useRestoreInput(source, chosen, { siteId, options: offers.data });
  const review = useReview();
  const choose = (part: Parameters<typeof setState>[0]) => void setState(part, { history: "replace" });
  const go = (next: WizardStep) => {
    if (next === "review" && input) review.mutate(input);
    void setState({ step: next });
  };
  return {
    step,
    siteId,
    site: sites.find((one) => one.id === siteId),
    chosen,
    whole,
    empty: itemsOf(chosen).length === 0,
    offers,
    input,
    review,
    go,
    change,
    chooseWhole: () => choose({ items: null }),
    chooseParts: (parts: Chosen) => choose({ items: itemsOf(parts) }),
    chooseSite: (id: string) => choose({ site: id }),
  };
}
