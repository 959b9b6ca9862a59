import type { MappingFacts } from "@/lib/domain/mapping-proposal";
import { canRebuild } from "@/lib/domain/mapping-rules-networks";
import type { MappingField } from "@/lib/domain/recovery-edit";

/** A setting as the value of an option, and how it reads. */
export type Choice = { value: string; label: string };

/** What a thing of the source can become at the recovery site. */
export function mappingChoices(field: MappingField, key: string, facts: MappingFacts): Choice[] {
  return CHOICES[field](facts, key);
}

const choice = (label: string, setting: unknown): Choice => ({ value: JSON.stringify(setting), label });
const byName = (names: string[]) => [...new Set(names)].map((name) => choice(name, name));

const CHOICES: Record<MappingField, (facts: MappingFacts, key: string) => Choice[]> = {
  networks: ({ source, options }, key) => [
    ...(canRebuild(key, source.networks) ? [choice("rebuild it as it was", { to: "rebuild" })] : []),
    ...options.networks.map(({ id, name, cidrs }) =>
      choice([name, ...cidrs].join(" "), { to: "existing", networkId: id, name }),
    ),
  ],
  floating: ({ options }) => [
    choice("no floating addresses", { to: "none" }),
    ...options.externalNetworks.map(({ id, name }) => choice(name, { to: "new", networkId: id, name })),
  ],
  flavors: ({ options }) =>
    options.flavors.map(({ id, name, vcpus, ramMiB }) =>
      choice(`${name}: ${vcpus} cores, ${ramMiB} MiB`, { id, name }),
    ),
  volumeTypes: ({ options }) => [
    choice("the site's default", null),
    ...byName(options.volumeTypes.map(({ name }) => name)),
  ],
  zones: ({ options }) => [choice("any", null), ...byName([...options.zones.compute, ...options.zones.volume])],
  keyPairs: ({ source, options }, key) => {
    const importable = source.servers.some((server) => server.keyName === key && server.keyImportable);
    return [choice("none", null), ...byName([...(importable ? [key] : []), ...options.keyPairs])];
  },
};
