"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { auditHref, isNarrowed, type AuditAddress } from "@/components/audit/audit-address";
import { AuditDay } from "@/components/audit/audit-day";
import { ACTION_WORDS } from "@/components/audit/audit-words";
import { FilterBar, FilterChoice, FilterText } from "@/components/filter-bar";
import { useZone } from "@/components/viewer-clock";
import { AUDIT_ACTIONS, auditQuery, auditResult } from "@/lib/domain/audit";

/** By text, action, result and days of the viewer's zone. The filter stands in the address. */
export function AuditFilter({ address }: { address: AuditAddress }) {
  const router = useRouter();
  const zone = useZone();
  const { filter } = address;
  const [search, setSearch] = useState(filter.search);
  const go = (change: Partial<AuditAddress["filter"]>) =>
    router.replace(auditHref({ filter: { ...filter, search: search.trim(), ...change }, trail: [] }), {
      scroll: false,
    });
  return (
    <FilterBar
      label="Filter the audit"
      onSearch={() => go({})}
      onShowAll={isNarrowed(address) ? () => router.replace("/audit", { scroll: false }) : null}
      note={filter.objectId ? `only of ${filter.objectId}` : null}
    >
      <FilterText
        label="Name, reason, request id or address"
        placeholder="Name, reason, request id …"
        value={search}
        onChange={setSearch}
      />
      <FilterChoice
        wide
        label="Action"
        value={filter.action}
        options={[["", "all actions"], ...AUDIT_ACTIONS.map((action) => [action, ACTION_WORDS[action]] as const)]}
        onChange={(value) => go({ action: auditQuery.shape.action.catch(null).parse(value) })}
      />
      <FilterChoice
        label="Result"
        value={filter.result}
        options={[["", "all results"], ...auditResult.options.map((result) => [result, result] as const)]}
        onChange={(value) => go({ result: auditResult.nullable().catch(null).parse(value) })}
      />
      <AuditDay label="From" zone={zone} value={filter.from} offset={0} onChange={(from) => go({ from })} />
      <AuditDay label="To" zone={zone} value={filter.to} offset={1} onChange={(to) => go({ to })} />
    </FilterBar>
  );
}
