"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { EmptyState } from "@/components/empty-state";
import { failureOf } from "@/components/request";
import { RunTable } from "@/components/runs/run-table";
import { kindWord } from "@/components/runs/run-words";
import { searchOf, useRuns } from "@/components/runs/use-run";
import { lookOf } from "@/components/status";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Pagination } from "@/components/ui/pagination";
import { RUN_KINDS, RUN_PAGE_SIZE, RUN_STATES, runQuery, type RunQuery } from "@/lib/domain/run";

/** The project's runs; the filter stands in the address. */
export function RunList({ query, isAdmin }: { query: RunQuery; isAdmin: boolean }) {
  const runs = useRuns(query);
  const filtered = query.search !== "" || query.state !== null || query.kind !== null || query.planId !== null;
  return (
    <>
      <RunFilter query={query} filtered={filtered} isAdmin={isAdmin} />
      <RunTable
        label="Runs"
        showProject={query.allProjects}
        runs={runs.data?.rows}
        failure={runs.error ? failureOf(runs.error) : null}
        onRetry={() => void runs.refetch()}
        retrying={runs.isFetching}
        empty={
          filtered ? (
            <EmptyState title="No run fits this filter.">Widen it to see more.</EmptyState>
          ) : (
            <EmptyState title="Nothing has run yet.">
              Each checkpoint, restore and expiry will be listed here, step by step.
            </EmptyState>
          )
        }
      />
      {runs.data ? (
        <Pagination
          page={query.page}
          pageSize={RUN_PAGE_SIZE}
          total={runs.data.total}
          noun="runs"
          hrefFor={(page) => hrefFor({ ...query, page })}
        />
      ) : null}
    </>
  );
}

function RunFilter({ query, filtered, isAdmin }: { query: RunQuery; filtered: boolean; isAdmin: boolean }) {
  const router = useRouter();
  const [search, setSearch] = useState(query.search);
  const go = (change: Partial<RunQuery>) =>
    router.replace(hrefFor({ ...query, search, ...change, page: 1 }), { scroll: false });
  return (
    <form
      role="search"
      aria-label="Filter runs"
      className="mb-3 flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        go({});
      }}
    >
      <Input
        type="search"
        aria-label="Part of the title"
        placeholder="Part of the title"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="max-w-56"
      />
      <div className="w-40">
        <NativeSelect
          aria-label="State"
          value={query.state ?? ""}
          onChange={(event) => go({ state: runQuery.shape.state.catch(null).parse(event.target.value || null) })}
        >
          <option value="">all states</option>
          <option value="live">under way</option>
          {RUN_STATES.map((state) => (
            <option key={state} value={state}>
              {lookOf("run", state).word}
            </option>
          ))}
        </NativeSelect>
      </div>
      <div className="w-36">
        <NativeSelect
          aria-label="Kind"
          value={query.kind ?? ""}
          onChange={(event) => go({ kind: runQuery.shape.kind.catch(null).parse(event.target.value || null) })}
        >
          <option value="">all kinds</option>
          {RUN_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kindWord(kind)}
            </option>
          ))}
        </NativeSelect>
      </div>
      {isAdmin ? (
        <div className="w-40">
          <NativeSelect
            aria-label="Projects"
            value={query.allProjects ? "all" : "own"}
            onChange={(event) => go({ allProjects: event.target.value === "all" })}
          >
            <option value="own">this project</option>
            <option value="all">all projects</option>
          </NativeSelect>
        </div>
      ) : null}
      <Button type="submit">Search</Button>
      {filtered ? (
        <Button
          variant="ghost"
          onClick={() => {
            setSearch("");
            router.replace("/runs", { scroll: false });
          }}
        >
          Show all
        </Button>
      ) : null}
    </form>
  );
}

function hrefFor(query: RunQuery): string {
  const search = searchOf(query);
  return search ? `/runs?${search}` : "/runs";
}
