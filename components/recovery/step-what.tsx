"use client";

import { Choice, ChoiceGroup } from "@/components/recovery/choices";
import { toggle, toggleServer } from "@/components/recovery/wizard-state";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import { formatGiB, formatNoun } from "@/lib/domain/format";
import type { Chosen } from "@/lib/domain/restore-proposal";
import type { RestoreSource, SourceServer, SourceVolume } from "@/lib/domain/restore-source";

type PartsProps = { source: RestoreSource; chosen: Chosen; onChange: (chosen: Chosen) => void };
type StepWhatProps = PartsProps & { whole: boolean; onWhole: () => void };

/** The whole workload, or parts of it. */
export function StepWhat({ whole, onWhole, ...parts }: StepWhatProps) {
  const { source, chosen, onChange } = parts;
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
      <Servers {...parts} />
      <LooseVolumes {...parts} />
      <Images {...parts} />
      <Networks {...parts} />
    </>
  );
}

function Servers(props: PartsProps) {
  const { servers } = props.source;
  if (servers.length === 0) return null;
  return (
    <ChoiceGroup title="Servers and their volumes">
      {servers.map((server) => (
        <ServerChoice key={server.capturedId} server={server} {...props} />
      ))}
    </ChoiceGroup>
  );
}

function ServerChoice({ server, source, chosen, onChange }: PartsProps & { server: SourceServer }) {
  const volumes = server.volumeIds.flatMap((id) => source.volumes.filter(({ volumeId }) => volumeId === id));
  return (
    <li className="border-b border-line-soft py-1.5">
      <Choice
        label={server.name}
        note={`${server.flavor.name}, boots from ${server.bootsFrom === "volume" ? "a volume" : "an image"}`}
        checked={chosen.servers.includes(server.capturedId)}
        onChange={() => onChange(toggleServer(source, chosen, server.capturedId))}
      />
      <ul className="ml-6">
        {volumes.map((volume) => (
          <VolumeChoice key={volume.capturedId} volume={volume} chosen={chosen} onChange={onChange} />
        ))}
      </ul>
    </li>
  );
}

function LooseVolumes({ source, chosen, onChange }: PartsProps) {
  const attached = new Set(source.servers.flatMap((server) => server.volumeIds));
  const loose = source.volumes.filter((volume) => !attached.has(volume.volumeId));
  if (loose.length === 0) return null;
  return (
    <ChoiceGroup title="Volumes">
      {loose.map((volume) => (
        <VolumeChoice key={volume.capturedId} volume={volume} chosen={chosen} onChange={onChange} />
      ))}
    </ChoiceGroup>
  );
}

type VolumeChoiceProps = Omit<PartsProps, "source"> & { volume: SourceVolume };

function VolumeChoice({ volume, chosen, onChange }: VolumeChoiceProps) {
  const missing = volume.chain.length === 0;
  const size = `${formatGiB(volume.sizeGiB)}${volume.bootable ? ", bootable" : ""}`;
  return (
    <li className="py-1">
      <Choice
        label={volume.name || volume.volumeId}
        note={missing ? "no copy in this checkpoint" : size}
        disabled={missing}
        checked={chosen.volumes.includes(volume.capturedId)}
        onChange={() => onChange({ ...chosen, volumes: toggle(chosen.volumes, volume.capturedId) })}
      />
    </li>
  );
}

function Images({ source, chosen, onChange }: PartsProps) {
  if (source.images.length === 0) return null;
  return (
    <ChoiceGroup title="Images">
      {source.images.map((image) => (
        <li key={image.capturedId} className="py-1">
          <Choice
            label={image.name}
            note={image.available ? "as it was captured" : "its copy is gone"}
            disabled={!image.available}
            checked={chosen.images.includes(image.capturedId)}
            onChange={() => onChange({ ...chosen, images: toggle(chosen.images, image.capturedId) })}
          />
        </li>
      ))}
    </ChoiceGroup>
  );
}

function Networks({ source, chosen, onChange }: PartsProps) {
  if (source.networks.length === 0) return null;
  return (
    <ChoiceGroup
      title="Networks"
      note="servers bring the networks that they need; choose one here to rebuild it by itself"
    >
      {source.networks.map((network) => (
        <li key={network.capturedId} className="py-1">
          <Choice
            label={network.name}
            note={network.cidrs.join(", ") || "no subnet"}
            checked={chosen.networks.includes(network.capturedId)}
            onChange={() => onChange({ ...chosen, networks: toggle(chosen.networks, network.capturedId) })}
          />
        </li>
      ))}
    </ChoiceGroup>
  );
}
