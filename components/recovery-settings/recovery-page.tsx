"use client";

import Link from "next/link";
import { toast } from "sonner";

import { Callout } from "@/components/callout";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { Direction } from "@/components/recovery-settings/direction";
import { DrillSection } from "@/components/recovery-settings/drill-section";
import { DryRunSection } from "@/components/recovery-settings/dry-run-section";
import { MappingsSection } from "@/components/recovery-settings/mappings-section";
import { OrderSection } from "@/components/recovery-settings/order-section";
import { ReadinessSection } from "@/components/recovery-settings/readiness-section";
import { SaveBar } from "@/components/recovery-settings/save-bar";
import { useRecoveryDraft } from "@/components/recovery-settings/use-recovery";
import { PageCrumbs } from "@/components/shell/crumbs";
import { Button } from "@/components/ui/button";
import type { RecoveryFacts } from "@/lib/domain/recovery-page";
import { recoverySettings } from "@/lib/domain/recovery-settings";

type RecoveryPageProps = { facts: RecoveryFacts; canWrite: boolean };

/** How a plan comes back at its recovery site, and whether it could now. */
export function RecoveryPage({ facts, canWrite }: RecoveryPageProps) {
  const { plan, source } = facts;
  return (
    <>
      <PageCrumbs
        crumbs={[
          { label: "Plans", href: "/plans" },
          { label: plan.name, href: `/plans/${plan.id}` },
          { label: "Recovery" },
        ]}
      />
      <PageHeader
        title={`Recovery of ${plan.name}`}
        meta={<p>What becomes what, in which order, and whether it could begin now</p>}
        actions={
          <Button asChild>
            <Link href={`/plans/${plan.id}`}>To the plan</Link>
          </Button>
        }
      />
      <Direction plan={plan} source={source} />
      {plan.recoverySite ? <Settings facts={facts} canWrite={canWrite} /> : <NoSite planId={plan.id} />}
    </>
  );
}

function NoSite({ planId }: { planId: string }) {
  return (
    <Callout
      tone="breach"
      title="The plan has no recovery site"
      className="mt-4"
      actions={
        <Button asChild size="sm">
          <Link href={`/plans/${planId}/edit`}>Edit the plan</Link>
        </Button>
      }
    >
      When its site is lost, nothing of it can come back. Choose a recovery site in the plan; its copies are then made
      restorable there, and what becomes what is proposed here.
    </Callout>
  );
}

function Settings({ facts, canWrite }: RecoveryPageProps) {
  const { plan, source, options } = facts;
  const draft = useRecoveryDraft(plan.id, facts.settings);
  const { settings, change, save } = draft;
  const invalid = !recoverySettings.safeParse(settings).success;
  const siteName = plan.recoverySite?.name ?? "";
  return (
    <>
      {facts.failure ? <ErrorState failure={facts.failure} className="mt-4" /> : null}
      <ReadinessSection planId={plan.id} unsaved={draft.changed} />
      {source && options ? (
        <MappingsSection
          facts={{ source, options, settings, targetSiteName: siteName }}
          canWrite={canWrite}
          onChange={(mappings) => change({ ...settings, mappings })}
        />
      ) : null}
      {source ? <OrderSection source={source} settings={settings} canWrite={canWrite} onChange={change} /> : null}
      {source || facts.failure ? null : (
        <EmptyState title="No checkpoint of this plan can be restored yet." className="mt-4">
          Mappings and order are proposed from the newest checkpoint. Take one on the plan’s page.
        </EmptyState>
      )}
      <DrillSection settings={settings} canWrite={canWrite} onChange={change} />
      {source ? <DryRunSection planId={plan.id} /> : null}
      {draft.changed ? (
        <SaveBar
          canWrite={canWrite}
          pending={save.isPending}
          problem={invalid ? "Some values cannot be accepted: see what is marked." : null}
          error={save.error}
          onSave={() => save.mutate(undefined, { onSuccess: () => toast.success("The recovery settings are saved") })}
          onDiscard={draft.discard}
        />
      ) : null}
    </>
  );
}
