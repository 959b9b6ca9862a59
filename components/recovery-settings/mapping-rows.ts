import { resolveMappings, type Mapped, type MappingFacts, type MappingHow } from "@/lib/domain/mapping-proposal";
import { canRebuild } from "@/lib/domain/mapping-rules-networks";
import type { MappingField } from "@/lib/domain/recovery-edit";
import { NO_SETTINGS } from "@/lib/domain/recovery-settings";
import type { CheckResult } from "@/lib/domain/restore";

/** A setting as the value of an option; "" leaves it to the proposal. */
export type Choice = { value: string; label: string };

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
  value: string;
  /** What stands for it where nothing is set. */
  proposal: string;
  choices: Choice[];
};

const choice = (label: string, setting: unknown): Choice => ({ value: JSON.stringify(setting), label });

type Spec<T> = {
  field: MappingField;
  word: string;
  entries: Mapped<T>[];
  proposed: Mapped<T>[];
  label: (target: T) => string;
  choices: (key: string) => Choice[];
};

/** Every thing of the source with what stands for it at the recovery site, and what else could. */
export function mappingRows(facts: MappingFacts): MappingRow[] {
  const { resolved, gaps } = resolveMappings(facts);
  const { resolved: proposed } = resolveMappings({ ...facts, settings: NO_SETTINGS });
  const { options, source, settings } = facts;
  const rowsOf = <T>(spec: Spec<T>) => spec.entries.map((entry) => rowOf(entry, spec, { gaps, settings }));
  return [
    ...rowsOf({
      field: "networks",
      word: "Network",
      entries: resolved.networks,
      proposed: proposed.networks,
      label: (target) => (target === null ? "nothing" : target.to === "rebuild" ? "rebuild it as it was" : target.name),
      choices: (key) => [
        ...(canRebuild(key, source.networks) ? [choice("rebuild it as it was", { to: "rebuild" })] : []),
        ...options.networks.map(({ id, name, cidrs }) =>
          choice([name, ...cidrs].join(" "), { to: "existing", networkId: id, name }),
        ),
      ],
    }),
    ...rowsOf({
      field: "floating",
      word: "External network",
      entries: resolved.floating,
      proposed: proposed.floating,
      label: (target) => target?.name ?? "nothing",
      choices: () => [
        choice("no floating addresses", { to: "none" }),
        ...options.externalNetworks.map(({ id, name }) => choice(name, { to: "new", networkId: id, name })),
      ],
    }),
    ...rowsOf({
      field: "flavors",
      word: "Flavor",
      entries: resolved.flavors,
      proposed: proposed.flavors,
      label: (target) => target?.name ?? "nothing",
      choices: () =>
        options.flavors.map(({ id, name, vcpus, ramMiB }) =>
          choice(`${name}: ${vcpus} cores, ${ramMiB} MiB`, { id, name }),
        ),
    }),
    ...rowsOf({
      field: "volumeTypes",
      word: "Volume type",
      entries: resolved.volumeTypes,
      proposed: proposed.volumeTypes,
      label: (target) => target ?? "the site's default",
      choices: () => [choice("the site's default", null), ...options.volumeTypes.map(({ name }) => choice(name, name))],
    }),
    ...rowsOf({
      field: "zones",
      word: "Zone",
      entries: resolved.zones,
      proposed: proposed.zones,
      label: ({ compute, volume }) => compute ?? volume ?? "any",
      choices: () => [
        choice("any", null),
        ...unique([...options.zones.compute, ...options.zones.volume]).map((zone) => choice(zone, zone)),
      ],
    }),
    ...rowsOf({
      field: "keyPairs",
      word: "Key pair",
      entries: resolved.keyPairs,
      proposed: proposed.keyPairs,
      label: (target) => target ?? "none",
      choices: (key) => [
        choice("none", null),
        ...unique([...importable(facts, key), ...options.keyPairs]).map((name) => choice(name, name)),
      ],
    }),
  ];
}

type Around = Pick<MappingFacts, "settings"> & { gaps: CheckResult[] };

function rowOf<T>(entry: Mapped<T>, spec: Spec<T>, { gaps, settings }: Around): MappingRow {
  const { field, word, label } = spec;
  const { key, name, usedBy, how, note } = entry;
  const setting: unknown = settings.mappings[field][key];
  const value = setting === undefined ? "" : JSON.stringify(setting);
  const offered = spec.choices(key);
  const known = value === "" || offered.some((one) => one.value === value);
  const proposed = spec.proposed.find((one) => one.key === key);
  return {
    field,
    key,
    word,
    name,
    usedBy,
    how,
    note,
    gap: gaps.find((gap) => gap.key === `${GAP_WORDS[field]}:${key}`) ?? null,
    value,
    proposal: proposed && proposed.how !== "missing" ? label(proposed.target) : "choose",
    // What was set once may have been renamed or removed since: it stays in sight.
    choices: known ? offered : [{ value, label: `${settingName(setting)} (as set)` }, ...offered],
  };
}

const GAP_WORDS: Record<MappingField, string> = {
  networks: "network",
  floating: "floating",
  flavors: "flavor",
  volumeTypes: "volume-type",
  zones: "zone",
  keyPairs: "key",
};

function settingName(setting: unknown): string {
  if (typeof setting === "object" && setting !== null && "name" in setting) return String(setting.name);
  return typeof setting === "string" ? setting : "nothing";
}

function importable({ source }: MappingFacts, key: string): string[] {
  return source.servers.some((server) => server.keyName === key && server.keyImportable) ? [key] : [];
}

function unique(names: string[]): string[] {
  return [...new Set(names)];
}
