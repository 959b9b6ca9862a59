"use client";

import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import type { PlanDraft } from "@/components/plans/plan-draft";
import { Button } from "@/components/ui/button";
import { Collapsible, CollapsibleContent, CollapsibleTrigger } from "@/components/ui/collapsible";
import { Field, FieldHint } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { OptionSelect, optionsOf } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import type { ResourceRef } from "@/lib/domain/resource";

/** User data of servers, for clouds that hide it from tenants: what is not supplied here cannot be rebuilt. */
export function UserDataFields({ hasUserData }: { hasUserData: string[] }) {
  const { control, setValue } = useFormContext<PlanDraft>();
  const [selection, userData = {}] = useWatch({ control, name: ["selection", "userData"] });
  const servers = selection.by === "fixed" ? selection.resources.filter(({ kind }) => kind === "OS::Nova::Server") : [];
  const nameOf = (id: string) => servers.find((server) => server.id === id)?.name ?? id;
  const given = Object.keys(userData);
  const set = (id: string, text: string) => setValue("userData", { ...userData, [id]: text }, { shouldDirty: true });
  return (
    <Collapsible>
      <CollapsibleTrigger>
        User data of servers
        {hasUserData.length + given.length > 0 ? ` (${new Set([...hasUserData, ...given]).size})` : ""}
      </CollapsibleTrigger>
      <CollapsibleContent className="grid gap-4 pt-2">
        <FieldHint className="max-w-prose">
          Most clouds do not let a tenant read a server&rsquo;s user data back. If a rebuilt server needs it, supply it
          here; it is stored sealed and never shown again.
          {hasUserData.length > 0
            ? ` Supplied already for ${hasUserData.map(nameOf).join(", ")}; a new text replaces it, an empty one removes it.`
            : ""}
        </FieldHint>
        {given.map((id) => (
          <Field key={id} label={`User data of ${nameOf(id)}`}>
            {(field) => (
              <Textarea
                {...field}
                rows={5}
                value={userData[id]}
                onChange={(event) => set(id, event.target.value)}
                className="font-mono"
                spellCheck={false}
                maxLength={65_535}
              />
            )}
          </Field>
        ))}
        <AddServer servers={servers} onAdd={(id) => set(id, userData[id] ?? "")} />
      </CollapsibleContent>
    </Collapsible>
  );
}

type AddServerProps = { servers: ResourceRef[]; onAdd: (id: string) => void };

function AddServer({ servers, onAdd }: AddServerProps) {
  const [serverId, setServerId] = useState("");
  const id = serverId.trim();
  const add = () => {
    onAdd(id);
    setServerId("");
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label="Server" className="min-w-64">
        {(field) =>
          servers.length > 0 ? (
            <OptionSelect
              {...field}
              value={serverId}
              options={optionsOf("Choose", servers)}
              onChange={(chosen) => setServerId(chosen ?? "")}
            />
          ) : (
            <Input
              {...field}
              value={serverId}
              onChange={(event) => setServerId(event.target.value)}
              placeholder="The server's id"
              className="font-mono"
              spellCheck={false}
            />
          )
        }
      </Field>
      <Button disabled={id === ""} onClick={add}>
        Supply its user data
      </Button>
    </div>
  );
}
