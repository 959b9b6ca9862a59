"use client";

import { X } from "lucide-react";
import { useState } from "react";

import { FoundResources } from "@/components/plans/found-resources";
import { useSettled } from "@/components/plans/use-settled";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { OptionSelect } from "@/components/ui/native-select";
import { KIND_WORDS } from "@/lib/domain/plan-words";
import { RESOURCE_KINDS, type ResourceKind, type ResourceRef } from "@/lib/domain/resource";

type ResourcePickerProps = { siteId: string; chosen: ResourceRef[]; onChange: (chosen: ResourceRef[]) => void };

const sameAs = (ref: ResourceRef) => (other: ResourceRef) => other.kind === ref.kind && other.id === ref.id;

/** Resources by name, from the project's inventory: searched and paged by the server. */
export function ResourcePicker({ siteId, chosen, onChange }: ResourcePickerProps) {
  const [kind, setKind] = useState<ResourceKind>("OS::Nova::Server");
  const [search, setSearch] = useState("");
  const settled = useSettled(search);
  const toggle = (ref: ResourceRef) =>
    onChange(chosen.some(sameAs(ref)) ? chosen.filter((other) => !sameAs(ref)(other)) : [...chosen, ref]);
  return (
    <div className="grid gap-3">
      <Chosen chosen={chosen} onRemove={toggle} />
      <div className="flex flex-wrap gap-2">
        <OptionSelect
          aria-label="Kind"
          value={kind}
          options={RESOURCE_KINDS.map((known) => [known, KIND_WORDS[known].many])}
          onChange={(value) => setKind(RESOURCE_KINDS.find((known) => known === value) ?? kind)}
          className="w-36"
        />
        <Input
          type="search"
          aria-label={`Search ${KIND_WORDS[kind].many}`}
          placeholder={`Search ${KIND_WORDS[kind].many} by name`}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="max-w-72 flex-1"
        />
      </div>
      <FoundResources
        key={`${siteId}/${kind}/${settled}`}
        siteId={siteId}
        kind={kind}
        search={settled}
        isChosen={(ref) => chosen.some(sameAs(ref))}
        onToggle={toggle}
      />
    </div>
  );
}

function Chosen({ chosen, onRemove }: { chosen: ResourceRef[]; onRemove: (ref: ResourceRef) => void }) {
  if (chosen.length === 0) return <p className="text-ink-3">None chosen yet.</p>;
  return (
    <ul aria-label="Chosen resources" className="flex flex-wrap gap-1.5">
      {chosen.map((ref) => (
        <li
          key={`${ref.kind}/${ref.id}`}
          className="flex max-w-full items-center gap-1.5 rounded-md border border-line py-0.5 pr-0.5 pl-2"
        >
          <span className="min-w-0 truncate">{ref.name || ref.id}</span>
          <span className="text-xs text-ink-3">{KIND_WORDS[ref.kind].one}</span>
          <Button
            size="icon-sm"
            variant="ghost"
            className="size-6"
            aria-label={`Take ${ref.name || ref.id} out`}
            onClick={() => onRemove(ref)}
          >
            <X aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}
