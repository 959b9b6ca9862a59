"use client";

import { useId } from "react";

import { ChoiceField } from "@/components/plans/choice-field";
import type { SelectionEditorProps } from "@/components/plans/selection-editor";
import { useChoices } from "@/components/plans/use-previews";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldError, FieldHint } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { Selection } from "@/lib/domain/plan";
import { KIND_WORDS } from "@/lib/domain/plan-words";
import { RESOURCE_KINDS } from "@/lib/domain/resource";

type Rule = Exclude<Selection, { by: "fixed" }>;
type RuleFieldsProps = Omit<SelectionEditorProps, "value"> & { value: Rule };

/** The few fields of one rule. */
export function RuleFields({ value, ...props }: RuleFieldsProps) {
  switch (value.by) {
    case "metadata":
      return <MetadataFields value={value} {...props} />;
    case "tag":
      return <TagField value={value} {...props} />;
    case "server-group":
      return (
        <ChoiceField
          {...props}
          by="server-group"
          label="Server group"
          chosen={value.groupId}
          error={props.errorAt("groupId")}
          onChoose={(groupId, name) => props.onChange({ by: "server-group", groupId, name })}
        />
      );
    case "stack":
      return (
        <ChoiceField
          {...props}
          by="stack"
          label="Heat stack"
          chosen={value.stackId}
          error={props.errorAt("stackId")}
          onChoose={(stackId, name) => props.onChange({ by: "stack", stackId, name })}
        />
      );
    case "project":
      return <KindFields value={value} {...props} />;
  }
}

type Of<By extends Rule["by"]> = Omit<SelectionEditorProps, "value"> & { value: Extract<Rule, { by: By }> };

function MetadataFields({ siteId, value, onChange, errorAt }: Of<"metadata">) {
  const list = useId();
  const known = useChoices(siteId, "metadata");
  return (
    <div className="grid gap-3 @lg:grid-cols-2">
      <Field label="Key" required error={errorAt("key")} hint="Of a server's or volume's metadata, such as app.">
        {(field) => (
          <Input
            {...field}
            list={list}
            value={value.key}
            onChange={(event) => onChange({ ...value, key: event.target.value })}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label="Value" required error={errorAt("value")} hint="Exactly as it is written there.">
        {(field) => (
          <Input
            {...field}
            list={`${list}-values`}
            value={value.value}
            onChange={(event) => onChange({ ...value, value: event.target.value })}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <datalist id={list}>
        {[...new Set(known.data?.map((choice) => choice.id))].map((key) => (
          <option key={key} value={key} />
        ))}
      </datalist>
      <datalist id={`${list}-values`}>
        {known.data
          ?.filter((choice) => choice.id === value.key)
          .map((choice) => (
            <option key={choice.name} value={choice.name} />
          ))}
      </datalist>
    </div>
  );
}

function TagField({ siteId, value, onChange, errorAt }: Of<"tag">) {
  const list = useId();
  const known = useChoices(siteId, "tag");
  return (
    <Field
      label="Tag"
      required
      error={errorAt("tag")}
      hint="Of servers and networks, exactly as it is written there."
      className="max-w-sm"
    >
      {(field) => (
        <>
          <Input
            {...field}
            list={list}
            value={value.tag}
            onChange={(event) => onChange({ by: "tag", tag: event.target.value })}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
          />
          <datalist id={list}>
            {known.data?.map((choice) => (
              <option key={choice.id} value={choice.id} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

function KindFields({ value, onChange, errorAt }: Of<"project">) {
  const id = useId();
  return (
    <div className="grid gap-2">
      <FieldHint>Everything of these kinds that the project has at this site, now and later.</FieldHint>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {RESOURCE_KINDS.map((kind) => (
          <span key={kind} className="flex min-h-6 items-center gap-2">
            <Checkbox
              id={`${id}-${kind}`}
              checked={value.kinds.includes(kind)}
              onCheckedChange={(on) =>
                onChange({
                  by: "project",
                  kinds: RESOURCE_KINDS.filter((other) => (other === kind ? on === true : value.kinds.includes(other))),
                })
              }
            />
            <Label htmlFor={`${id}-${kind}`} className="font-normal">
              {KIND_WORDS[kind].many}
            </Label>
          </span>
        ))}
      </div>
      {errorAt("kinds") ? <FieldError>{errorAt("kinds")}</FieldError> : null}
    </div>
  );
}
