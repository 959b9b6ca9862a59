"use client";

import { TZDate } from "@date-fns/tz";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { auditHref, isNarrowed, type AuditAddress } from "@/components/audit/audit-address";
import { ACTION_WORDS } from "@/components/audit/audit-words";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
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
    <form
      role="search"
      aria-label="Filter the audit"
      className="mb-3 flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        go({});
      }}
    >
      <Input
        type="search"
        aria-label="Name, reason, request id or address"
        placeholder="Name, reason, request id …"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="max-w-60"
      />
      <div className="w-52">
        <NativeSelect
          aria-label="Action"
          value={filter.action ?? ""}
          onChange={(event) => go({ action: auditQuery.shape.action.catch(null).parse(event.target.value || null) })}
        >
          <option value="">all actions</option>
          {AUDIT_ACTIONS.map((action) => (
            <option key={action} value={action}>
              {ACTION_WORDS[action]}
            </option>
          ))}
        </NativeSelect>
      </div>
      <div className="w-36">
        <NativeSelect
          aria-label="Result"
          value={filter.result ?? ""}
          onChange={(event) =>
            go({
              result: auditResult
                .nullable()
                .catch(null)
                .parse(event.target.value || null),
            })
          }
        >
          <option value="">all results</option>
          {auditResult.options.map((result) => (
            <option key={result} value={result}>
              {result}
            </option>
          ))}
        </NativeSelect>
      </div>
      <Day label="From" zone={zone} value={filter.from} offset={0} onChange={(from) => go({ from })} />
      <Day label="To" zone={zone} value={filter.to} offset={1} onChange={(to) => go({ to })} />
      <Button type="submit">Search</Button>
      {isNarrowed(address) ? (
        <Button variant="ghost" onClick={() => router.replace("/audit", { scroll: false })}>
          Show all
        </Button>
      ) : null}
      {filter.objectId ? <span className="text-xs text-ink-3">only of {filter.objectId}</span> : null}
    </form>
  );
}

type DayProps = {
  label: string;
  zone: string;
  value: string | null;
  /** 1: the day named is still within. */ offset: 0 | 1;
  onChange: (value: string | null) => void;
};

function Day({ label, zone, value, offset, onChange }: DayProps) {
  return (
    <label className="flex items-center gap-1.5 text-ink-2">
      {label}
      <Input
        type="date"
        className="w-36"
        value={value ? dayOf(value, { zone, offset }) : ""}
        onChange={(event) => onChange(event.target.value ? instantOf(event.target.value, { zone, offset }) : null)}
      />
    </label>
  );
}

type Place = { zone: string; offset: 0 | 1 };

function dayOf(instant: string, { zone, offset }: Place): string {
  const date = new TZDate(instant, zone);
  const day = new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate() - offset));
  return day.toISOString().slice(0, 10);
}

function instantOf(day: string, { zone, offset }: Place): string {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(new TZDate(year, month - 1, date + offset, zone).getTime()).toISOString();
}
