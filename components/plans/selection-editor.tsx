"use client";

import { useState } from "react";
import { emptySelection } from "@/components/plans/plan-draft";
import { ResourcePicker } from "@/components/plans/resource-picker";
import { RuleFields } from "@/components/plans/rule-fields";
import { SelectionMembers } from "@/components/plans/selection-members";
import { FieldError, FieldGroup } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import type { Selection } from "@/lib/domain/plan";

export type SelectionEditorProps = {
  siteId: string;
  value: Selection;
  onChange: (value: Selection) => void;
  /** The message of a field inside the selection; "" for the whole. */
  errorAt: (path: string) => string | undefined;
};

const WAYS = [
  { value: "fixed", label: "Named resources" },
  { value: "metadata", label: "Metadata" },
  { value: "tag", label: "Tag" },
  { value: "server-group", label: "Server group" },
  { value: "stack", label: "Stack" },
  { value: "project", label: "Whole project" },
] as const satisfies readonly { value: Selection["by"]; label: string }[];

/** Named resources, or a rule with the members that it would take now. */
export function SelectionEditor({ siteId, value, onChange, errorAt }: SelectionEditorProps) {
  // Who looks at another way and comes back finds what had been chosen.
  const [left, setLeft] = useState<Partial<Record<Selection["by"], Selection>>>({});
  const changeWay = (by: Selection["by"]) => {
    setLeft({ ...left, [value.by]: value });
    onChange(left[by] ?? emptySelection(by));
  };
  return (
    <FieldGroup
      legend="Resources"
      hint={
        value.by === "fixed"
          ? "Only these are protected. A server brings its volumes and its network's description with it."
          : "The rule is evaluated anew at each checkpoint: what joins is protected from then on, what leaves keeps its earlier points."
      }
    >
      <Segmented
        label="How resources are chosen"
        value={value.by}
        options={WAYS}
        onChange={changeWay}
        className="justify-self-start"
      />
      {value.by === "fixed" ? (
        <ResourcePicker
          siteId={siteId}
          chosen={value.resources}
          onChange={(resources) => onChange({ by: "fixed", resources })}
        />
      ) : (
        <div className="grid gap-4">
          <RuleFields siteId={siteId} value={value} onChange={onChange} errorAt={errorAt} />
          <SelectionMembers siteId={siteId} selection={value} />
        </div>
      )}
      {value.by === "fixed" && (errorAt("resources") ?? errorAt("")) ? (
        <FieldError>{errorAt("resources") ?? errorAt("")}</FieldError>
      ) : null}
    </FieldGroup>
  );
}
