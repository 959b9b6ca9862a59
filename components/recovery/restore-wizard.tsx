"use client";

import { RestoreHeader } from "@/components/recovery/restore-header";
import { RestoreTabs } from "@/components/recovery/restore-tabs";
import { StepHow } from "@/components/recovery/step-how";
import { StepReview } from "@/components/recovery/step-review";
import { StepWhat } from "@/components/recovery/step-what";
import { StepWhere } from "@/components/recovery/step-where";
import { SiteOffers } from "@/components/recovery/site-offers";
import { useWizard, type Wizard } from "@/components/recovery/use-wizard";
import { RESTORE_STEPS, STEP_TITLES, summaryOf, type WizardSite } from "@/components/recovery/wizard-state";
import { Button } from "@/components/ui/button";
import type { RestoreSource } from "@/lib/domain/restore-source";

type RestoreWizardProps = { source: RestoreSource; sites: WizardSite[]; canWrite: boolean };

/** Four short steps: what comes back, where, how, and what exactly would be done. Nothing happens before the last. */
export function RestoreWizard({ source, sites, canWrite }: RestoreWizardProps) {
  const wizard = useWizard(source, sites);
  const { step, chosen, empty, site, siteId, go } = wizard;
  return (
    <>
      <RestoreHeader source={source} />
      <RestoreTabs
        current={step}
        onGo={go}
        blocked={empty}
        summaries={{ what: empty ? "nothing chosen" : summaryOf(chosen, source), where: site?.name ?? siteId }}
      />
      <div className="mt-4">
        <Step wizard={wizard} source={source} sites={sites} canWrite={canWrite} />
      </div>
      <Footer wizard={wizard} />
    </>
  );
}

function Step({ wizard, source, sites, canWrite }: RestoreWizardProps & { wizard: Wizard }) {
  const { step, chosen, whole, site, siteId, offers, input, review } = wizard;
  switch (step) {
    case "what":
      return (
        <StepWhat
          source={source}
          chosen={chosen}
          whole={whole}
          onWhole={wizard.chooseWhole}
          onChange={wizard.chooseParts}
        />
      );
    case "where":
      return <StepWhere source={source} sites={sites} siteId={siteId} onChange={wizard.chooseSite} />;
    case "how":
      return (
        <SiteOffers offers={offers}>
          {(options) =>
            input ? (
              <StepHow source={source} input={input} options={options} site={site} onChange={wizard.change} />
            ) : null
          }
        </SiteOffers>
      );
    case "review":
      return (
        <StepReview
          source={source}
          site={site}
          input={input}
          review={review}
          canWrite={canWrite}
          onBack={() => wizard.go("how")}
        />
      );
  }
}

function Footer({ wizard: { step, empty, input, go } }: { wizard: Wizard }) {
  const at = RESTORE_STEPS.indexOf(step);
  const next = RESTORE_STEPS[at + 1];
  const former = RESTORE_STEPS[at - 1];
  if (!next) return null;
  return (
    <div className="mt-5 flex flex-wrap gap-2 border-t border-line pt-4">
      <Button variant="default" disabled={empty || (next === "review" && !input)} onClick={() => go(next)}>
        {next === "review" ? "Check and review" : `Next: ${STEP_TITLES[next]}`}
      </Button>
      {former ? <Button onClick={() => go(former)}>Back</Button> : null}
      {empty ? <p className="self-center text-xs text-ink-3">Choose at least one resource.</p> : null}
    </div>
  );
}
