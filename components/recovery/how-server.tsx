"use client";

import { useId } from "react";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { REBUILT } from "@/lib/domain/restore-facts";
import type { RestoreInput, RestoreOptions } from "@/lib/domain/restore";
import type { RestoreSource } from "@/lib/domain/restore-source";

type Choice = RestoreInput["servers"][number];
type Networks = RestoreInput["networks"];
type HowServerProps = {
  source: RestoreSource;
  choice: Choice;
  options: RestoreOptions;
  networks: Networks;
  onChange: (choice: Choice, networks: Networks) => void;
};

/** How one server is rebuilt. */
export function HowServer({ source, choice, options, networks, onChange }: HowServerProps) {
  const server = source.servers.find((one) => one.capturedId === choice.capturedId);
  if (!server) return null;
  const set = (part: Partial<Choice>) => onChange({ ...choice, ...part }, networks);
  const keys = [...new Set([...(server.keyName ? [server.keyName] : []), ...options.keyPairs])];
  return (
    <fieldset className="border-b border-line-soft pt-2 pb-4">
      <legend className="float-left mb-2 w-full font-medium">{server.name}</legend>
      <div className="clear-both grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <Field label="Name" error={choice.name.trim() === "" ? "Give it a name" : undefined}>
          {(control) => (
            <Input
              {...control}
              value={choice.name}
              maxLength={255}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Flavor"
          hint={`was ${server.flavor.name}: ${server.flavor.vcpus} cores, ${server.flavor.ramMiB} MiB`}
          error={choice.flavorId === null ? "Choose a flavor" : undefined}
        >
          {(control) => (
            <NativeSelect
              {...control}
              value={choice.flavorId ?? ""}
              onChange={(event) => set({ flavorId: event.target.value || null })}
            >
              <option value="">choose</option>
              {options.flavors.map((flavor) => (
                <option key={flavor.id} value={flavor.id}>
                  {flavor.name}: {flavor.vcpus} cores, {flavor.ramMiB} MiB
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
        <Field label="Zone">
          {(control) => (
            <NativeSelect
              {...control}
              value={choice.zone ?? ""}
              onChange={(event) => set({ zone: event.target.value || null })}
            >
              <option value="">any</option>
              {options.zones.compute.map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </NativeSelect>
          )}
        </Field>
        <Field
          label="Key pair"
          hint={
            choice.keyName && !options.keyPairs.includes(choice.keyName) ? "imported from the checkpoint" : undefined
          }
        >
          {(control) => (
            <NativeSelect
              {...control}
              value={choice.keyName ?? ""}
              onChange={(event) => set({ keyName: event.target.value || null })}
            >
              <option value="">none</option>
              {keys.map((key) => (
                <option key={key}>{key}</option>
              ))}
            </NativeSelect>
          )}
        </Field>
        {server.networks.map((network) => (
          <Field key={network.id} label={`Network for ${network.name}`} hint={addressesOn(server.ports, network.id)}>
            {(control) => (
              <NativeSelect
                {...control}
                value={choice.networks[network.id] ?? ""}
                onChange={(event) => onChange(...mapped({ source, choice, networks }, network.id, event.target.value))}
              >
                <option value="">no port there</option>
                {source.networks.some((one) => one.networkId === network.id) ? (
                  <option value={`${REBUILT}${network.id}`}>rebuild {network.name} as it was</option>
                ) : null}
                {options.networks.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name} {one.cidrs.join(", ")}
                  </option>
                ))}
              </NativeSelect>
            )}
          </Field>
        ))}
      </div>
      <KeepAddresses checked={choice.keepAddresses} onChange={(keepAddresses) => set({ keepAddresses })} />
    </fieldset>
  );
}

function KeepAddresses({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  const id = useId();
  return (
    <span className="mt-3 flex items-start gap-2.5">
      <Checkbox id={id} checked={checked} onCheckedChange={(value) => onChange(value === true)} className="mt-0.5" />
      <label htmlFor={id}>Keep addresses and MACs where they are free</label>
    </span>
  );
}

/** A network that is mapped to its own rebuilding is rebuilt; one that nobody needs any more is not. */
function mapped(
  { source, choice, networks }: { source: RestoreSource; choice: Choice; networks: Networks },
  networkId: string,
  target: string,
): [Choice, Networks] {
  const { [networkId]: _former, ...rest } = choice.networks;
  const next = { ...choice, networks: target ? { ...rest, [networkId]: target } : rest };
  const saved = source.networks.find((one) => one.networkId === networkId);
  if (!saved || target !== `${REBUILT}${networkId}` || networks.some((one) => one.capturedId === saved.capturedId))
    return [next, networks];
  return [next, [...networks, { capturedId: saved.capturedId, name: saved.name }]];
}

function addressesOn(ports: RestoreSource["servers"][number]["ports"], networkId: string): string {
  const addresses = ports.filter((port) => port.networkId === networkId).flatMap((port) => port.addresses);
  return addresses.length > 0 ? `was ${addresses.join(", ")}` : "had no address";
}
