"use client";

import { StatusText } from "@/components/status-badge";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import type { WizardSite } from "@/components/recovery/wizard-state";
import type { RestoreSource } from "@/lib/domain/restore-source";

type StepWhereProps = {
  source: RestoreSource;
  sites: WizardSite[];
  siteId: string;
  onChange: (siteId: string) => void;
};

/** The site to which things come back, with what choosing it leads to. */
export function StepWhere({ source, sites, siteId, onChange }: StepWhereProps) {
  const home = sites.filter((site) => site.id === source.siteId);
  const away = sites.filter((site) => site.id !== source.siteId);
  return (
    <RadioGroup aria-label="Site" value={siteId} onValueChange={onChange}>
      {[...home, ...away].map((site) => (
        <RadioOption
          key={site.id}
          value={site.id}
          disabled={!site.sharesStore}
          label={
            <span className="flex flex-wrap items-baseline gap-x-3">
              {site.name}
              <StatusText kind="site" state={site.state} className="text-xs font-normal" />
            </span>
          }
          hint={hintFor(site, source)}
        />
      ))}
    </RadioGroup>
  );
}

function hintFor(site: WizardSite, source: RestoreSource): string {
  if (site.id === source.siteId) return "Where it was captured: beside the originals, or in their place.";
  if (!site.sharesStore)
    return `It does not read the backup store of ${source.siteName}; an administrator sets that on the sites' pages.`;
  return `Reads the same backup store: volumes come back without ${source.siteName}; only images are copied from it.`;
}
