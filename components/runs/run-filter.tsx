"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { FilterBar, FilterChoice, FilterText } from "@/components/filter-bar";
import { kindWord } from "@/components/runs/run-words";
import { runsHref } from "@/components/runs/use-run";
import { lookOf } from "@/components/status";
import type { SelectOption } from "@/components/ui/native-select";
import { RUN_KINDS, RUN_STATES, runQuery, type RunQuery } from "@/lib/domain/run";

const STATES: SelectOption[] = [
  ["", "all states"],
  ["live", "under way"],
  ...RUN_STATES.map((state) => [state, lookOf("run", state).word] as const),
];
const KINDS: SelectOption[] = [["", "all kinds"], ...RUN_KINDS.map((kind) => [kind, kindWord(kind)] as const)];
const PROJECTS: SelectOption[] = [
  ["own", "this project"],
  ["all", "all projects"],
];

type RunFilterProps = { query: RunQuery; filtered: boolean; isAdmin: boolean };

/** By title, state and kind; for administrators over all projects too. */
export function RunFilter({ query, filtered, isAdmin }: RunFilterProps) {
  const router = useRouter();
  const [search, setSearch] = useState(query.search);
  const go = (change: Partial<RunQuery>) =>
    router.replace(runsHref({ ...query, search, ...change, page: 1 }), { scroll: false });
  const showAll = () => {
    setSearch("");
    router.replace("/runs", { scroll: false });
  };
  return (
    <FilterBar label="Filter runs" onSearch={() => go({})} onShowAll={filtered ? showAll : null}>
      <FilterText label="Part of the title" value={search} onChange={setSearch} />
      <FilterChoice
        label="State"
        value={query.state}
        options={STATES}
        onChange={(value) => go({ state: runQuery.shape.state.catch(null).parse(value) })}
      />
      <FilterChoice
        label="Kind"
        value={query.kind}
        options={KINDS}
        onChange={(value) => go({ kind: runQuery.shape.kind.catch(null).parse(value) })}
      />
      {isAdmin ? (
        <FilterChoice
          label="Projects"
          value={query.allProjects ? "all" : "own"}
          options={PROJECTS}
          onChange={(value) => go({ allProjects: value === "all" })}
        />
      ) : null}
    </FilterBar>
  );
}
