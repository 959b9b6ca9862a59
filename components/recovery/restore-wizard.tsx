"use client";

import { ErrorState } from "@/components/error-state";
import { formatGiB, formatNoun } from "@/lib/domain/format";
import { PageHeader } from "@/components/page-header";
import { failureOf } from "@/components/request";
import { StepHow } from "@/components/recovery/step-how";
import { StepReview } from "@/components/recovery/step-review";
import { StepWhat } from "@/components/recovery/step-what";
import { StepWhere } from "@/components/recovery/step-where";
import { useRestoreInput, useRestoreOptions, useReview } from "@/components/recovery/use-restore";
import {
  itemsOf,
  RESTORE_STEPS,
  STEP_TITLES,
  useWizardState,
  type WizardStep,
} from "@/components/recovery/wizard-state";
import { PageCrumbs } from "@/components/shell/crumbs";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { Chosen } from "@/lib/domain/restore-proposal";
import type { RestoreSource } from "@/lib/domain/restore-source";
import type { SiteView } from "@/lib/domain/site";
import { cn } from "@/lib/utils";

export type WizardSite = SiteView & { sharesStore: boolean };
type RestoreWizardProps = { source: RestoreSource; sites: WizardSite[]; canWrite: boolean };

/** Four short steps: what comes back, where, how, and what exactly would be done. Nothing happens before the last. */
export function RestoreWizard({ source, sites, canWrite }: RestoreWizardProps) {
  const { step, siteId, chosen, whole, setState } = useWizardState(source);
  const options = useRestoreOptions(siteId);
  const { input, change } = useRestoreInput(source, chosen, { siteId, options: options.data });
  const review = useReview();
  const site = sites.find((one) => one.id === siteId);
  const go = (next: WizardStep) => {
    if (next === "review" && input) review.mutate(input);
    void setState({ step: next });
  };
  const empty = itemsOf(chosen).length === 0;
  const at = RESTORE_STEPS.indexOf(step);
  const next = RESTORE_STEPS[at + 1];
  return (
    <>
      <PageCrumbs
        crumbs={[
          { label: "Plans", href: "/plans" },
          { label: source.planName, href: `/plans/${source.planId}` },
          { label: "Checkpoint", href: `/checkpoints/${source.checkpointId}` },
          { label: "Restore" },
        ]}
      />
      <PageHeader
        title={`Restore ${source.planName}`}
        meta={
          <>
            from the checkpoint of <Time at={source.capturedAt} style="datetime-seconds" /> at {source.siteName}
          </>
        }
      />
      <StepTabs
        current={step}
        onGo={go}
        blocked={empty}
        summaries={{
          what: empty ? "nothing chosen" : summaryOf(chosen, source),
          where: site?.name ?? siteId,
        }}
      />
      <div className="mt-4">
        {step === "what" ? (
          <StepWhat
            source={source}
            chosen={chosen}
            whole={whole}
            onWhole={() => void setState({ items: null }, { history: "replace" })}
            onChange={(value) => void setState({ items: itemsOf(value) }, { history: "replace" })}
          />
        ) : null}
        {step === "where" ? (
          <StepWhere
            source={source}
            sites={sites}
            siteId={siteId}
            onChange={(id) => void setState({ site: id }, { history: "replace" })}
          />
        ) : null}
        {step === "how" ? (
          input && options.data ? (
            <StepHow source={source} input={input} options={options.data} site={site} onChange={change} />
          ) : options.error ? (
            <ErrorState
              failure={failureOf(options.error)}
              onRetry={() => void options.refetch()}
              retrying={options.isFetching}
            />
          ) : (
            <Loading />
          )
        ) : null}
        {step === "review" ? (
          <StepReview
            source={source}
            site={site}
            input={input}
            review={review}
            canWrite={canWrite}
            onBack={() => go("how")}
          />
        ) : null}
      </div>
      {step !== "review" && next ? (
        <div className="mt-5 flex flex-wrap gap-2 border-t border-line pt-4">
          <Button variant="default" disabled={empty || (next === "review" && !input)} onClick={() => go(next)}>
            {next === "review" ? "Check and review" : `Next: ${STEP_TITLES[next]}`}
          </Button>
          {at > 0 ? <Button onClick={() => go(RESTORE_STEPS[at - 1] ?? "what")}>Back</Button> : null}
          {empty ? <p className="self-center text-xs text-ink-3">Choose at least one resource.</p> : null}
        </div>
      ) : null}
    </>
  );
}

type StepTabsProps = {
  current: WizardStep;
  onGo: (step: WizardStep) => void;
  blocked: boolean;
  summaries: Partial<Record<WizardStep, string>>;
};

function StepTabs({ current, onGo, blocked, summaries }: StepTabsProps) {
  return (
    <nav aria-label="Steps of the restore">
      <ol className="flex gap-1 overflow-x-auto border-b border-line">
        {RESTORE_STEPS.map((step, index) => (
          <li key={step} className="shrink-0">
            <button
              type="button"
              aria-current={step === current ? "step" : undefined}
              disabled={blocked && step !== "what"}
              onClick={() => onGo(step)}
              className={cn(
                "-mb-px flex min-h-9 items-baseline gap-2 border-b-2 border-transparent px-3 py-1.5 text-ink-2 hover:text-ink focus-visible:-outline-offset-2 disabled:opacity-60",
                step === current && "border-ink font-medium text-ink",
              )}
            >
              <span className="figures text-xs text-ink-3">{index + 1}</span>
              {STEP_TITLES[step]}
              {summaries[step] ? (
                <span className="text-xs font-normal text-ink-3 max-sm:hidden">{summaries[step]}</span>
              ) : null}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function summaryOf(chosen: Chosen, source: RestoreSource): string {
  const sizeGiB = source.volumes
    .filter((volume) => chosen.volumes.includes(volume.capturedId))
    .reduce((sum, volume) => sum + volume.sizeGiB, 0);
  const parts = [
    ...(chosen.servers.length > 0 ? [formatNoun(chosen.servers.length, "server")] : []),
    ...(chosen.volumes.length > 0 ? [formatNoun(chosen.volumes.length, "volume"), formatGiB(sizeGiB)] : []),
    ...(chosen.images.length > 0 ? [formatNoun(chosen.images.length, "image")] : []),
    ...(chosen.networks.length > 0 ? [formatNoun(chosen.networks.length, "network")] : []),
  ];
  return parts.join(", ");
}

function Loading() {
  return (
    <div role="status" aria-label="Asking the site what it offers" className="grid gap-2">
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-2/3" />
    </div>
  );
}
