"use client";

import { GateFields } from "@/components/recovery-settings/gate-fields";
import { GATE_KINDS, newGate } from "@/components/recovery-settings/gate-words";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field";
import type { Gate } from "@/lib/domain/recovery-settings";

type GateListProps = { gates: Gate[]; errors: Record<string, string>; onChange: (gates: Gate[]) => void };

/** What must hold besides ACTIVE before the server counts as up. */
export function GateList({ gates, errors, onChange }: GateListProps) {
  const replace = (index: number, gate: Gate) => onChange(gates.map((one, at) => (at === index ? gate : one)));
  return (
    <FieldGroup legend="Counts as up when it is ACTIVE, and then" hint="Checked one after the other.">
      {gates.map((gate, index) => (
        <fieldset key={index} className="grid gap-2 rounded-md border border-line px-3 pt-1 pb-3">
          <legend className="px-1 text-xs font-medium">
            {index + 1}. {GATE_KINDS[gate.kind]}
          </legend>
          <GateFields
            gate={gate}
            error={(field) => errors[`gates.${index}.${field}`]}
            onChange={(next) => replace(index, next)}
          />
          <Button
            size="sm"
            className="justify-self-start"
            aria-label={`Remove gate ${index + 1}`}
            onClick={() => onChange(gates.filter((_gate, at) => at !== index))}
          >
            Remove
          </Button>
        </fieldset>
      ))}
      {gates.length < 10 ? (
        <div className="flex flex-wrap gap-2">
          {(["port-open", "http", "manual"] as const).map((kind) => (
            <Button key={kind} size="sm" onClick={() => onChange([...gates, newGate(kind)])}>
              Add: {GATE_KINDS[kind].toLowerCase()}
            </Button>
          ))}
        </div>
      ) : null}
    </FieldGroup>
  );
}
