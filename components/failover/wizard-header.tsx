"use client";

import { PageHeader } from "@/components/page-header";
import { PageCrumbs } from "@/components/shell/crumbs";
import { Time } from "@/components/time";
import type { FailoverWizard } from "@/components/failover/use-failover-wizard";
import type { FailoverPurpose } from "@/lib/domain/failover";
import type { FailoverPlanFacts } from "@/lib/domain/failover-page";

type WizardHeaderProps = { facts: FailoverPlanFacts } & (
  { wizard: FailoverWizard; purpose?: undefined } | { wizard?: undefined; purpose: FailoverPurpose }
);

/** What is about to be done, and where one is in it. */
export function WizardHeader({ facts, wizard, purpose }: WizardHeaderProps) {
  const drill = (wizard?.choice.purpose ?? purpose) === "drill";
  const to = facts.to ? ` ${drill ? "at" : "to"} ${facts.to.name}` : "";
  return (
    <>
      <PageCrumbs
        crumbs={[
          { label: "Recovery", href: "/recovery" },
          { label: facts.planName, href: `/plans/${facts.planId}` },
          { label: drill ? "Drill" : "Fail over" },
        ]}
      />
      <PageHeader
        title={drill ? `Drill ${facts.planName}${to}` : `Fail over ${facts.planName}${to}`}
        meta={wizard ? <Meta wizard={wizard} facts={facts} /> : null}
      />
    </>
  );
}

function Meta({ wizard: { choice, step, steps }, facts }: { wizard: FailoverWizard; facts: FailoverPlanFacts }) {
  const where = `step ${steps.indexOf(step) + 1} of ${steps.length}`;
  if (choice.purpose === "drill")
    return (
      <>
        Isolated from everything; {facts.from.name} is not touched · {where}
      </>
    );
  if (choice.mode === "disaster" && choice.impactAt)
    return (
      <>
        Disaster: {facts.from.name} lost since <Time at={choice.impactAt} /> · {where}
      </>
    );
  return (
    <>
      {choice.mode === "planned"
        ? `Planned: ${facts.from.name} is shut down first`
        : "Nothing is done before you start it"}{" "}
      · {where}
    </>
  );
}
