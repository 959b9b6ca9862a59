"use client";

import { RotateCcw } from "lucide-react";

import { DataTable, type Column } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Glyph } from "@/components/glyph";
import { mappingRows, type MappingRow } from "@/components/recovery-settings/mapping-rows";
import { SectionHeading } from "@/components/section-heading";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import { countOf, plural } from "@/lib/domain/format";
import type { MappingFacts, MappingHow } from "@/lib/domain/mapping-proposal";
import { withMapping } from "@/lib/domain/recovery-edit";
import type { Mappings } from "@/lib/domain/recovery-settings";

type MappingsSectionProps = { facts: MappingFacts; canWrite: boolean; onChange: (mappings: Mappings) => void };

/** What each thing of the source becomes at the recovery site, why, and what else it could become. */
export function MappingsSection({ facts, canWrite, onChange }: MappingsSectionProps) {
  const rows = mappingRows(facts);
  const gaps = rows.filter((row) => row.gap !== null).length;
  const set = (row: MappingRow, value: string) =>
    onChange(withMapping(facts.settings.mappings, row, value === "" ? undefined : JSON.parse(value)));
  return (
    <section aria-labelledby="mappings">
      <SectionHeading id="mappings" note={noteOf(gaps)}>
        Mappings
      </SectionHeading>
      <DataTable
        label={`What becomes what at ${facts.targetSiteName}`}
        columns={columnsOf(facts.targetSiteName, canWrite, set)}
        rows={rows}
        rowKey={(row) => `${row.field}:${row.key}`}
        empty={<EmptyState title="The checkpoint holds nothing that needs a counterpart." />}
      />
    </section>
  );
}

function noteOf(gaps: number): string {
  if (gaps === 0) return "proposed anew each time, unless set here";
  return `${countOf(gaps, "gap")} ${plural(gaps, "stands", "stand")} in the way of a recovery`;
}

type Setter = (row: MappingRow, value: string) => void;

function columnsOf(siteName: string, canWrite: boolean, set: Setter): Column<MappingRow>[] {
  return [
    { id: "source", header: "At the source", title: true, cell: (row) => <Source row={row} /> },
    {
      id: "target",
      header: `At ${siteName}`,
      className: "@3xl:w-2/5",
      cell: (row) => <Target row={row} canWrite={canWrite} set={set} />,
    },
    { id: "how", header: "How", cell: (row) => <How row={row} /> },
    {
      id: "reset",
      header: <span className="sr-only">Reset</span>,
      actions: true,
      cell: (row) =>
        row.value === "" || !canWrite ? null : (
          <Button size="sm" variant="ghost" aria-label={`Reset ${nameOf(row)}`} onClick={() => set(row, "")}>
            <RotateCcw aria-hidden />
            Reset
          </Button>
        ),
    },
  ];
}

const nameOf = (row: MappingRow) => `${row.word.toLowerCase()} ${shownName(row)}`;

/** An external network may be known by its id alone: its beginning tells it from others. */
function shownName({ field, key, name }: MappingRow): string {
  return field === "floating" && name === key ? key.slice(0, 8) : name;
}

function Source({ row }: { row: MappingRow }) {
  return (
    <>
      <span className="break-all" title={row.key}>
        {shownName(row)}
      </span>
      <span className="block text-xs font-normal text-ink-3">
        {row.word}
        {row.usedBy.length > 0 ? ` of ${shortList(row.usedBy)}` : ""}
      </span>
    </>
  );
}

function shortList(names: string[]): string {
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}

function Target({ row, canWrite, set }: { row: MappingRow; canWrite: boolean; set: Setter }) {
  return (
    <NativeSelect
      aria-label={`What ${nameOf(row)} becomes`}
      aria-invalid={row.gap ? true : undefined}
      disabled={!canWrite}
      value={row.value}
      onChange={(event) => set(row, event.target.value)}
      className="@max-3xl:w-[calc(100cqw-9rem)]"
    >
      <option value="">{row.proposal === "choose" ? "choose" : `${row.proposal} (proposed)`}</option>
      {row.choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </NativeSelect>
  );
}

const HOW_WORDS: Record<MappingHow, string> = {
  set: "set here",
  "same id": "the same id",
  "same name": "the same name",
  "nearest size": "the nearest size",
  rebuilt: "rebuilt from the checkpoint",
  imported: "imported from the checkpoint",
  "the only one": "the only one there",
  default: "left to the site",
  missing: "nothing fits",
};

function How({ row: { how, note, gap } }: { row: MappingRow }) {
  if (gap)
    return (
      <span className="text-breach">
        <Glyph shape="failed" label="gap" className="mr-1.5" />
        {gap.detail} {gap.remedy}
      </span>
    );
  return (
    <span className="text-ink-2">
      {HOW_WORDS[how]}
      {note ? (
        <span className="block text-xs text-risk">
          <Glyph shape="partial" label="note" className="mr-1 size-2.5" />
          {note}
        </span>
      ) : null}
    </span>
  );
}
