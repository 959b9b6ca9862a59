"use client";

import { formatGiB } from "@/lib/domain/format";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { nameFor } from "@/lib/domain/restore-proposal";
import type { RestoreInput, RestoreOptions } from "@/lib/domain/restore";
import type { SourceVolume } from "@/lib/domain/restore-source";

type Item = RestoreInput["volumes"][number];
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

/** How one volume comes back. */
export function HowVolume({ volume, item, options, mayReplace, onChange }: HowVolumeProps) {
  const changeWay = (way: string) => {
    const { capturedId } = volume;
    const name = "name" in item ? item.name : nameFor(volume.name, true);
    if (way === "into") onChange({ how: "into", capturedId });
    else if (way === "swap") onChange({ how: "swap", capturedId, name });
    else
      onChange({
        how: "beside",
        capturedId,
        name,
        volumeType: options.volumeTypes.some((type) => type.name === volume.volumeType) ? volume.volumeType : null,
        zone: null,
      });
  };
  return (
    <fieldset className="border-b border-line-soft pt-2 pb-4">
      <legend className="float-left mb-2 w-full font-medium">
        {volume.name || volume.volumeId}{" "}
        <span className="figures text-xs font-normal text-ink-3">{formatGiB(volume.sizeGiB)}</span>
      </legend>
      <div className="clear-both grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {mayReplace ? (
          <Field label="How" hint={WAYS[item.how].means}>
            {(control) => (
              <NativeSelect {...control} value={item.how} onChange={(event) => changeWay(event.target.value)}>
                {Object.entries(WAYS).map(([way, { word }]) => (
                  <option key={way} value={way}>
                    {word}
                  </option>
                ))}
              </NativeSelect>
            )}
          </Field>
        ) : null}
        {item.how === "into" ? null : (
          <Field label="Name" error={item.name.trim() === "" ? "Give it a name" : undefined}>
            {(control) => (
              <Input
                {...control}
                value={item.name}
                maxLength={255}
                onChange={(event) => onChange({ ...item, name: event.target.value })}
              />
            )}
          </Field>
        )}
        {item.how === "beside" ? (
          <>
            <Field label="Volume type" hint={volume.volumeType ? `was ${volume.volumeType}` : undefined}>
              {(control) => (
                <NativeSelect
                  {...control}
                  value={item.volumeType ?? ""}
                  onChange={(event) => onChange({ ...item, volumeType: event.target.value || null })}
                >
                  <option value="">the site&rsquo;s default</option>
                  {options.volumeTypes.map((type) => (
                    <option key={type.id} value={type.name}>
                      {type.name}
                    </option>
                  ))}
                </NativeSelect>
              )}
            </Field>
            <Field label="Zone">
              {(control) => (
                <NativeSelect
                  {...control}
                  value={item.zone ?? ""}
                  onChange={(event) => onChange({ ...item, zone: event.target.value || null })}
                >
                  <option value="">any</option>
                  {options.zones.volume.map((zone) => (
                    <option key={zone}>{zone}</option>
                  ))}
                </NativeSelect>
              )}
            </Field>
          </>
        ) : null}
      </div>
    </fieldset>
  );
}
