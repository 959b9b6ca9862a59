import { mappingChoices, type Choice } from "@/components/recovery-settings/mapping-choices";
import {
  resolveMappings,
  type Mapped,
  type MappingFacts,
  type MappingHow,
  type ResolvedMappings,
} from "@/lib/domain/mapping-proposal";
import type { MappingField } from "@/lib/domain/recovery-edit";
import { NO_SETTINGS } from "@/lib/domain/recovery-settings";
import type { CheckResult } from "@/lib/domain/restore";

export type MappingRow = {
  field: MappingField;
  key: string;
  /** What it is: "Network". */
  word: string;
  name: string;
  usedBy: string[];
  how: MappingHow;
  note: string | null;
  gap: CheckResult | null;
  /** The setting as the value of an option; "" leaves it to the proposal. */
  value: string;
  /** What stands for it where nothing is set. */
  proposal: string;
  choices: Choice[];
};

/** Every thing of the source with what stands for it at the recovery site, and what else could. */
export function mappingRows(facts: MappingFacts): MappingRow[] {
  const { resolved, gaps } = resolveMappings(facts);
  const proposals = labelsOf(resolveMappings({ ...facts, settings: NO_SETTINGS }).resolved);
  return FIELDS.flatMap(({ field, word, gap }) =>
    resolved[field].map((entry): MappingRow => {
      const { key, name, usedBy, how, note } = entry;
      const setting: unknown = facts.settings.mappings[field][key];
      return {
        field,
        key,
        word,
        name,
        usedBy,
        how,
        note,
        gap: gaps.find((one) => one.key === `${gap}:${key}`) ?? null,
        value: setting === undefined ? "" : JSON.stringify(setting),
        proposal: proposals[field].get(key) ?? "choose",
        choices: withSetting(mappingChoices(field, key, facts), setting),
      };
    }),
  );
}

const FIELDS: { field: MappingField; word: string; gap: string }[] = [
  { field: "networks", word: "Network", gap: "network" },
  { field: "floating", word: "External network", gap: "floating" },
  { field: "flavors", word: "Flavor", gap: "flavor" },
  { field: "volumeTypes", word: "Volume type", gap: "volume-type" },
  { field: "zones", word: "Zone", gap: "zone" },
  { field: "keyPairs", word: "Key pair", gap: "key" },
];

/** By key, how what was proposed reads; what is missing has no label. */
function labelsOf(proposed: ResolvedMappings): Record<MappingField, Map<string, string>> {
  return {
    networks: labels(proposed.networks, (to) => (to?.to === "existing" ? to.name : "rebuild it as it was")),
    floating: labels(proposed.floating, (to) => to?.name ?? "no floating addresses"),
    flavors: labels(proposed.flavors, (to) => to?.name ?? ""),
    volumeTypes: labels(proposed.volumeTypes, (to) => to ?? "the site's default"),
    zones: labels(proposed.zones, ({ compute, volume }) => compute ?? volume ?? "any"),
    keyPairs: labels(proposed.keyPairs, (to) => to ?? "none"),
  };
}

function labels<T>(entries: Mapped<T>[], label: (target: T) => string): Map<string, string> {
  return new Map(
    entries.filter(({ how }) => how !== "missing").map(({ key, target }) => [key, label(target)] as const),
  );
}

/** What was set once may have been renamed or removed since: it stays in sight. */
function withSetting(choices: Choice[], setting: unknown): Choice[] {
  const value = JSON.stringify(setting);
  if (setting === undefined || choices.some((one) => one.value === value)) return choices;
  return [{ value, label: `${settingName(setting)} (as set)` }, ...choices];
}

function settingName(setting: unknown): string {
  if (typeof setting === "object" && setting !== null && "name" in setting) return String(setting.name);
  return typeof setting === "string" ? setting : "nothing";
}
