"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { hrefOf, type ListAddress } from "@/components/resources/list-address";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
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
    <form
      role="search"
      aria-label={`Search ${many}`}
      className="mb-3 flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        go({});
      }}
    >
      {sites.length > 1 ? (
        <div className="w-40">
          <NativeSelect
            aria-label="Site"
            value={address.siteId}
            onChange={(event) => go({ siteId: event.target.value })}
          >
            {sites.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </div>
      ) : null}
      <Input
        type="search"
        aria-label="Part of the name"
        placeholder="Part of the name"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="max-w-64"
      />
      <Button type="submit">Search</Button>
      {address.search === "" ? null : (
        <Button variant="ghost" onClick={() => go({ search: "" })}>
          Show all
        </Button>
      )}
    </form>
  );
}
