"use client";

import { useId } from "react";

import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field";
import { followsServer } from "@/lib/domain/recovery-edit";
import type { ServerRecovery } from "@/lib/domain/recovery-settings";

type ComesAfterProps = {
  server: ServerRecovery;
  servers: ServerRecovery[];
  onChange: (after: string[]) => void;
};

/** Any of the other servers; one that waits for this one already cannot be chosen. */
export function ComesAfter({ server, servers, onChange }: ComesAfterProps) {
  const others = servers.filter(({ serverId }) => serverId !== server.serverId);
  const toggle = (id: string, wanted: boolean) =>
    onChange(wanted ? [...server.after, id] : server.after.filter((one) => one !== id));
  return (
    <FieldGroup legend="Comes after" hint="It is made once all of these are up.">
      {others.length === 0 ? <p className="text-ink-2">It is the only server.</p> : null}
      <div className="grid max-h-48 gap-1 overflow-y-auto p-1">
        {others.map((other) => (
          <Choice
            key={other.serverId}
            name={other.name}
            checked={server.after.includes(other.serverId)}
            waits={!server.after.includes(other.serverId) && followsServer(servers, other.serverId, server.serverId)}
            onChange={(wanted) => toggle(other.serverId, wanted)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

type ChoiceProps = { name: string; checked: boolean; waits: boolean; onChange: (checked: boolean) => void };

function Choice({ name, checked, waits, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <span className="flex min-h-6 items-center gap-2.5">
      <Checkbox
        id={id}
        checked={checked}
        disabled={waits}
        aria-describedby={waits ? `${id}-why` : undefined}
        onCheckedChange={(value) => onChange(value === true)}
      />
      <label htmlFor={id} className="min-w-0 break-words">
        {name}
      </label>
      {waits ? (
        <span id={`${id}-why`} className="text-xs text-ink-3">
          waits for this one
        </span>
      ) : null}
    </span>
  );
}
