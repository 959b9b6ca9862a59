"use client";

import { useId } from "react";

import { HowFields, named, NameField, OptionField, ZoneField } from "@/components/recovery/how-fields";
import { addressesOn, mapNetwork, type Networks, type ServerChoice } from "@/components/recovery/network-choice";
import { Checkbox } from "@/components/ui/checkbox";
import type { SelectOption } from "@/components/ui/native-select";
import { formatBytes, formatNoun } from "@/lib/domain/format";
import { REBUILT } from "@/lib/domain/restore-facts";
import type { RestoreOptions } from "@/lib/domain/restore";
import type { RestoreSource, SourceServer } from "@/lib/domain/restore-source";

type HowServerProps = {
  source: RestoreSource;
  choice: ServerChoice;
  options: RestoreOptions;
  networks: Networks;
  onChange: (choice: ServerChoice, networks: Networks) => void;
};

/** How one server is rebuilt. */
export function HowServer({ source, choice, options, networks, onChange }: HowServerProps) {
  const server = source.servers.find((one) => one.capturedId === choice.capturedId);
  if (!server) return null;
  const set = (part: Partial<ServerChoice>) => onChange({ ...choice, ...part }, networks);
  return (
    <HowFields
      legend={server.name}
      below={<KeepAddresses checked={choice.keepAddresses} onChange={(keepAddresses) => set({ keepAddresses })} />}
    >
      <NameField value={choice.name} onChange={(name) => set({ name })} />
      <FlavorField server={server} choice={choice} options={options} onChange={set} />
      <ZoneField value={choice.zone} zones={options.zones.compute} onChange={(zone) => set({ zone })} />
      <KeyPairField server={server} choice={choice} options={options} onChange={set} />
      {server.networks.map((network) => (
        <OptionField
          key={network.id}
          label={`Network for ${network.name}`}
          hint={addressesOn(server.ports, network.id)}
          value={choice.networks[network.id] ?? null}
          options={networksFor(network, source, options)}
          onChange={(target) => onChange(...mapNetwork({ source, choice, networks }, network.id, target))}
        />
      ))}
    </HowFields>
  );
}

type PartProps = {
  server: SourceServer;
  choice: ServerChoice;
  options: RestoreOptions;
  onChange: (part: Partial<ServerChoice>) => void;
};

function FlavorField({ server, choice, options, onChange }: PartProps) {
  const chosen = options.flavors.find(({ id }) => id === choice.flavorId);
  return (
    <OptionField
      label="Flavor"
      hint={chosen?.name === server.flavor.name ? undefined : `was ${flavorWords(server.flavor)}`}
      error={choice.flavorId === null ? "Choose a flavor" : undefined}
      value={choice.flavorId}
      options={[["", "choose"], ...options.flavors.map((flavor) => [flavor.id, flavorWords(flavor)] as const)]}
      onChange={(flavorId) => onChange({ flavorId })}
    />
  );
}

function KeyPairField({ server, choice, options, onChange }: PartProps) {
  const keys = [...new Set([...(server.keyName ? [server.keyName] : []), ...options.keyPairs])];
  const imported = choice.keyName !== null && !options.keyPairs.includes(choice.keyName);
  return (
    <OptionField
      label="Key pair"
      hint={imported ? "imported from the checkpoint" : undefined}
      value={choice.keyName}
      options={[["", "none"], ...named(keys)]}
      onChange={(keyName) => onChange({ keyName })}
    />
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

function flavorWords({ name, vcpus, ramMiB }: { name: string; vcpus: number; ramMiB: number }): string {
  return `${name}: ${formatNoun(vcpus, "core")}, ${formatBytes(ramMiB * 1024 ** 2)}`;
}

type Network = SourceServer["networks"][number];

function networksFor(network: Network, source: RestoreSource, options: RestoreOptions): SelectOption[] {
  const saved = source.networks.some((one) => one.networkId === network.id);
  return [
    ["", "no port there"],
    ...(saved ? [[`${REBUILT}${network.id}`, `rebuild ${network.name} as it was`] as const] : []),
    ...options.networks.map((one) => [one.id, `${one.name} ${one.cidrs.join(", ")}`] as const),
  ];
}
