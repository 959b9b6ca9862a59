"use client";

import Link from "next/link";

import { Callout } from "@/components/callout";
import { EmptyState } from "@/components/empty-state";
import { NewerPoint } from "@/components/failover/newer-point";
import { StepChecks } from "@/components/failover/step-checks";
import { StepHappened } from "@/components/failover/step-happened";
import { StepPoint } from "@/components/failover/step-point";
import { StepReview } from "@/components/failover/step-review";
import { useFailoverWizard, type FailoverWizard as Wizard } from "@/components/failover/use-failover-wizard";
import { WizardFooter } from "@/components/failover/wizard-footer";
import { WizardHeader } from "@/components/failover/wizard-header";
import { FAILOVER_STEP_TITLES } from "@/components/failover/wizard-state";
import { StepTabs } from "@/components/step-tabs";
import { Button } from "@/components/ui/button";
import type { FailoverPurpose } from "@/lib/domain/failover";
import type { FailoverPlanFacts } from "@/lib/domain/failover-page";

type FailoverWizardProps = { facts: FailoverPlanFacts; purpose: FailoverPurpose; canWrite: boolean };

/** What happened, from which point, whether it can be, and what exactly would be done. Nothing happens before the last. */
export function FailoverWizard({ facts, purpose, canWrite }: FailoverWizardProps) {
  const wizard = useFailoverWizard(facts.planId, purpose);
  const { step, steps, mayGo, go } = wizard;
  const tabs = steps.map((key) => ({ key, title: FAILOVER_STEP_TITLES[key], disabled: !mayGo(key) }));
  if (!facts.to) return <NowhereToGo facts={facts} purpose={purpose} />;
  return (
    <>
      <WizardHeader facts={facts} wizard={wizard} />
      <AlreadyOpen facts={facts} purpose={purpose} />
      <StepTabs
        label={purpose === "drill" ? "Steps of the drill" : "Steps of the failover"}
        tabs={tabs}
        current={step}
        onGo={go}
      />
      <div className="mt-4">
        <NewerPoint wizard={wizard} />
        <Step wizard={wizard} facts={facts} canWrite={canWrite} />
      </div>
      <WizardFooter wizard={wizard} />
    </>
  );
}

function Step({ wizard, facts, canWrite }: { wizard: Wizard; facts: FailoverPlanFacts; canWrite: boolean }) {
  switch (wizard.step) {
    case "happened":
      return <StepHappened wizard={wizard} facts={facts} />;
    case "point":
      return <StepPoint wizard={wizard} facts={facts} />;
    case "checks":
      return <StepChecks wizard={wizard} facts={facts} />;
    case "review":
      return <StepReview wizard={wizard} facts={facts} canWrite={canWrite} />;
  }
}

function AlreadyOpen({ facts, purpose }: { facts: FailoverPlanFacts; purpose: FailoverPurpose }) {
  const other = facts.open.find((one) => one.purpose === purpose);
  if (!other) return null;
  const drill = purpose === "drill";
  return (
    <Callout
      tone="risk"
      title={drill ? `A drill of ${facts.planName} still stands` : `A failover of ${facts.planName} is open`}
      className="mb-4"
      actions={
        <Button asChild size="sm">
          <Link href={`/failovers/${other.id}`}>{drill ? "Go to the drill" : "Go to the failover"}</Link>
        </Button>
      }
    >
      {drill ? "Another can begin when that one has ended." : "Another can begin when that one is committed or undone."}
    </Callout>
  );
}

function NowhereToGo({ facts, purpose }: { facts: FailoverPlanFacts; purpose: FailoverPurpose }) {
  return (
    <>
      <WizardHeader facts={facts} purpose={purpose} />
      <EmptyState
        title={`${facts.planName} has no recovery site.`}
        actions={
          <Button asChild variant="default">
            <Link href={`/plans/${facts.planId}/edit?step=where`}>Choose a recovery site</Link>
          </Button>
        }
      >
        Its checkpoints go there from then on; after the next one it can be failed over.
      </EmptyState>
    </>
  );
}
