"use client";

import type { ReactNode } from "react";
import { useId } from "react";

import { formatGiB, formatNoun } from "@/lib/domain/format";
import { toggle, toggleServer } from "@/components/recovery/wizard-state";
import { SectionHeading } from "@/components/section-heading";
import { Checkbox } from "@/components/ui/checkbox";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import type { Chosen } from "@/lib/domain/restore-proposal";
import type { RestoreSource, SourceVolume } from "@/lib/domain/restore-source";

type StepWhatProps = {
  source: RestoreSource;
  chosen: Chosen;
  whole: boolean;
  onWhole: () => void;
  onChange: (chosen: Chosen) => void;
};

/** The whole workload, or parts of it. */
export function StepWhat({ source, chosen, whole, onWhole, onChange }: StepWhatProps) {
  const attached = new Set(source.servers.flatMap((server) => server.volumeIds));
  const loose = source.volumes.filter((volume) => !attached.has(volume.volumeId));
  const change = (part: Partial<Chosen>) => onChange({ ...chosen, ...part });
  return (
    <>
      <RadioGroup
        aria-label="How much"
        value={whole ? "whole" : "parts"}
        onValueChange={(value) => (value === "whole" ? onWhole() : onChange(chosen))}
        className="sm:grid-cols-2"
      >
        <RadioOption
          value="whole"
          label="The whole workload"
          hint={`${formatNoun(source.servers.length, "server")}, ${formatNoun(source.volumes.length, "volume")}, with their addresses, groups and keys`}
        />
        <RadioOption value="parts" label="Chosen parts" hint="One volume, one server, or any number of them" />
      </RadioGroup>
      {source.servers.length > 0 ? (
        <Group title="Servers and their volumes">
          {source.servers.map((server) => (
            <li key={server.capturedId} className="border-b border-line-soft py-1.5">
              <Choice
                label={server.name}
                note={`${server.flavor.name}, boots from ${server.bootsFrom === "volume" ? "a volume" : "an image"}`}
                checked={chosen.servers.includes(server.capturedId)}
                onChange={() => onChange(toggleServer(source, chosen, server.capturedId))}
              />
              <ul className="ml-6">
                {server.volumeIds.map((id) => {
                  const volume = source.volumes.find((one) => one.volumeId === id);
                  return volume ? <VolumeChoice key={id} volume={volume} chosen={chosen} onChange={change} /> : null;
                })}
              </ul>
            </li>
          ))}
        </Group>
      ) : null}
      {loose.length > 0 ? (
        <Group title="Volumes">
          {loose.map((volume) => (
            <VolumeChoice key={volume.capturedId} volume={volume} chosen={chosen} onChange={change} />
          ))}
        </Group>
      ) : null}
      {source.images.length > 0 ? (
        <Group title="Images">
          {source.images.map((image) => (
            <li key={image.capturedId} className="py-1">
              <Choice
                label={image.name}
                note={image.available ? "as it was captured" : "its copy is gone"}
                disabled={!image.available}
                checked={chosen.images.includes(image.capturedId)}
                onChange={() => change({ images: toggle(chosen.images, image.capturedId) })}
              />
            </li>
          ))}
        </Group>
      ) : null}
      {source.networks.length > 0 ? (
        <Group
          title="Networks"
          note="servers bring the networks that they need; choose one here to rebuild it by itself"
        >
          {source.networks.map((network) => (
            <li key={network.capturedId} className="py-1">
              <Choice
                label={network.name}
                note={network.cidrs.join(", ") || "no subnet"}
                checked={chosen.networks.includes(network.capturedId)}
                onChange={() => change({ networks: toggle(chosen.networks, network.capturedId) })}
              />
            </li>
          ))}
        </Group>
      ) : null}
    </>
  );
}

function Group({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <SectionHeading id={id} note={note}>
        {title}
      </SectionHeading>
      <ul>{children}</ul>
    </section>
  );
}

type VolumeChoiceProps = { volume: SourceVolume; chosen: Chosen; onChange: (part: Partial<Chosen>) => void };

function VolumeChoice({ volume, chosen, onChange }: VolumeChoiceProps) {
  const missing = volume.chain.length === 0;
  return (
    <li className="py-1">
      <Choice
        label={volume.name || volume.volumeId}
        note={
          missing ? "no copy in this checkpoint" : `${formatGiB(volume.sizeGiB)}${volume.bootable ? ", bootable" : ""}`
        }
        disabled={missing}
        checked={chosen.volumes.includes(volume.capturedId)}
        onChange={() => onChange({ volumes: toggle(chosen.volumes, volume.capturedId) })}
      />
    </li>
  );
}

type ChoiceProps = {
  label: string;
  note: string;
  checked: boolean;
  disabled?: boolean;
  onChange: () => void;
};

function Choice({ label, note, checked, disabled, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <span className="flex min-h-6 items-baseline gap-2.5">
      <Checkbox
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-describedby={`${id}-note`}
        className="self-center"
      />
      <label htmlFor={id} className="min-w-0 break-words">
        {label}
      </label>
      <span id={`${id}-note`} className="min-w-0 text-xs text-ink-3">
        {note}
      </span>
    </span>
  );
}
