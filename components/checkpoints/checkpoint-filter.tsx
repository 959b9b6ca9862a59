"use client";

import { useRouter } from "next/navigation";

import type { Named } from "@/components/checkpoints/checkpoint-columns";
import { checkpointsHref } from "@/components/checkpoints/use-checkpoints";
import { FilterBar, FilterChoice } from "@/components/filter-bar";
import { optionsOf, type SelectOption } from "@/components/ui/native-select";
import { checkpointQuery, type CheckpointQuery } from "@/lib/domain/checkpoint-page";

const STATES: SelectOption[] = [
  ["", "all states"],
  ["here", "hold data"],
  ["pinned", "kept on purpose"],
  ["usable", "usable"],
  ["partial", "partial"],
  ["failed", "failed"],
  ["running", "running"],
  ["expiring", "expiring"],
  ["expired", "expired"],
];

type CheckpointFilterProps = {
  query: CheckpointQuery;
  plans: readonly Named[];
  sites: readonly Named[];
  filtered: boolean;
};

/** By plan, state and site. */
export function CheckpointFilter({ query, plans, sites, filtered }: CheckpointFilterProps) {
  const router = useRouter();
  const go = (change: Partial<CheckpointQuery>) =>
    router.replace(checkpointsHref({ ...query, ...change, page: 1 }), { scroll: false });
  const showAll = () => go({ planId: null, siteId: null, state: null });
  return (
    <FilterBar label="Filter checkpoints" onShowAll={filtered ? showAll : null}>
      <FilterChoice
        label="Plan"
        value={query.planId}
        options={optionsOf("all plans", plans)}
        onChange={(planId) => go({ planId })}
      />
      <FilterChoice
        label="State"
        value={query.state}
        options={STATES}
        onChange={(value) => go({ state: checkpointQuery.shape.state.catch(null).parse(value) })}
      />
      {sites.length > 1 ? (
        <FilterChoice
          label="Site"
          value={query.siteId}
          options={optionsOf("all sites", sites)}
          onChange={(siteId) => go({ siteId })}
        />
      ) : null}
    </FilterBar>
  );
}
