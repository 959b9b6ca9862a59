"use client";

import { HowFields, NameField, OptionField, ZoneField } from "@/components/recovery/how-fields";
import type { SelectOption } from "@/components/ui/native-select";
import { formatGiB } from "@/lib/domain/format";
import { nameFor } from "@/lib/domain/restore-proposal";
import type { RestoreInput, RestoreOptions } from "@/lib/domain/restore";
import type { SourceVolume } from "@/lib/domain/restore-source";

type Item = RestoreInput["volumes"][number];
type Beside = Extract<Item, { how: "beside" }>;
type HowVolumeProps = {
  volume: SourceVolume;
  item: Item;
  options: RestoreOptions;
  mayReplace: boolean;
  onChange: (item: Item) => void;
};

const WAYS: Record<Item["how"], { word: string; means: string }> = {
  beside: { word: "beside: a new volume", means: "The original is not touched." },
  into: {
    word: "into the existing volume",
    means: "Everything written since is overwritten; its server is shut down meanwhile.",
  },
  swap: {
    word: "swap: new volume in its place",
    means: "A new volume takes the original's place at its server; the original is kept, detached.",
  },
};
const WAY_OPTIONS: SelectOption[] = Object.entries(WAYS).map(([way, { word }]) => [way, word]);

/** How one volume comes back. */
export function HowVolume({ volume, item, options, mayReplace, onChange }: HowVolumeProps) {
  return (
    <HowFields legend={<VolumeName volume={volume} />}>
      {mayReplace ? (
        <OptionField
          label="How"
          hint={WAYS[item.how].means}
          value={item.how}
          options={WAY_OPTIONS}
          onChange={(way) => onChange(inWay(way, { volume, item, options }))}
        />
      ) : null}
      {item.how === "into" ? null : <NameField value={item.name} onChange={(name) => onChange({ ...item, name })} />}
      {item.how === "beside" ? (
        <BesideFields volume={volume} item={item} options={options} onChange={onChange} />
      ) : null}
    </HowFields>
  );
}

function VolumeName({ volume }: { volume: SourceVolume }) {
  return (
    <>
      {volume.name || volume.volumeId}{" "}
      <span className="figures text-xs font-normal text-ink-3">{formatGiB(volume.sizeGiB)}</span>
    </>
  );
}

type BesideFieldsProps = Omit<HowVolumeProps, "item" | "mayReplace"> & { item: Beside };

function BesideFields({ volume, item, options, onChange }: BesideFieldsProps) {
  const types = options.volumeTypes.map(({ name }) => [name, name] as const);
  return (
    <>
      <OptionField
        label="Volume type"
        hint={volume.volumeType && volume.volumeType !== item.volumeType ? `was ${volume.volumeType}` : undefined}
        value={item.volumeType}
        options={[["", "the site’s default"], ...types]}
        onChange={(volumeType) => onChange({ ...item, volumeType })}
      />
      <ZoneField value={item.zone} zones={options.zones.volume} onChange={(zone) => onChange({ ...item, zone })} />
    </>
  );
}

/** The item when it comes back another way: its name stays, the rest is proposed anew. */
function inWay(
  way: string | null,
  { volume, item, options }: Pick<HowVolumeProps, "volume" | "item" | "options">,
): Item {
  const { capturedId } = volume;
  const name = "name" in item ? item.name : nameFor(volume.name, true);
  if (way === "into") return { how: "into", capturedId };
  if (way === "swap") return { how: "swap", capturedId, name };
  const offered = options.volumeTypes.some((type) => type.name === volume.volumeType);
  return { how: "beside", capturedId, name, volumeType: offered ? volume.volumeType : null, zone: null };
}
