"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { FilterBar, FilterChoice, FilterText } from "@/components/filter-bar";
import { hrefOf, type ListAddress } from "@/components/resources/list-address";
import { KIND_WORDS } from "@/lib/domain/plan-words";

type ResourceFilterProps = { address: ListAddress; sites: readonly { id: string; name: string }[] };

/** Site and name; the server searches. */
export function ResourceFilter({ address, sites }: ResourceFilterProps) {
  const router = useRouter();
  const [search, setSearch] = useState(address.search);
  const go = (change: Partial<ListAddress>) =>
    router.replace(hrefOf({ ...address, search: search.trim(), ...change, trail: [] }), { scroll: false });
  const { many } = KIND_WORDS[address.kind];
  return (
    <FilterBar
      label={`Search ${many}`}
      onSearch={() => go({})}
      onShowAll={address.search === "" ? null : () => go({ search: "" })}
    >
      {sites.length > 1 ? (
        <FilterChoice
          label="Site"
          value={address.siteId}
          options={sites.map(({ id, name }) => [id, name])}
          onChange={(siteId) => (siteId ? go({ siteId }) : undefined)}
        />
      ) : null}
      <FilterText label="Part of the name" value={search} onChange={setSearch} />
    </FilterBar>
  );
}
